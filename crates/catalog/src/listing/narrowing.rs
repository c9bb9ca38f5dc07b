use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};

use types::{Language, Market, ProductId};

use super::{Facet, FacetValue, Filter, PriceBounds, Scope, Sort};
use crate::{
    Members, Rank, Rule,
    card::CardVariants,
    shelf::{Shelf, Slots},
    store::VocabularyRow,
};

/// A scope of one shelf with a filter, taken apart so that each part can be left out.
pub(super) struct Narrowing<'a> {
    shelf: &'a Shelf,
    market: Market,
    filter: Filter,
    /// Everything of the scope that is sold in the market.
    scope: Slots,
    /// The variants of each chosen attribute.
    chosen: Vec<(&'a str, Slots)>,
    /// The variants in the price range, where one is asked for.
    priced: Option<Slots>,
    /// The variants that fit all of it.
    fitting: Slots,
    /// The order a merchant gave by hand.
    by_hand: HashMap<ProductId, usize>,
}

/// A part of the filter that is left out to see what there would be without it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Without<'a> {
    Nothing,
    Attribute(&'a str),
    Price,
    Availability,
}

impl<'a> Narrowing<'a> {
    pub(super) fn new(shelf: &'a Shelf, market: Market, scope: &Scope, mut filter: Filter) -> Self {
        keep_known(&mut filter, &shelf.vocabulary);
        let mut slots = scope_slots(shelf, market, scope);
        slots.intersect_with(&shelf.sold(market));
        let by_hand = match scope {
            Scope::Collection(Members::Products(products)) => products.iter().copied().zip(0..).collect(),
            Scope::Category(_) | Scope::Collection(Members::Rule(_)) => HashMap::new(),
        };
        let chosen = filter.values.iter().filter_map(|(code, values)| {
            let mut of_attribute = facet_rows(shelf).filter(|row| row.attribute == *code).peekable();
            let code = of_attribute.peek()?.attribute.as_str();
            let ids = of_attribute.filter(|row| values.contains(&row.value)).map(|row| row.value_id);
            Some((code, any_value(shelf, ids)))
        });
        let chosen = chosen.collect();
        let (from, to) = if filter.has_reversed_prices() { (None, None) } else { (filter.price_from, filter.price_to) };
        let priced = priced(shelf, market, &slots, from, to);
        let mut narrowing =
            Self { shelf, market, filter, scope: slots, chosen, priced, fitting: Slots::new(), by_hand };
        narrowing.fitting = narrowing.fitting(Without::Nothing);
        narrowing
    }

    pub(super) const fn filter(&self) -> &Filter {
        &self.filter
    }

    fn fitting(&self, without: Without<'_>) -> Slots {
        let mut slots = self.scope.clone();
        for (code, chosen) in &self.chosen {
            if without != Without::Attribute(code) {
                slots.intersect_with(chosen);
            }
        }
        if let Some(priced) = self.priced.as_ref().filter(|_| without != Without::Price) {
            slots.intersect_with(priced);
        }
        if self.filter.available && without != Without::Availability {
            slots.intersect_with(&self.shelf.available);
        }
        slots
    }

    /// Every product that fits, in the order asked for.
    pub(super) fn products(&self) -> Vec<ProductId> {
        let mut found: Vec<Fitting> = Vec::new();
        for slot in self.fitting.ones() {
            let entry = &self.shelf.entries[slot];
            let rank = Rank::new(self.shelf.available.contains(slot), entry.price(self.market).unwrap_or_default());
            match found.last_mut() {
                // Of several, the lowest rank is the representative's.
                Some(last) if last.product == entry.product => last.rank = last.rank.min(rank),
                _ => found.push(Fitting {
                    product: entry.product,
                    rank,
                    popularity: entry.popularity,
                    newness: entry.published_from.0,
                }),
            }
        }
        self.sort(&mut found);
        found.into_iter().map(|fitting| fitting.product).collect()
    }

    /// The variants of a product that fit: its card is made of these.
    pub(super) fn variants(&self, product: ProductId) -> CardVariants {
        let slots = self.shelf.of_product.get(&product).cloned().unwrap_or_default();
        let sold = &self.shelf.sold_in[self.market as usize];
        let all_fit = slots.clone().filter(|slot| sold.contains(*slot)).all(|slot| self.fitting.contains(slot));
        if all_fit {
            return CardVariants::All;
        }
        let fitting = slots.filter(|slot| self.fitting.contains(*slot));
        CardVariants::These(fitting.map(|slot| self.shelf.entries[slot].variant).collect())
    }

    fn sort(&self, found: &mut [Fitting]) {
        match self.filter.sort {
            Sort::Newest => found.sort_unstable_by_key(|one| (Reverse(one.newness), one.product)),
            Sort::PriceUp => {
                found.sort_unstable_by_key(|one| (one.rank.amount(), Reverse(one.popularity), one.product));
            }
            Sort::PriceDown => {
                found.sort_unstable_by_key(|one| (Reverse(one.rank.amount()), Reverse(one.popularity), one.product));
            }
            Sort::Featured if self.by_hand.is_empty() => {
                found.sort_unstable_by_key(|one| (Reverse(one.popularity), one.product));
            }
            Sort::Featured => {
                found.sort_by_key(|one| self.by_hand.get(&one.product).copied());
            }
        }
    }

