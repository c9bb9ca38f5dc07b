//! What a category's or a collection's page lists: the products that fit, and what each facet would leave.
//!
//! A product fits if one of its variants does, with all that is asked of it: "clay" and "available" finds clay that
//! can be bought. Its card and its place are those of the [representative](crate::representative()) of the variants that
//! fit, so that a price range shows prices in the range, and a sort by price rises. Counts are of products over the whole result. Values of one facet widen the result, facets narrow
//! it; so a facet's own counts are taken as if nothing of it were chosen.

mod faceted_query;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use database::{Error, Reader};
use types::CategoryId;

use crate::{ListingIndexCache, Members, ProductCard, card::cards_of, collection, keys};
use faceted_query::FacetedQuery;

/// Products on a page.
pub const PAGE_SIZE: usize = 24;

/// What is listed.
#[derive(Clone, Debug)]
pub enum Scope {
    /// A category and all below it.
    Category(CategoryId),
    /// A collection.
    Collection(Members),
}

/// What a shopper asked for. Codes that the shop does not know ask for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Value codes by attribute code.
    pub values: BTreeMap<String, BTreeSet<String>>,
    /// The least a variant may cost, in minor units.
    pub price_from: Option<i64>,
    /// The most a variant may cost, in minor units.
    pub price_to: Option<i64>,
    /// Only what can be bought now.
    pub available: bool,
    /// In which order.
    pub sort: Sort,
    /// Which page, from 1.
    pub page: usize,
}

impl Filter {
    /// Whether the least price asked for is above the highest. Such a range narrows nothing: it is kept, so that the
    /// shopper can be told and put it right.
    pub fn has_reversed_prices(&self) -> bool {
        self.price_from.zip(self.price_to).is_some_and(|(from, to)| from > to)
    }
}

impl Default for Filter {
    /// Everything, from its first page on.
    fn default() -> Self {
        Self {
            values: BTreeMap::new(),
            price_from: None,
            price_to: None,
            available: false,
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// In which order products are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// As the merchant arranged them, or the most popular first.
    #[default]
    Featured,
    /// The newest first.
    Newest,
    /// The lowest price first.
    PriceUp,
    /// The highest price first.
    PriceDown,
}

/// One page of what fits, with what would.
#[derive(Clone, Debug)]
pub struct Listing {
    /// What was asked for, less what the shop does not know.
    pub filter: Filter,
    /// How many products fit, over all pages.
    pub total: usize,
    /// How many pages that makes; at least 1.
    pub pages: usize,
    /// This page's products.
    pub cards: Vec<Arc<ProductCard>>,
    /// By attribute, in the merchant's order; those without a choice are left out.
    pub facets: Vec<Facet>,
    /// What everything else chosen costs, whatever prices are asked for.
    pub prices: Option<PriceBounds>,
    /// How many products can be bought now, with everything else chosen.
    pub available: usize,
}

/// An attribute to narrow by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The name it has in query strings.
    pub code: String,
    /// The name shoppers read.
    pub name: String,
    /// Its values, in the merchant's order.
    pub values: Vec<FacetValue>,
}

/// A value to narrow by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The name it has in query strings.
    pub code: String,
    /// The name shoppers read.
    pub label: String,
    /// The colour of its swatch, as `#rrggbb`.
    pub swatch: Option<String>,
    /// How many products have it, with everything chosen outside this facet.
    pub count: usize,
    /// Whether it is chosen.
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

/// The page of `scope` that `filter` asks for. A page that does not exist asks for nothing: the first is shown.
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
        facets: query.facets(reader.language()),
        prices: query.prices(),
        available: query.available(),
        cards: cards_of(reader, &shown).await?,
    })
}

/// The first products of a public collection, by its code, as it is arranged.
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
