//! The catalogue: what is sold, in which variants, at which price from when to when, and how it is arranged in
//! categories, collections and facets.
//!
//! Pages read products one by one from the database and whole listings from the [`ListingIndexCache`], an index in
//! memory that follows the database's revisions. Merchants write documents, such as a [`ProductDocument`].

mod amount;
mod attributes;
mod card;
mod cart_item;
mod category;
mod collection;
mod delete;
mod document;
pub mod documents;
mod error;
mod fact;
mod former_slugs;
mod keys;
mod listing;
mod listing_index;
mod listing_index_cache;
mod picture_use;
mod positions;
mod price;
mod product;
mod product_lists;
mod quantity_prices;
mod references;
mod refill;
mod representative;
mod save_attribute;
mod save_category;
mod save_collection;
mod save_product;
mod slugged_kind;
mod slugs;
mod sold_in;
mod store;
mod unpriced;

#[cfg(test)]
mod tests;

pub use amount::Amount;
pub use attributes::{attribute_parameters, changes_attributes};
pub use card::{CardSwatch, ProductCard, cards, cards_by_code, picture_rank};
pub use cart_item::{CartItem, CartOption, QuantityPrice, cart_items};
pub use category::{Category, categories, category_by_slug};
pub use collection::{Collection, Members, all_collection_cards, collection_by_slug, collection_cards};
pub use delete::{
    DeletedEntity, delete_entity, delete_value, deleted_entities, products_in_category, products_redirecting_to,
    products_with_value,
};
pub use document::{
    AttributeDocument, AttributeValueDocument, CategoryDocument, CollectionDocument, Dimensions, MembersDocument,
    OptionDocument, ProductDocument, ProductPictureDocument, Rule, ScheduledPriceDocument, SeoDocument, Swatch,
    VariantDocument,
};
pub use error::CatalogSaveError;
pub use fact::{AttributeKind, FactDocument, FactNumber, SchemaProperty};
pub use former_slugs::{former_slugs, save_former_slug};
pub use listing::{
    FLAG, Facet, FacetNumbers, FacetValue, Filter, Listing, NumberRange, PAGE_SIZE, PriceBounds, Scope, Sort,
    first_of_collection, listing,
};
pub use listing_index_cache::{ListingIndexCache, ListingIndexStatistics};
pub use picture_use::{PictureUse, uses_of_picture};
pub use positions::{attribute_positions, category_positions, collection_positions};
pub use price::Price;
pub use product::{FactValue, Product, ProductFact, ProductOption, ProductValue, Variant, product_by_slug};
pub use product_lists::{newest, popular, related, similar};
pub use quantity_prices::{QuantityPriceDocument, QuantityPrices};
pub use references::References;
pub use refill::refill_texts;
pub use representative::{Rank, representative};
pub use save_attribute::save_attribute;
pub use save_category::save_category;
pub use save_collection::save_collection;
pub use save_product::{NewProduct, SaveProductsError, release_skus, save_product, save_products};
pub use slugged_kind::SluggedKind;
pub use slugs::{release_slugs, sitemap, sitemap_shards, slug_by_code, slug_of, take_slugs};
pub use sold_in::SoldIn;
pub use store::{CatalogSitemapEntry, CategoryNode, CollectionCard, FormerSlug, ProductPicture};
pub use types::MarketsDocument;
pub use unpriced::{unpriced_variants, unpriced_variants_after};
