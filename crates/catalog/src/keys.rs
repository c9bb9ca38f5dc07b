//! The cache keys of the catalogue.

use database::{CacheKey, Reader};
use types::{CategoryId, CollectionId, ImageRef, ProductId, VariantId};

/// The name under which the outbox tells that a product changed.
pub(crate) const PRODUCT: &str = "product";
/// The name under which the inventory's outbox rows tell that a variant's stock changed.
pub(crate) const STOCK: &str = "stock";

/// A product's own words, prices and pictures.
pub(crate) fn product(id: ProductId) -> CacheKey {
    CacheKey::row(PRODUCT, id.0)
}

/// A variant's availability.
pub(crate) fn stock(id: VariantId) -> CacheKey {
    CacheKey::stock(id)
}

/// A category's own words and picture.
pub(crate) fn category(id: CategoryId) -> CacheKey {
    CacheKey::row("category", id.0)
}

/// A collection's own words, picture and members.
pub(crate) fn collection(id: CollectionId) -> CacheKey {
    CacheKey::row("collection", id.0)
}

/// Which products a category holds, and everything a listing counts about them.
pub(crate) fn members(id: CategoryId) -> CacheKey {
    CacheKey::row("members", id.0)
}

/// Which products there are at all: new, popular, chosen by rule.
pub(crate) fn assortment() -> CacheKey {
    CacheKey::named("assortment")
}

/// What slugs and codes lead to: for what was looked for and not found.
pub(crate) fn slugs() -> CacheKey {
    CacheKey::named("slugs")
}

/// The category tree, as navigation shows it.
pub(crate) fn navigation() -> CacheKey {
    CacheKey::named("navigation")
}

/// Attributes and their values, as facets and options name them.
pub(crate) fn attributes() -> CacheKey {
    CacheKey::named("attributes")
}

/// Records pictures as read: their words and focus can change, their bytes never do.
pub(crate) fn touch_pictures<'a>(reader: &mut Reader, images: impl IntoIterator<Item = &'a ImageRef>) {
    for image in images {
        reader.touch(CacheKey::picture(&image.address));
    }
}