    /// The facets that leave a choice, or in which something is chosen.
    pub(super) fn facets(&self, language: Language) -> Vec<Facet> {
        let mut facets: Vec<Facet> = Vec::new();
        let mut fitting = Slots::new();
        for row in facet_rows(self.shelf) {
            if facets.last().is_none_or(|facet| facet.code != row.attribute) {
                fitting = self.fitting(Without::Attribute(&row.attribute));
                facets.push(Facet {
                    code: row.attribute.clone(),
                    name: row.name.of(language).clone(),
                    values: Vec::new(),
                });
            }
            let Some(with_value) = self.shelf.by_value.get(&row.value_id) else { continue };
            let chosen = self.filter.values.get(&row.attribute).is_some_and(|values| values.contains(&row.value));
            if !chosen && self.scope.is_disjoint(with_value) {
                continue;
            }
            if let Some(facet) = facets.last_mut() {
                facet.values.push(FacetValue {
                    code: row.value.clone(),
                    label: row.label.of(language).clone(),
                    swatch: row.swatch.clone(),
                    count: self.shelf.products_in_both(&fitting, with_value),
                    chosen,
                });
            }
        }
        facets.retain(|facet| facet.values.len() > 1 || facet.values.iter().any(|value| value.chosen));
        facets
    }

    pub(super) fn prices(&self) -> Option<PriceBounds> {
        let fitting = self.fitting(Without::Price);
        let mut prices = fitting.ones().filter_map(|slot| self.shelf.entries[slot].price(self.market));
        let first = prices.next()?;
        let wider = |bounds: PriceBounds, price: i64| PriceBounds {
            least: bounds.least.min(price),
            most: bounds.most.max(price),
        };
        Some(prices.fold(PriceBounds { least: first, most: first }, wider))
    }

    pub(super) fn available(&self) -> usize {
        self.shelf.products_in_both(&self.fitting(Without::Availability), &self.shelf.available)
    }
}

/// A product that fits, with what it can be sorted by.
struct Fitting {
    product: ProductId,
    /// The representative's.
    rank: Rank,
    popularity: i64,
    newness: i64,
}

fn facet_rows(shelf: &Shelf) -> impl Iterator<Item = &VocabularyRow> {
    shelf.vocabulary.iter().filter(|row| row.is_facet)
}

fn keep_known(filter: &mut Filter, vocabulary: &[VocabularyRow]) {
    let known = |attribute: &str, value: &str| {
        vocabulary.iter().any(|row| row.is_facet && row.attribute == attribute && row.value == value)
    };
    for (attribute, values) in &mut filter.values {
        values.retain(|value| known(attribute, value));
    }
    filter.values.retain(|_, values| !values.is_empty());
}

fn scope_slots(shelf: &Shelf, market: Market, scope: &Scope) -> Slots {
    match scope {
        Scope::Category(id) => shelf.in_categories(&HashSet::from([*id])),
        Scope::Collection(Members::Products(products)) => shelf.of_products(products),
        Scope::Collection(Members::Rule(rule)) => ruled(shelf, market, rule),
    }
}

/// The variants that a rule holds.
fn ruled(shelf: &Shelf, market: Market, rule: &Rule) -> Slots {
    let mut slots = shelf.sold(market);
    if !rule.categories.is_empty() {
        let roots = rule.categories.iter().filter_map(|code| shelf.categories.by_code(code.as_str())).collect();
        slots.intersect_with(&shelf.in_categories(&roots));
    }
    if !rule.tags.is_empty() {
        let tagged = rule.tags.iter().filter_map(|tag| shelf.by_tag.get(tag.as_str()));
        slots.intersect_with(&union(tagged));
    }
    for (attribute, values) in &rule.attributes {
        let wanted = |row: &&VocabularyRow| {
            row.attribute == attribute.as_str() && values.iter().any(|value| value.as_str() == row.value)
        };
        let ids = shelf.vocabulary.iter().filter(wanted).map(|row| row.value_id);
        slots.intersect_with(&any_value(shelf, ids));
    }
    match rule.price_at_most.get(&market.currency()) {
        Some(most) => priced(shelf, market, &slots, None, Some(most.minor())).unwrap_or(slots),
        None => slots,
    }
}

fn any_value(shelf: &Shelf, ids: impl Iterator<Item = i64>) -> Slots {
    union(ids.filter_map(|id| shelf.by_value.get(&id)))
}

fn union<'a>(sets: impl Iterator<Item = &'a Slots>) -> Slots {
    let mut all = Slots::new();
    for set in sets {
        all.union_with(set);
    }
    all
}

/// Those of `among` that cost from `from` to `to`, where either is asked for.
fn priced(shelf: &Shelf, market: Market, among: &Slots, from: Option<i64>, to: Option<i64>) -> Option<Slots> {
    if from.is_none() && to.is_none() {
        return None;
    }
    let mut slots = Slots::with_capacity(among.len());
    for slot in among.ones() {
        let price = shelf.entries[slot].price(market);
        if price.is_some_and(|price| from.is_none_or(|from| price >= from) && to.is_none_or(|to| price <= to)) {
            slots.insert(slot);
        }
    }
    Some(slots)
}
