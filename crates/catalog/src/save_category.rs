use database::Tx;
use setup::Setup;
use types::PictureId;

use crate::{CatalogSaveError, CategoryDocument, SluggedKind, keys, slugs, store};

/// Adds or changes a category; its parent must be there.
pub async fn save_category(
    tx: &mut Tx,
    setup: &Setup,
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
    slugs::claim(tx, SluggedKind::Category, id.0, &setup.fill(&document.slug)).await?;
    store::save_category_words(tx, setup, id, document).await?;
    tx.touch(keys::category(id));
    tx.touch(keys::members(id));
    tx.touch(keys::navigation());
    Ok(())
}
