use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use types::{Language, Market, ProductId};

use super::{Facet, FacetValue, Filter, PriceBounds, Scope, Sort};
use crate::{
    Members, Rank, Rule,
    card::CardVariants,
    listing_index::{ListingIndex, MarketPrices, VariantSet},
    price::listed,
    store::VocabularyRow,
};

/// A scope of one index with a filter, in parts, so that each facet can be counted with its own part excluded.
pub(super) struct FacetedQuery<'a> {
    index: &'a ListingIndex,
    prices: Arc<MarketPrices>,
    filter: Filter,
    /// The variants of the scope that are public and sold in the market.
    scope: VariantSet,
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
enum Excluding<'a> {
    Nothing,
    Attribute(&'a str),
    Price,
    Availability,
}

impl<'a> FacetedQuery<'a> {
    pub(super) fn new(index: &'a ListingIndex, market: Market, scope: &Scope, mut filter: Filter) -> Self {
        drop_unknown_values(&mut filter, &index.vocabulary);
        let prices = index.prices_in(market);
        let mut slots = scope_variants(index, market, scope);
        slots.intersect_with(&index.public_in(&prices));
        let manual_order = match scope {
            Scope::Collection(Members::Products(products)) => products.iter().copied().zip(0..).collect(),
            Scope::Category(_) | Scope::Collection(Members::Rule(_)) => HashMap::new(),
        };
        let chosen = filter.values.iter().filter_map(|(code, values)| {
            let mut of_attribute = facet_rows(index).filter(|row| row.attribute == *code).peekable();
            let code = of_attribute.peek()?.attribute.as_str();
            let ids = of_attribute.filter(|row| values.contains(&row.value)).map(|row| row.value_id);
            Some((code, variants_with_any_value(index, ids)))
        });
        let chosen = chosen.collect();
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

    fn matches_excluding(&self, excluding: Excluding<'_>) -> VariantSet {
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

    /// Returns the facets with more than one value, and those with a chosen value.
    pub(super) fn facets(&self, language: Language) -> Vec<Facet> {
        let mut facets: Vec<Facet> = Vec::new();
        let mut matches = VariantSet::new();
        for row in facet_rows(self.index) {
            if facets.last().is_none_or(|facet| facet.code != row.attribute) {
                matches = self.matches_excluding(Excluding::Attribute(&row.attribute));
                facets.push(Facet {
                    code: row.attribute.clone(),
                    name: row.name.get(language).cloned().unwrap_or_default(),
                    values: Vec::new(),
                });
            }
            let Some(with_value) = self.index.by_value.get(&row.value_id) else { continue };
            let chosen = self.filter.values.get(&row.attribute).is_some_and(|values| values.contains(&row.value));
            if !chosen && self.scope.is_disjoint(with_value) {
                continue;
            }
            if let Some(facet) = facets.last_mut() {
                facet.values.push(FacetValue {
                    code: row.value.clone(),
                    label: row.label.get(language).cloned().unwrap_or_default(),
                    swatch: row.swatch.clone(),
                    count: self.index.count_in_both(&matches, with_value),
                    chosen,
                });
            }
        }
        facets.retain(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| value.chosen));
        facets
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

fn facet_rows(index: &ListingIndex) -> impl Iterator<Item = &VocabularyRow> {
    index.vocabulary.iter().filter(|row| row.is_facet)
}

fn drop_unknown_values(filter: &mut Filter, vocabulary: &[VocabularyRow]) {
    let known = |attribute: &str, value: &str| {
        vocabulary.iter().any(|row| row.is_facet && row.attribute == attribute && row.value == value)
    };
    for (attribute, values) in &mut filter.values {
        values.retain(|value| known(attribute, value));
    }
    filter.values.retain(|_, values| !values.is_empty());
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
            row.attribute == attribute.as_str() && values.iter().any(|value| value.as_str() == row.value)
        };
        let ids = index.vocabulary.iter().filter(wanted).map(|row| row.value_id);
        slots.intersect_with(&variants_with_any_value(index, ids));
    }
    match listed(market, |list| rule.price_at_most.get(&list)) {
        Some(most) => variants_in_price_range(&prices, &slots, None, Some(most.minor())).unwrap_or(slots),
        None => slots,
    }
}

fn variants_with_any_value(index: &ListingIndex, ids: impl Iterator<Item = i64>) -> VariantSet {
    union(ids.filter_map(|id| index.by_value.get(&id)))
}

fn union<'a>(sets: impl Iterator<Item = &'a VariantSet>) -> VariantSet {
    let mut all = VariantSet::new();
    for set in sets {
        all.union_with(set);
    }
    all
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
