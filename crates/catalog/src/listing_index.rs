//! The index in memory behind listings. Every variant of the shop is a bit in a set for each value, category and tag,
//! so that a facet is counted by 64 variants a machine word instead of by rows.

pub(crate) mod build;
mod category_tree;
mod indexed_variant;

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    ops::{Range, RangeBounds},
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use database::Version;
use fixedbitset::FixedBitSet;
use types::{CategoryId, Market, ProductId, Timestamp};

use crate::store::VocabularyRow;
use category_tree::CategoryTree;
use indexed_variant::IndexedVariant;

/// A set of variants by their slots; slot `n` is the variant at `ListingIndex::entries[n]`.
pub(crate) type VariantSet = FixedBitSet;

/// Most products of a list of the newest.
const MOST_NEWEST: usize = 64;

/// Every variant of the shop at one revision and moment. An index is never changed; the next one is built from it.
#[derive(Clone)]
pub(crate) struct ListingIndex {
    pub(crate) version: Version,
    pub(crate) at: Timestamp,
    /// The last moment up to `at` at which a price or a publication began or ended.
    pub(crate) last_change: Option<Timestamp>,
    /// The first moment after `at` at which a price or a publication begins or ends.
    pub(crate) next_change: Option<Timestamp>,
    pub(crate) vocabulary: Arc<Vec<VocabularyRow>>,
    pub(crate) categories: Arc<CategoryTree>,
    /// The variants of one product are adjacent. Entries of products that were written again stay as holes.
    pub(crate) entries: Vec<IndexedVariant>,
    pub(crate) of_product: HashMap<ProductId, Range<usize>>,
    /// Variants whose product is public at `at`, without holes.
    pub(crate) public: VariantSet,
    pub(crate) available: VariantSet,
    pub(crate) by_value: HashMap<i64, VariantSet>,
    /// The slots with a number or flag of an attribute, ascending, each with it in thousandths.
    pub(crate) by_fact: HashMap<i64, Vec<(usize, i64)>>,
    pub(crate) by_category: HashMap<CategoryId, VariantSet>,
    pub(crate) by_tag: HashMap<String, VariantSet>,
    /// The prices of each market; built at the first request from it.
    markets: Arc<RwLock<HashMap<Market, Arc<MarketPrices>>>>,
}

/// The variants as one market sells them.
#[derive(Debug, Default)]
pub(crate) struct MarketPrices {
    /// The amount to be paid for each slot; 0 where the variant is not sold.
    amounts: Vec<i64>,
    /// The variants that are sold.
    sold: VariantSet,
    newest: OnceLock<Vec<ProductId>>,
    popular: OnceLock<Popular>,
}

impl MarketPrices {
    fn new(entries: &[IndexedVariant], market: Market) -> Self {
        let amounts: Vec<i64> = entries.iter().map(|entry| entry.price_in(market)).collect();
        let mut sold = VariantSet::with_capacity(amounts.len());
        sold.extend(amounts.iter().enumerate().filter(|(_, amount)| **amount > 0).map(|(slot, _)| slot));
        Self { amounts, sold, ..Self::default() }
    }

    /// Returns the amount to be paid for a variant, if it is sold.
    pub(crate) fn price(&self, slot: usize) -> Option<i64> {
        self.amounts.get(slot).copied().filter(|amount| *amount > 0)
    }

    /// Returns `true` if the variant is sold.
    pub(crate) fn sells(&self, slot: usize) -> bool {
        self.sold.contains(slot)
    }
}

/// The first available slot of each product, the most popular product first.
#[derive(Clone, Debug)]
struct Popular {
    all: Vec<usize>,
    /// Slots of a category and all below it.
    in_category: HashMap<CategoryId, Vec<usize>>,
}

impl ListingIndex {
    /// Creates an index without variants.
    fn empty(version: Version, at: Timestamp) -> Self {
        Self {
            version,
            at,
            last_change: None,
            next_change: None,
            vocabulary: Arc::default(),
            categories: Arc::default(),
            entries: Vec::new(),
            of_product: HashMap::new(),
            public: VariantSet::new(),
            available: VariantSet::new(),
            by_value: HashMap::new(),
            by_fact: HashMap::new(),
            by_category: HashMap::new(),
            by_tag: HashMap::new(),
            markets: Arc::default(),
        }
    }

    /// Returns true if no price or publication begins or ends between the index's own moment and `at`.
    pub(crate) fn holds_at(&self, at: Timestamp) -> bool {
        self.last_change.is_none_or(|last| last <= at) && self.next_change.is_none_or(|next| at < next)
    }

    /// Returns the variants as a market sells them.
    pub(crate) fn prices_in(&self, market: Market) -> Arc<MarketPrices> {
        if let Some(known) = self.markets.read().unwrap_or_else(PoisonError::into_inner).get(&market) {
            return known.clone();
        }
        let made = Arc::new(MarketPrices::new(&self.entries, market));
        let mut markets = self.markets.write().unwrap_or_else(PoisonError::into_inner);
        markets.entry(market).or_insert(made).clone()
    }

    /// Returns the public variants that a market sells.
    pub(crate) fn public_in(&self, prices: &MarketPrices) -> VariantSet {
        &self.public & &prices.sold
    }

