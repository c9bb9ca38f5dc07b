use std::sync::Arc;

use database::{Error, Reader};

use crate::{ListingIndexCache, Product, ProductCard, cards, keys};

/// Returns the products that became public last.
pub async fn newest(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    reader.touch(keys::assortment());
    let index = indexes.index_for(reader).await?;
    let ids = index.newest(reader.market(), limit);
    cards(reader, &ids).await
}

/// Returns the products with the highest popularity.
pub async fn popular(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    reader.touch(keys::assortment());
    let index = indexes.index_for(reader).await?;
    let ids = index.popular(reader.market(), limit);
    cards(reader, &ids).await
}

/// Returns other products of the product's category: those that share most attribute values first, then the more
/// popular.
pub async fn related(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    product: &Product,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let Some(category) = product.path.last() else { return Ok(Vec::new()) };
    reader.touch(keys::members(category.id));
    let index = indexes.index_for(reader).await?;
    let ids = index.related(product.id, category.id, reader.market(), limit);
    cards(reader, &ids).await
}
