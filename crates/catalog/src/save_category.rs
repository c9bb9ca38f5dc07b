use database::Tx;
use types::{Language, PictureId};

use crate::{CatalogSaveError, CategoryDocument, SluggedKind, keys, slugs, store};

/// Adds or changes a category; its parent must be there.
pub async fn save_category(
    tx: &mut Tx,
    document: &CategoryDocument,
    position: i64,
    picture: Option<PictureId>,
) -> Result<(), CatalogSaveError> {
    let parent = match &document.parent {
        Some(code) => {
            Some(store::category_id(tx, code).await?.ok_or_else(|| CatalogSaveError::UnknownCategory(code.clone()))?)
        }
        None => None,
    };
    let id = store::save_category(tx, document, parent, position, picture).await?;
    slugs::claim(tx, SluggedKind::Category, id.0, &document.slug).await?;
    for language in Language::ALL {
        store::save_category_words(tx, id, language, document).await?;
    }
    tx.touch(keys::category(id));
    tx.touch(keys::members(id));
    tx.touch(keys::navigation());
    Ok(())
}