    /// Returns the variants whose number of an attribute is in a range, in thousandths.
    pub(crate) fn with_fact(&self, attribute: i64, range: impl RangeBounds<i64>) -> VariantSet {
        let mut slots = VariantSet::with_capacity(self.entries.len());
        let facts = self.by_fact.get(&attribute).into_iter().flatten();
        slots.extend(facts.filter(|(_, thousandths)| range.contains(thousandths)).map(|(slot, _)| *slot));
        slots
    }

    /// Returns the variants of products in any of these categories or below them.
    pub(crate) fn in_categories(&self, roots: &HashSet<CategoryId>) -> VariantSet {
        let mut slots = VariantSet::new();
        for (category, here) in &self.by_category {
            if self.categories.is_below(*category, roots) {
                slots.union_with(here);
            }
        }
        slots
    }

    /// Returns the variants of these products.
    pub(crate) fn of_products(&self, products: &[ProductId]) -> VariantSet {
        let mut slots = VariantSet::with_capacity(self.entries.len());
        for range in products.iter().filter_map(|product| self.of_product.get(product)) {
            slots.insert_range(range.clone());
        }
        slots
    }

    /// Returns products with something to sell in this market, the last published first.
    pub(crate) fn newest(&self, market: Market, limit: usize) -> Vec<ProductId> {
        let prices = self.prices_in(market);
        let order = prices.newest.get_or_init(|| {
            let slots = self.slots_by_score(&prices, |entry| entry.published_from.0);
            slots.into_iter().take(MOST_NEWEST).map(|slot| self.entries[slot].product).collect()
        });
        order.iter().copied().take(limit).collect()
    }

    /// Returns products with something to sell in this market, the most popular first.
    pub(crate) fn popular(&self, market: Market, limit: usize) -> Vec<ProductId> {
        let prices = self.prices_in(market);
        self.by_popularity(&prices).all.iter().map(|slot| self.entries[*slot].product).take(limit).collect()
    }

    fn by_popularity<'m>(&self, prices: &'m MarketPrices) -> &'m Popular {
        prices.popular.get_or_init(|| {
            let all = self.slots_by_score(prices, |entry| entry.popularity);
            let mut category_of = HashMap::new();
            for (category, slots) in &self.by_category {
                category_of.extend(slots.ones().map(|slot| (slot, *category)));
            }
            let mut in_category: HashMap<_, Vec<usize>> = HashMap::new();
            for slot in &all {
                let own = category_of.get(slot).copied();
                for category in own.into_iter().flat_map(|own| self.categories.upwards(own)) {
                    in_category.entry(category).or_default().push(*slot);
                }
            }
            Popular { all, in_category }
        })
    }

    /// Returns the first available slot of each product in this market, the highest score first; of equals, the older
    /// row first.
    fn slots_by_score(&self, prices: &MarketPrices, score: impl Fn(&IndexedVariant) -> i64) -> Vec<usize> {
        let mut among = self.public_in(prices);
        among.intersect_with(&self.available);
        let mut slots = self.first_slots(&among);
        slots.sort_by_key(|slot| {
            let entry = &self.entries[*slot];
            (Reverse(score(entry)), entry.product)
        });
        slots
    }

    /// Returns the first of these slots of each product.
    fn first_slots(&self, among: &VariantSet) -> Vec<usize> {
        let mut last = None;
        let is_first = |slot: &usize| last.replace(self.entries[*slot].product) != Some(self.entries[*slot].product);
        among.ones().filter(is_first).collect()
    }

    /// Returns other products of a category: those that share most values with the product first, then the more
    /// popular.
    pub(crate) fn related(
        &self,
        product: ProductId,
        category: CategoryId,
        market: Market,
        limit: usize,
    ) -> Vec<ProductId> {
        let own: Vec<&VariantSet> = self.values_of(product);
        let prices = self.prices_in(market);
        let candidates = self.by_popularity(&prices).in_category.get(&category).map_or(&[][..], Vec::as_slice);
        let others = candidates.iter().map(|slot| (*slot, self.entries[*slot].product));
        // Products by the number of values they share.
        let mut alike = vec![Vec::new(); own.len() + 1];
        for (slot, other) in others.filter(|(_, other)| *other != product) {
            let shared = own.iter().filter(|slots| slots.contains(slot)).count();
            if alike[shared].len() < limit {
                alike[shared].push(other);
            }
            if alike[own.len()].len() == limit {
                break;
            }
        }
        alike.into_iter().rev().flatten().take(limit).collect()
    }

    fn values_of(&self, product: ProductId) -> Vec<&VariantSet> {
        let Some(first) = self.of_product.get(&product).map(|range| range.start) else { return Vec::new() };
        self.by_value.values().filter(|slots| slots.contains(first)).collect()
    }

    /// Returns the number of products with a variant in both sets.
    pub(crate) fn count_in_both(&self, one: &VariantSet, other: &VariantSet) -> usize {
        self.count_products(one.intersection(other))
    }

    /// Returns the number of products that these slots, in ascending order, belong to.
    fn count_products(&self, slots: impl Iterator<Item = usize>) -> usize {
        let mut last = None;
        slots.filter(|slot| last.replace(self.entries[*slot].product) != Some(self.entries[*slot].product)).count()
    }
}
