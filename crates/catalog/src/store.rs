//! Every SQL statement of the catalogue, one function per query.

mod archive;
mod attribute_documents;
mod card;
mod cart_item;
mod category;
mod collection;
mod documents;
mod former_slugs;
mod known;
mod picture_use;
mod positions;
mod product;
mod product_documents;
mod listing_index;
mod save;
mod save_product;
mod sitemap;
mod slugs;
mod unpriced;
mod variant_columns;

pub(crate) use archive::*;
pub(crate) use attribute_documents::attribute_documents;
pub(crate) use card::{CardRow, CardValueRow, CardVariantRow, card_pictures, card_values, card_variants, card_words};
pub(crate) use cart_item::{
    CartCollectionRow, CartItemRow, CartOptionRow, CartValueRow, cart_collections, cart_items, cart_options,
    cart_values,
};
pub use category::CategoryNode;
pub(crate) use category::{categories, category_words};
pub use collection::CollectionCard;
pub(crate) use collection::{
    CollectionMembers, collection, collection_cards, collection_id, collection_members, collection_products, rule_text,
};
pub(crate) use documents::*;
pub use former_slugs::FormerSlug;
pub(crate) use former_slugs::former_slugs;
pub use known::{KnownProduct, KnownSlug};
pub(crate) use known::{known_codes, known_skus, known_slugs, product_count, skus};
pub(crate) use listing_index::*;
pub(crate) use picture_use::codes_by_picture;
pub(crate) use positions::{
    PlacedCategory, attribute_positions, attribute_value_positions, category_positions, collection_positions,
};
pub use product::ProductPicture;
pub(crate) use product::{
    VariantRow, product_by_slug, product_facts, product_options, product_pictures, variant_values, variants,
};
pub(crate) use product_documents::product_documents;
pub(crate) use save::*;
pub(crate) use save_product::*;
pub use sitemap::CatalogSitemapEntry;
pub(crate) use sitemap::{sitemap, sitemap_shards};
pub(crate) use slugs::{
    StoredSlug, forget_retired_slugs, id_by_code, id_by_retired_slug, id_by_slug, id_by_slug_in_any_language,
    owners_of_slugs, replace_slug, retire_slug, slug_by_id, slugs_by_id, stored_slugs, window_of,
};
pub(crate) use unpriced::{UnpricedVariants, unpriced_variants, unpriced_variants_of};
