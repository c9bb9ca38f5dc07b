//! Addresses that things had before, as documents: an import lets them lead where they led in the shop they come from.

use catalog::FormerSlug;
use content::FormerPageSlug;
use database::{Error, Reader, Tx};
use pictures::{ContentHash, FormerAddress};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use types::{Language, Slug};

use crate::{
    EntityKind, ExistingShop, ImportError, ShopDocument,
    document::{Document, Section},
    shape::{self, Shape},
};

/// A slug that something had before: it leads to that thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerSlugDocument {
    /// The kind of the thing.
    pub kind: EntityKind,
    /// The code of the thing.
    pub code: Slug,
    /// The language whose addresses had it.
    pub language: Language,
    /// The slug itself.
    pub slug: Slug,
}

/// An address that the pixels of a picture had until they were replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerPictureDocument {
    /// The address of the former pixels, as an [`ContentHash`] writes it.
    pub address: String,
    /// The file of the picture.
    pub file: String,
}

/// A former slug among those of its kind and language.
pub(crate) type FormerSlugKey = (EntityKind, Language, Slug);

impl FormerSlugDocument {
    pub(crate) fn key(&self) -> FormerSlugKey {
        (self.kind, self.language, self.slug.clone())
    }
}

impl Document for FormerSlugDocument {
    const SECTION: Section = Section::FormerSlugs;
    const SHAPE: &'static Shape = shape::FORMER_SLUG;

    fn had<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        let kind = EntityKind::deserialize(given.get("kind")?).ok()?;
        let language = Language::deserialize(given.get("language")?).ok()?;
        known.had.former_slugs.get(&(kind, language, Slug::new(given.get("slug")?.as_str()?).ok()?))
    }
}

impl Document for FormerPictureDocument {
    const SECTION: Section = Section::FormerPictures;
    const SHAPE: &'static Shape = shape::FORMER_PICTURE;

    fn had<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.former_pictures.get(given.get("address")?.as_str()?)
    }
}

/// Adds every former address of the shop to a document.
pub(crate) async fn add_former(document: &mut ShopDocument, reader: &mut Reader) -> Result<(), Error> {
    let of_catalog = catalog::former_slugs(reader).await?.into_iter().map(|former| FormerSlugDocument {
        kind: former.kind.into(),
        code: former.code,
        language: former.language,
        slug: former.slug,
    });
    document.former_slugs.extend(of_catalog);
    let of_pages = content::former_slugs(reader).await?.into_iter().map(|former| FormerSlugDocument {
        kind: EntityKind::Page(former.kind),
        code: former.code,
        language: former.language,
        slug: former.slug,
    });
    document.former_slugs.extend(of_pages);
    let of_pictures = pictures::former_addresses(reader).await?.into_iter();
    document.former_pictures.extend(
        of_pictures
            .map(|former| FormerPictureDocument { address: former.address.as_str().to_owned(), file: former.file }),
    );
    Ok(())
}

/// Lets a former slug lead to the thing that had it.
pub(crate) async fn save_former_slug(tx: &mut Tx, former: &FormerSlugDocument) -> Result<(), ImportError> {
    let FormerSlugDocument { kind, code, language, slug } = former.clone();
    let is_saved = match kind.in_catalog() {
        Ok(kind) => catalog::save_former_slug(tx, &FormerSlug { kind, code, language, slug }).await,
        Err(kind) => content::save_former_slug(tx, &FormerPageSlug { kind, code, language, slug }).await,
    };
    ensure(is_saved?, || ImportError::UnknownTarget { entity: kind.word(), code: former.code.clone() })
}

/// Lets a former address of pixels lead to the picture that had them.
pub(crate) async fn save_former_picture(tx: &mut Tx, former: &FormerPictureDocument) -> Result<(), ImportError> {
    let unknown = || ImportError::UnknownPicture { file: former.file.clone() };
    let address = ContentHash::parse(&former.address).ok_or_else(unknown)?;
    let former = FormerAddress { address, file: former.file.clone() };
    ensure(pictures::save_former_address(tx, &former).await?, unknown)
}

fn ensure(is_saved: bool, error: impl FnOnce() -> ImportError) -> Result<(), ImportError> {
    if is_saved { Ok(()) } else { Err(error()) }
}
