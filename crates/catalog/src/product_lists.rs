use std::sync::Arc;

use database::{Error, Reader};
use types::{CategoryId, ProductId};

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
    match product.path.last() {
        Some(category) => similar(reader, indexes, product.id, category.id, limit).await,
        None => Ok(Vec::new()),
    }
}

/// Returns other products of a category: those that share most attribute values with a product, public or not, first,
/// then the more popular.
pub async fn similar(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    product: ProductId,
    category: CategoryId,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    reader.touch(keys::members(category));
    let index = indexes.index_for(reader).await?;
    let ids = index.related(product, category, reader.market(), limit);
    cards(reader, &ids).await
}
