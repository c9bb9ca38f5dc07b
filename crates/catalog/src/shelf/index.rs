use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    ops::Range,
    sync::{Arc, OnceLock},
};

use database::Version;
use fixedbitset::FixedBitSet;
use types::{CategoryId, Market, ProductId, Timestamp};

use super::{ShelfEntry, tree::CategoryTree};
use crate::store::VocabularyRow;

/// A set of slots; slot `n` is the variant at `entries[n]`.
pub(crate) type Slots = FixedBitSet;

/// How many products lists of the newest can show at most.
const SHOWN: usize = 64;

/// Every variant of the shop at one revision and moment.
#[derive(Clone)]
pub(crate) struct Shelf {
    pub(crate) version: Version,
    pub(crate) at: Timestamp,
    /// When something last began or ended before `at`, or at it.
    pub(crate) last_change: Option<Timestamp>,
    pub(crate) next_change: Option<Timestamp>,
    pub(crate) vocabulary: Arc<Vec<VocabularyRow>>,
    pub(crate) categories: Arc<CategoryTree>,
    /// Variants of one product stand together; entries of products that have been written anew stay as holes.
    pub(crate) entries: Vec<ShelfEntry>,
    pub(crate) of_product: HashMap<ProductId, Range<usize>>,
    /// Not a hole, and its product is public at `at`.
    pub(crate) public: Slots,
    pub(crate) available: Slots,
    pub(crate) by_value: HashMap<i64, Slots>,
    pub(crate) by_category: HashMap<CategoryId, Slots>,
    pub(crate) by_tag: HashMap<String, Slots>,
    pub(crate) sold_in: [Slots; Market::ALL.len()],
    /// Made when first asked for, per market.
    pub(super) newest: [OnceLock<Vec<ProductId>>; Market::ALL.len()],
    /// Made when first asked for, per market.
    pub(super) popular: [OnceLock<Popular>; Market::ALL.len()],
}

/// Slots of products with something to sell, the most popular first: of each product its first that can be sold.
#[derive(Clone)]
pub(super) struct Popular {
    all: Vec<usize>,
    /// Of a category and all below it.
    in_category: HashMap<CategoryId, Vec<usize>>,
}

impl Shelf {
    /// Nothing, before anything is put on it.
    pub(super) fn empty(version: Version, at: Timestamp) -> Self {
        Self {
            version,
            at,
            last_change: None,
            next_change: None,
            vocabulary: Arc::default(),
            categories: Arc::default(),
            entries: Vec::new(),
            of_product: HashMap::new(),
            public: Slots::new(),
            available: Slots::new(),
            by_value: HashMap::new(),
            by_category: HashMap::new(),
            by_tag: HashMap::new(),
            sold_in: [const { Slots::new() }; Market::ALL.len()],
            newest: Default::default(),
            popular: Default::default(),
        }
    }

    /// Whether nothing begins or ends between the moment it was made for and `at`.
    pub(crate) fn holds_at(&self, at: Timestamp) -> bool {
        self.last_change.is_none_or(|last| last <= at) && self.next_change.is_none_or(|next| at < next)
    }

    /// Public variants that are sold in this market.
    pub(crate) fn sold(&self, market: Market) -> Slots {
        &self.public & &self.sold_in[market as usize]
    }

    /// Variants of products in any of these categories or below them.
    pub(crate) fn in_categories(&self, roots: &HashSet<CategoryId>) -> Slots {
        let mut slots = Slots::new();
        for (category, here) in &self.by_category {
            if self.categories.is_below(*category, roots) {
                slots.union_with(here);
            }
        }
        slots
    }

    /// Variants of these products.
    pub(crate) fn of_products(&self, products: &[ProductId]) -> Slots {
        let mut slots = Slots::with_capacity(self.entries.len());
        for range in products.iter().filter_map(|product| self.of_product.get(product)) {
            slots.insert_range(range.clone());
        }
        slots
    }

    pub(crate) fn newest(&self, market: Market) -> impl Iterator<Item = ProductId> {
        let order = self.newest[market as usize].get_or_init(|| {
            let slots = self.in_order(market, |entry| entry.published_from.0);
            slots.into_iter().take(SHOWN).map(|slot| self.entries[slot].product).collect()
        });
        order.iter().copied()
    }

    pub(crate) fn popular(&self, market: Market) -> impl Iterator<Item = ProductId> {
        self.by_popularity(market).all.iter().map(|slot| self.entries[*slot].product)
    }

    fn by_popularity(&self, market: Market) -> &Popular {
        self.popular[market as usize].get_or_init(|| {
            let all = self.in_order(market, |entry| entry.popularity);
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

    /// Of each product with something to sell in this market the first slot, those that score highest first; the older row
    /// breaks a tie.
    fn in_order(&self, market: Market, score: impl Fn(&ShelfEntry) -> i64) -> Vec<usize> {
        let mut among = self.sold(market);
        among.intersect_with(&self.available);
        let mut slots = self.first_slots(&among);
        slots.sort_by_key(|slot| {
            let entry = &self.entries[*slot];
            (Reverse(score(entry)), entry.product)
        });
        slots
    }

    /// The first of these slots of each product.
    fn first_slots(&self, among: &Slots) -> Vec<usize> {
        let mut last = None;
        let is_first = |slot: &usize| last.replace(self.entries[*slot].product) != Some(self.entries[*slot].product);
        among.ones().filter(is_first).collect()
    }

    /// Others of a category: those that share most values with the product first, then the more popular.
    pub(crate) fn related(
        &self,
        product: ProductId,
        category: CategoryId,
        market: Market,
        limit: usize,
    ) -> Vec<ProductId> {
        let own: Vec<&Slots> = self.values_of(product);
        let candidates = self.by_popularity(market).in_category.get(&category).map_or(&[][..], Vec::as_slice);
        let others = candidates.iter().map(|slot| (*slot, self.entries[*slot].product));
        // By how many values they share.
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

    fn values_of(&self, product: ProductId) -> Vec<&Slots> {
        let Some(first) = self.of_product.get(&product).map(|range| range.start) else { return Vec::new() };
        self.by_value.values().filter(|slots| slots.contains(first)).collect()
    }

    /// How many products have a variant in both sets.
    pub(crate) fn products_in_both(&self, one: &Slots, other: &Slots) -> usize {
        self.count_products(one.intersection(other))
    }

    /// How many products these slots, in ascending order, belong to.
    pub(crate) fn count_products(&self, slots: impl Iterator<Item = usize>) -> usize {
        let mut last = None;
        slots.filter(|slot| last.replace(self.entries[*slot].product) != Some(self.entries[*slot].product)).count()
    }
}
