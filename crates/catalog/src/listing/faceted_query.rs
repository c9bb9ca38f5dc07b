use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use types::{Market, ProductId};

use super::{
    Filter, PriceBounds, Scope, Sort,
    choices::{self, union, variants_with_any_value},
};
use crate::{
    Members, Rank, Rule,
    card::CardVariants,
    listing_index::{ListingIndex, MarketPrices, VariantSet},
    price::listed,
    store::{VocabularyRow, VocabularyValue},
};

/// A scope of one index with a filter, in parts, so that each facet can be counted with its own part excluded.
pub(super) struct FacetedQuery<'a> {
    pub(super) index: &'a ListingIndex,
    prices: Arc<MarketPrices>,
    pub(super) filter: Filter,
    /// The variants of the scope that are public and sold in the market.
    pub(super) scope: VariantSet,
    /// The variants of each chosen attribute.
    chosen: Vec<(&'a str, VariantSet)>,
    /// The variants in the price range, if the filter has one.
    priced: Option<VariantSet>,
    /// The variants that match every part.
    matches: VariantSet,
    /// The positions of a collection that the merchant arranged.
    manual_order: HashMap<ProductId, usize>,
}

/// The part of the filter that is excluded from a count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Excluding<'a> {
    Nothing,
    Attribute(&'a str),
    Price,
    Availability,
}

impl<'a> FacetedQuery<'a> {
    pub(super) fn new(index: &'a ListingIndex, market: Market, scope: &Scope, mut filter: Filter) -> Self {
        choices::resolve(&mut filter, &index.vocabulary);
        let prices = index.prices_in(market);
        let mut slots = scope_variants(index, market, scope);
        slots.intersect_with(&index.public_in(&prices));
        let manual_order = match scope {
            Scope::Collection(Members::Products(products)) => products.iter().copied().zip(0..).collect(),
            Scope::Category(_) | Scope::Collection(Members::Rule(_)) => HashMap::new(),
        };
        let chosen = choices::chosen(index, &filter);
        let (from, to) = if filter.has_reversed_prices() { (None, None) } else { (filter.price_from, filter.price_to) };
        let [from, to] = [from, to].map(|bound| bound.map(|money| money.minor));
        let priced = variants_in_price_range(&prices, &slots, from, to);
        let mut query =
            Self { index, prices, filter, scope: slots, chosen, priced, matches: VariantSet::new(), manual_order };
        query.matches = query.matches_excluding(Excluding::Nothing);
        query
    }

    pub(super) const fn filter(&self) -> &Filter {
        &self.filter
    }

    pub(super) fn matches_excluding(&self, excluding: Excluding<'_>) -> VariantSet {
        let mut slots = self.scope.clone();
        for (code, chosen) in &self.chosen {
            if excluding != Excluding::Attribute(code) {
                slots.intersect_with(chosen);
            }
        }
        if let Some(priced) = self.priced.as_ref().filter(|_| excluding != Excluding::Price) {
            slots.intersect_with(priced);
        }
        if self.filter.available && excluding != Excluding::Availability {
            slots.intersect_with(&self.index.available);
        }
        slots
    }

    /// Returns every product that matches, in the order of the filter.
    pub(super) fn products(&self) -> Vec<ProductId> {
        let mut found: Vec<Match> = Vec::new();
        for slot in self.matches.ones() {
            let entry = &self.index.entries[slot];
            let rank = Rank::new(self.index.available.contains(slot), self.prices.price(slot).unwrap_or_default());
            match found.last_mut() {
                // The lowest rank among a product's variants is the representative's.
                Some(last) if last.product == entry.product => last.rank = last.rank.min(rank),
                _ => found.push(Match {
                    product: entry.product,
                    rank,
                    popularity: entry.popularity,
                    newness: entry.published_from.0,
                }),
            }
        }
        self.sort(&mut found);
        found.into_iter().map(|found| found.product).collect()
    }

