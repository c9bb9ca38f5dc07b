use catalog::FormerSlug;
use content::FormerPageSlug;
use database::Tx;
use pictures::{ContentHash, FormerAddress};

use super::ImportError;
use crate::{FormerPictureDocument, FormerSlugDocument};

/// Redirects a former slug to the thing that had it.
pub(crate) async fn save_former_slug(tx: &mut Tx, former: &FormerSlugDocument) -> Result<(), ImportError> {
    let FormerSlugDocument { kind, code, language, slug } = former.clone();
    let is_saved = match kind.in_catalog() {
        Ok(kind) => catalog::save_former_slug(tx, &FormerSlug { kind, code, language, slug }).await,
        Err(kind) => content::save_former_slug(tx, &FormerPageSlug { kind, code, language, slug }).await,
    };
    ensure(is_saved?, || ImportError::UnknownTarget { entity: kind.word(), code: former.code.clone() })
}

/// Redirects a former address of pixels to the picture that had them.
pub(crate) async fn save_former_picture(tx: &mut Tx, former: &FormerPictureDocument) -> Result<(), ImportError> {
    let unknown = || ImportError::UnknownPicture { file: former.file.clone() };
    let address = ContentHash::parse(&former.address).ok_or_else(unknown)?;
    let former = FormerAddress { address, file: former.file.clone() };
    ensure(pictures::save_former_address(tx, &former).await?, unknown)
}

fn ensure(is_saved: bool, error: impl FnOnce() -> ImportError) -> Result<(), ImportError> {
    if is_saved { Ok(()) } else { Err(error()) }
}
