//! The cache keys of the catalogue.

use database::{CacheKey, Reader};
use types::{CategoryId, CollectionId, ImageRef, ProductId, VariantId};

/// The kind of key that the outbox has for a changed product.
pub(crate) const PRODUCT: &str = "product";
/// The kind of key that the outbox has for a variant's changed stock.
pub(crate) const STOCK: &str = "stock";

/// Returns the key of a product's texts, prices and pictures.
pub(crate) fn product(id: ProductId) -> CacheKey {
    CacheKey::row(PRODUCT, id.0)
}

/// Returns the key of a variant's availability.
pub(crate) fn stock(id: VariantId) -> CacheKey {
    CacheKey::stock(id)
}

/// Returns the key of a category's texts and picture.
pub(crate) fn category(id: CategoryId) -> CacheKey {
    CacheKey::row("category", id.0)
}

/// Returns the key of a collection's texts, picture and products.
pub(crate) fn collection(id: CollectionId) -> CacheKey {
    CacheKey::row("collection", id.0)
}

/// Returns the key of a category's products and of everything that a listing counts about them.
pub(crate) fn members(id: CategoryId) -> CacheKey {
    CacheKey::row("members", id.0)
}

/// Returns the key of the set of all products, on which new, popular and rule-based lists depend.
pub(crate) fn assortment() -> CacheKey {
    CacheKey::named("assortment")
}

/// Returns the key of the targets of slugs and codes, on which lookups without a result depend.
pub(crate) fn slugs() -> CacheKey {
    CacheKey::named("slugs")
}

/// Returns the key of the category tree and the collections' cards.
pub(crate) fn navigation() -> CacheKey {
    CacheKey::named("navigation")
}

/// Returns the key of the attributes and their values.
pub(crate) fn attributes() -> CacheKey {
    CacheKey::named("attributes")
}

/// Records that the reader depends on pictures: their alternative texts and focus can change, their bytes never do.
pub(crate) fn touch_pictures<'a>(reader: &mut Reader, images: impl IntoIterator<Item = &'a ImageRef>) {
    for image in images {
        reader.touch(CacheKey::picture(&image.address));
    }
}
