use database::Tx;
use types::{Language, PictureId, Slug, Window};

use crate::{CatalogSaveError, CollectionDocument, MembersDocument, SluggedKind, keys, slugs, store};

/// Releases the slugs that a collection gives up with this document, so that another collection or a category of the
/// same import can take them, in any order of saving.
pub async fn release_collection(tx: &mut Tx, document: &CollectionDocument) -> Result<(), CatalogSaveError> {
    let Some(id) = store::collection_id(tx, document.code.as_str()).await? else { return Ok(()) };
    Ok(slugs::release(tx, SluggedKind::Collection, id.0, &document.slug).await?)
}

/// Adds or changes a collection. The products that it names must exist.
pub async fn save_collection(
    tx: &mut Tx,
    document: &CollectionDocument,
    position: i64,
    picture: Option<PictureId>,
) -> Result<(), CatalogSaveError> {
    let (rule, products): (_, &[Slug]) = match &document.members {
        MembersDocument::Products(codes) => (None, codes),
        MembersDocument::Rule(rule) => (Some(store::rule_text(rule)), &[]),
    };
    let window = Window::bounds(document.published.as_ref());
    let id = store::save_collection(tx, document, position, rule, picture, window).await?;
    slugs::claim(tx, SluggedKind::Collection, id.0, &document.slug).await?;
    for language in Language::ALL {
        store::save_collection_words(tx, id, language, document).await?;
    }
    let mut ids = Vec::with_capacity(products.len());
    for code in products {
        ids.push(store::product_id(tx, code).await?.ok_or_else(|| CatalogSaveError::UnknownProduct(code.clone()))?);
    }
    store::replace_collection_products(tx, id, &ids).await?;
    tx.touch(keys::collection(id));
    tx.touch(keys::navigation());
    Ok(())
}
