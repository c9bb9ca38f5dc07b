//! Listings: the products of a category or a collection that match a filter, with the counts of each facet.
//!
//! A product matches if one of its variants meets every condition: "clay" and "available" finds clay that can be
//! bought. Its card and its position are those of the [representative](crate::representative()) of the matching
//! variants, so that a price range shows prices in the range, and a sort by price rises. Counts are of products over
//! the whole result. Values of one facet are joined by *or*, facets by *and*; a facet's own counts therefore exclude
//! its own choice.

mod facets;
mod choices;
mod faceted_query;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::Arc,
};

use database::{Error, Reader};
use types::{CategoryId, LocalText, Money};

use crate::{AttributeKind, FactNumber, ListingIndexCache, Members, ProductCard, card::cards_of, collection, keys};
use faceted_query::FacetedQuery;

/// Products on a page.
pub const PAGE_SIZE: usize = 24;

/// The set of products that a listing is about.
#[derive(Clone, Debug)]
pub enum Scope {
    /// A category and all categories below it.
    Category(CategoryId),
    /// A collection.
    Collection(Members),
}

/// The value that filters by an attribute that is true or false.
pub const FLAG: &str = "1";

/// A range of numbers, its bounds included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NumberRange {
    /// The lowest number.
    pub from: Option<FactNumber>,
    /// The highest number.
    pub to: Option<FactNumber>,
}

impl NumberRange {
    /// Returns the range between two bounds, in either order.
    fn between(from: Option<FactNumber>, to: Option<FactNumber>) -> Self {
        match from.zip(to) {
            Some((from, to)) => Self { from: Some(from.min(to)), to: Some(from.max(to)) },
            None => Self { from, to },
        }
    }

    /// Returns the bounds in thousandths.
    fn thousandths(self) -> RangeInclusive<i64> {
        let bound = |number: Option<FactNumber>, furthest| number.map_or(furthest, FactNumber::thousandths);
        bound(self.from, -FactNumber::MAX)..=bound(self.to, FactNumber::MAX)
    }
}

/// A shopper's filter. Codes that the shop does not have are ignored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Value codes by attribute code. [`FLAG`] is the only one of an attribute that is true or false.
    pub values: BTreeMap<String, BTreeSet<String>>,
    /// The range of the product's number by attribute code.
    pub numbers: BTreeMap<String, NumberRange>,
    /// The least a variant may cost, in the market's currency.
    pub price_from: Option<Money>,
    /// The most a variant may cost, in the market's currency.
    pub price_to: Option<Money>,
    /// True for products that can be bought now, and no others.
    pub available: bool,
    /// The order.
    pub sort: Sort,
    /// The page's number, from 1.
    pub page: usize,
}

impl Filter {
    /// Returns true if the lowest price is above the highest. Such a range excludes nothing. It stays in the filter, so
    /// that the page can point it out.
    pub fn has_reversed_prices(&self) -> bool {
        self.price_from.zip(self.price_to).is_some_and(|(from, to)| from > to)
    }
}

impl Default for Filter {
    /// Creates a filter that excludes nothing, on the first page.
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            numbers: BTreeMap::new(),
            price_from: None,
            price_to: None,
            available: false,
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// The order of a listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The merchant's order, or the most popular first where there is none.
    #[default]
    Featured,
    /// The newest first.
    Newest,
    /// The lowest price first.
    PriceUp,
    /// The highest price first.
    PriceDown,
}

/// A page of a listing, with its facets.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The filter, without codes that the shop does not have.
    pub filter: Filter,
    /// The number of matching products, over all pages.
    pub total: usize,
    /// The number of pages; at least 1.
    pub pages: usize,
    /// The products of this page.
    pub cards: Vec<Arc<ProductCard>>,
    /// The facets in the merchant's order, without those that leave no choice.
    pub facets: Vec<Facet>,
    /// The prices of the products that match, the price range excluded.
    pub prices: Option<PriceBounds>,
    /// The number of products that match and can be bought now.
    pub available: usize,
}

/// An attribute to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The name in query strings.
    pub code: String,
    /// The name shoppers read.
    pub name: LocalText,
    /// The kind of the attribute.
    pub kind: AttributeKind,
    /// The values, in the merchant's order; [`FLAG`] for an attribute that is true or false.
    pub values: Vec<FacetValue>,
    /// The numbers, for an attribute that has such.
    pub numbers: Option<FacetNumbers>,
}

/// The numbers to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetNumbers {
    /// The unit; it may be empty.
    pub unit: LocalText,
    /// The lowest number of the products that match, this facet's range excluded.
    pub least: FactNumber,
    /// The highest one.
    pub most: FactNumber,
}

/// A value to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The name in query strings.
    pub code: String,
    /// The name shoppers read.
    pub label: LocalText,
    /// The colour of its swatch, as `#rrggbb`.
    pub swatch: Option<String>,
    /// The number of products with this value that match, this facet's choice excluded.
    pub count: usize,
    /// True if the filter has it.
    pub chosen: bool,
}

/// Lowest and highest price, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PriceBounds {
    /// Lowest.
    pub least: i64,
    /// Highest.
    pub most: i64,
}

/// Returns the page of `scope` that `filter` asks for, or the first page if that one does not exist.
pub async fn listing(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    scope: &Scope,
    filter: Filter,
) -> Result<Listing, Error> {
    match scope {
        Scope::Category(id) => reader.touch(keys::members(*id)),
        Scope::Collection(_) => reader.touch(keys::assortment()),
    }
    reader.touch(keys::attributes());
    let index = indexes.index_for(reader).await?;
    let query = FacetedQuery::new(&index, reader.market(), scope, filter);
    let found = query.products();
    let pages = found.len().div_ceil(PAGE_SIZE).max(1);
    let mut filter = query.filter().clone();
    filter.page = if (1..=pages).contains(&filter.page) { filter.page } else { 1 };
    let shown = found.iter().skip((filter.page - 1) * PAGE_SIZE).take(PAGE_SIZE);
    let shown: Vec<_> = shown.map(|product| (*product, query.variants(*product))).collect();
    Ok(Listing {
        filter,
        total: found.len(),
        pages,
        facets: query.facets(reader.locale),
        prices: query.prices(),
        available: query.available(),
        cards: cards_of(reader, &shown).await?,
    })
}

/// Returns the first products of the public collection with this code, in the collection's order.
pub async fn first_of_collection(
    reader: &mut Reader,
    indexes: &ListingIndexCache,
    code: &str,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let Some(members) = collection::members_by_code(reader, code).await? else { return Ok(Vec::new()) };
    reader.touch(keys::assortment());
    let index = indexes.index_for(reader).await?;
    let query = FacetedQuery::new(&index, reader.market(), &Scope::Collection(members), Filter::default());
    let shown = query.products().into_iter().take(limit);
    let shown: Vec<_> = shown.map(|product| (product, query.variants(product))).collect();
    cards_of(reader, &shown).await
}