    /// Returns the variants of a product that match: its card is built from these.
    pub(super) fn variants(&self, product: ProductId) -> CardVariants {
        let slots = self.index.of_product.get(&product).cloned().unwrap_or_default();
        let all_match = slots.clone().filter(|slot| self.prices.sells(*slot)).all(|slot| self.matches.contains(slot));
        if all_match {
            return CardVariants::All;
        }
        let matching = slots.filter(|slot| self.matches.contains(*slot));
        CardVariants::These(matching.map(|slot| self.index.entries[slot].variant).collect())
    }

    fn sort(&self, found: &mut [Match]) {
        match self.filter.sort {
            Sort::Newest => found.sort_unstable_by_key(|one| (Reverse(one.newness), one.product)),
            Sort::PriceUp => {
                found.sort_unstable_by_key(|one| (one.rank.amount(), Reverse(one.popularity), one.product));
            }
            Sort::PriceDown => {
                found.sort_unstable_by_key(|one| (Reverse(one.rank.amount()), Reverse(one.popularity), one.product));
            }
            Sort::Featured if self.manual_order.is_empty() => {
                found.sort_unstable_by_key(|one| (Reverse(one.popularity), one.product));
            }
            Sort::Featured => {
                found.sort_by_key(|one| self.manual_order.get(&one.product).copied());
            }
        }
    }

    pub(super) fn prices(&self) -> Option<PriceBounds> {
        let matches = self.matches_excluding(Excluding::Price);
        let mut prices = matches.ones().filter_map(|slot| self.prices.price(slot));
        let first = prices.next()?;
        let wider = |bounds: PriceBounds, price: i64| PriceBounds {
            least: bounds.least.min(price),
            most: bounds.most.max(price),
        };
        Some(prices.fold(PriceBounds { least: first, most: first }, wider))
    }

    pub(super) fn available(&self) -> usize {
        self.index.count_in_both(&self.matches_excluding(Excluding::Availability), &self.index.available)
    }
}

/// A product that matches, with its sort keys.
struct Match {
    product: ProductId,
    /// The rank of the representative variant.
    rank: Rank,
    popularity: i64,
    newness: i64,
}

fn scope_variants(index: &ListingIndex, market: Market, scope: &Scope) -> VariantSet {
    match scope {
        Scope::Category(id) => index.in_categories(&HashSet::from([*id])),
        Scope::Collection(Members::Products(products)) => index.of_products(products),
        Scope::Collection(Members::Rule(rule)) => rule_variants(index, market, rule),
    }
}

/// Returns the variants that a collection's rule selects.
fn rule_variants(index: &ListingIndex, market: Market, rule: &Rule) -> VariantSet {
    let prices = index.prices_in(market);
    let mut slots = index.public_in(&prices);
    if !rule.categories.is_empty() {
        let roots = rule.categories.iter().filter_map(|code| index.categories.by_code(code.as_str())).collect();
        slots.intersect_with(&index.in_categories(&roots));
    }
    if !rule.tags.is_empty() {
        let tagged = rule.tags.iter().filter_map(|tag| index.by_tag.get(tag.as_str()));
        slots.intersect_with(&union(tagged));
    }
    for (attribute, values) in &rule.attributes {
        let wanted = |row: &&VocabularyRow| {
            let is_named = |value: &VocabularyValue| values.iter().any(|code| code.as_str() == value.code);
            row.attribute == attribute.as_str() && row.value.as_ref().is_some_and(is_named)
        };
        let values = index.vocabulary.iter().filter(wanted).filter_map(|row| row.value.as_ref());
        slots.intersect_with(&variants_with_any_value(index, values));
    }
    match listed(market, |list| rule.price_at_most.get(&list)) {
        Some(most) => variants_in_price_range(&prices, &slots, None, Some(most.minor())).unwrap_or(slots),
        None => slots,
    }
}

/// Returns the variants of `among` that cost `from` to `to`, in minor units; none if neither is given.
fn variants_in_price_range(
    prices: &MarketPrices,
    among: &VariantSet,
    from: Option<i64>,
    to: Option<i64>,
) -> Option<VariantSet> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let mut slots = VariantSet::with_capacity(among.len());
    for slot in among.ones() {
        let price = prices.price(slot);
        if price.is_some_and(|price| from.is_none_or(|from| price >= from) && to.is_none_or(|to| price <= to)) {
            slots.insert(slot);
        }
    }
    Some(slots)
}
