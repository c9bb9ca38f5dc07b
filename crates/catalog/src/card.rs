//! Cards: products as lists show them. A card is built from the variants that match the list's filter; see
//! [`representative`](crate::representative()).

mod loading;
mod summary;

use std::{collections::HashMap, sync::Arc};

use database::{CacheId, CacheItem, Error, Reader};
use types::{ImageRef, LocalText, Money, ProductId, VariantId};

use crate::store;
use loading::Rows;
use summary::SummaryWithCard;
pub use summary::picture_rank;

/// A product as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductCard {
    /// The row's id.
    pub id: ProductId,
    /// The name in documents.
    pub code: String,
    /// The name in this language's URLs.
    pub slug: String,
    /// The query that selects the shown variant, by option code and value code; empty where the product's page selects
    /// it without a query.
    pub query: Vec<(String, String)>,
    /// The name shoppers read.
    pub name: LocalText,
    /// The price of the shown variant.
    pub price: Money,
    /// The higher amount that this price is compared with, if it is a reduction.
    pub compare_at: Option<Money>,
    /// True if other matching variants, available like the shown one, have another price.
    pub price_varies: bool,
    /// The colours of the matching variants, in order.
    pub swatches: Vec<CardSwatch>,
    /// The first picture of the shown variant.
    pub picture: Option<ImageRef>,
    /// True if the product became public within the last 30 days.
    pub is_new: bool,
    /// True if any matching variant can be sold.
    pub available: bool,
    /// The variants that the card is built from.
    parts: Parts,
}

/// The variants that a card is built from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// All variants of the product.
    All,
    /// The variants whose bit is set, by their index in the merchant's order.
    Some(u64),
    /// A selection of more than 64 variants, which has no name.
    Unnamed,
}

/// The colour of an option's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardSwatch {
    /// The colour as `#rrggbb`.
    pub colour: String,
    /// The name shoppers read.
    pub label: String,
}

/// The variants of a product that match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CardVariants {
    /// All variants of the market.
    All,
    /// The variants with these ids.
    These(Vec<VariantId>),
}

/// Returns the cards of these products, in this order, without products that are not public now.
pub async fn cards(reader: &mut Reader, ids: &[ProductId]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let products: Vec<_> = ids.iter().map(|id| (*id, CardVariants::All)).collect();
    cards_of(reader, &products).await
}

/// Returns the cards of these variants of products, in this order, without products that are not public now.
pub(crate) async fn cards_of(
    reader: &mut Reader,
    products: &[(ProductId, CardVariants)],
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let mut found = summaries(reader, products.iter().map(|(id, _)| *id)).await?;
    let card = |(id, variants): &(ProductId, CardVariants)| found.remove(id)?.as_ref().as_ref()?.card(variants);
    Ok(products.iter().filter_map(card).collect())
}

/// Returns the cards of the products with these codes, in this order.
pub async fn cards_by_code(reader: &mut Reader, codes: &[String]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let ids = store::product_ids_by_code(reader, codes).await?;
    let ordered: Vec<ProductId> = codes.iter().filter_map(|code| ids.get(code).copied()).collect();
    cards(reader, &ordered).await
}

/// Returns the summaries of these products, from the read cache where it has them.
async fn summaries(
    reader: &mut Reader,
    ids: impl Iterator<Item = ProductId>,
) -> Result<HashMap<ProductId, Arc<Option<SummaryWithCard>>>, Error> {
    let mut found = HashMap::new();
    let mut unknown = Vec::new();
    for id in ids {
        match reader.get_cached(summary_id(id)).await? {
            Some(known) => drop(found.insert(id, known)),
            None => unknown.push(id),
        }
    }
    if unknown.is_empty() {
        return Ok(found);
    }
    let mut rows = Rows::load(reader, &unknown).await?;
    for id in unknown {
        let (made, footprint) = reader.record_separately(|reader| rows.summary(reader, id));
        found.insert(id, reader.put_cached(summary_id(id), made, footprint).await?);
    }
    Ok(found)
}

/// Returns the cache id of a product's summary.
const fn summary_id(id: ProductId) -> CacheId {
    CacheId { kind: "card", item: CacheItem::Row(id.0) }
}

impl ProductCard {
    /// Returns the cache id of the summary that this card is built from.
    pub const fn source(&self) -> CacheId {
        summary_id(self.id)
    }

    /// Returns a cache id for a value that is derived from this card alone; none if the card's variants are too many to
    /// be named.
    pub fn derivative(&self, kind: &'static str) -> Option<CacheId> {
        let item = match self.parts {
            Parts::All => CacheItem::Row(self.id.0),
            Parts::Some(variants) => CacheItem::Parts(self.id.0, variants),
            Parts::Unnamed => return None,
        };
        Some(CacheId { kind, item })
    }
}
