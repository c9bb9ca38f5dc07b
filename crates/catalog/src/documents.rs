//! The catalogue as documents: what an export writes.

use database::{Error, Reader};
use types::{ProductId, Sku, Slug};

use crate::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument, store};

/// Every attribute with its values.
pub async fn attributes(reader: &mut Reader) -> Result<Vec<AttributeDocument>, Error> {
    store::attribute_documents(reader).await
}

/// Every category, parents before children.
pub async fn categories(reader: &mut Reader) -> Result<Vec<CategoryDocument>, Error> {
    let mut left = store::category_documents(reader).await?;
    let mut ordered: Vec<CategoryDocument> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_placed = |code: &types::Slug| ordered.iter().any(|placed| placed.code == *code);
        let (ready, waiting): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|category| category.parent.as_ref().is_none_or(is_placed));
        if ready.is_empty() {
            // A cycle can't be imported either; what is in it is written as it stands.
            ordered.extend(waiting);
            break;
        }
        ordered.extend(ready);
        left = waiting;
    }
    Ok(ordered)
}

/// Every product, draft or not, by row.
pub async fn products(reader: &mut Reader) -> Result<Vec<ProductDocument>, Error> {
    let mut documents = Vec::new();
    let mut after = ProductId(0);
    loop {
        let ids = store::product_ids_after(reader, after, 500).await?;
        let Some(last) = ids.last() else { return Ok(documents) };
        after = *last;
        for id in ids {
            documents.extend(store::product_document(reader, id).await?);
        }
    }
}

/// Every SKU that was ever given out, with the code of its product: a variant that is off sale keeps its SKU.
pub async fn skus(reader: &mut Reader) -> Result<Vec<(Sku, Slug)>, Error> {
    store::skus(reader).await
}

/// Every collection, draft or not.
pub async fn collections(reader: &mut Reader) -> Result<Vec<CollectionDocument>, Error> {
    store::collection_documents(reader).await
}
