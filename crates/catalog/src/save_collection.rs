use database::Tx;
use setup::Setup;
use types::{PictureId, ProductId, Slug};

use crate::{CatalogSaveError, CollectionDocument, MembersDocument, SluggedKind, keys, slugs, store};

/// Adds or changes a collection; the products it names must be there.
pub async fn save_collection(
    tx: &mut Tx,
    setup: &Setup,
    document: &CollectionDocument,
    position: i64,
    picture: Option<PictureId>,
) -> Result<(), CatalogSaveError> {
    let (rule, products): (_, &[Slug]) = match &document.members {
        MembersDocument::Products(codes) => (None, codes),
        MembersDocument::Rule(rule) => (Some(store::rule_text(rule)), &[]),
    };
    let id = store::save_collection(tx, document, position, rule, picture).await?;
    slugs::claim(tx, SluggedKind::Collection, id.0, &setup.fill(&document.slug)).await?;
    store::save_collection_words(tx, setup, id, document).await?;
    let known = store::product_ids_by_code(tx, products).await?;
    let id_of = |code: &Slug| known.get(code.as_str()).copied();
    let ids = products.iter().map(|code| id_of(code).ok_or_else(|| CatalogSaveError::UnknownProduct(code.clone())));
    let ids: Vec<ProductId> = ids.collect::<Result<_, _>>()?;
    store::replace_collection_products(tx, id, &ids).await?;
    tx.touch(keys::collection(id));
    tx.touch(keys::navigation());
    Ok(())
}
