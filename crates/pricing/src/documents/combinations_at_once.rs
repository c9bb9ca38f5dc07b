//! The most combinations that promotions could make at once, in any market, at any moment, with any codes.

use std::collections::{BTreeMap, BTreeSet};

use types::{MarketCode, Timestamp, Window};

use super::PromotionDocument;
use crate::bounds::MAX_CODES;

/// Returns the most combinations that one quote could have to compare with these promotions, where each code is of one
/// promotion at a time, and the market and the moment of it.
pub fn most_combinations(promotions: &[PromotionDocument]) -> (usize, Option<MarketCode>, Timestamp) {
    let mut most = (1, None, Timestamp(0));
    for (market, at, active) in situations(promotions) {
        let count = combinations(&active);
        if count > most.0 {
            most = (count, market, at);
        }
    }
    most
}

/// Iterates over the promotions that may apply at once: in each market, at each moment at which one of them begins.
pub(super) fn situations(
    promotions: &[PromotionDocument],
) -> impl Iterator<Item = (Option<MarketCode>, Timestamp, Vec<&PromotionDocument>)> {
    let named: BTreeSet<MarketCode> =
        promotions.iter().flat_map(|promotion| promotion.markets.iter().copied()).collect();
    let markets: Vec<_> = [None].into_iter().chain(named.into_iter().map(Some)).collect();
    let begins = promotions.iter().filter_map(|promotion| Window::bounds(promotion.window.as_ref())[0]);
    let moments: BTreeSet<Timestamp> = [Timestamp(i64::MIN)].into_iter().chain(begins).collect();
    markets.into_iter().flat_map(move |market| {
        let active = move |at| promotions.iter().filter(|promotion| promotion.is_active(market, at)).collect();
        moments.clone().into_iter().map(move |at| (market, at, active(at)))
    })
}

/// Members of a group, or promotions without one.
#[derive(Default)]
struct Counts {
    automatic: usize,
    coded: usize,
}

fn combinations(active: &[&PromotionDocument]) -> usize {
    let mut groups = BTreeMap::<Option<&str>, Counts>::new();
    let mut exclusive = Counts::default();
    for promotion in active {
        let counts = match promotion.exclusive {
            true => &mut exclusive,
            false => groups.entry(promotion.group.as_deref()).or_default(),
        };
        match promotion.code {
            Some(_) => counts.coded += 1,
            None => counts.automatic += 1,
        }
    }
    // For each number of codes that a cart spends on the groups so far, the most combinations of these groups.
    let mut most = [1_usize; MAX_CODES + 1];
    for (group, counts) in &groups {
        let of_group = |codes: usize| subsets(counts, codes, group.is_some());
        let with = |codes: usize| {
            (0..=codes.min(counts.coded)).map(|own| most[codes - own].saturating_mul(of_group(own))).max().unwrap_or(1)
        };
        most = std::array::from_fn(with);
    }
    most[MAX_CODES] + exclusive.automatic + exclusive.coded.min(MAX_CODES)
}

/// Sums the choices of a group over all subsets of its codes; promotions without a group leave no choice but the subset.
const fn subsets(counts: &Counts, codes: usize, is_group: bool) -> usize {
    let subsets = 1 << codes;
    match is_group {
        true => subsets * (1 + counts.automatic) + codes * subsets / 2,
        false => subsets,
    }
}
