//! The check of promotions.

use std::collections::{BTreeMap, BTreeSet};

use types::Window;

use super::{
    AmountsDocument, DocumentFault, EffectDocument, PromotionDocument, SelectionDocument,
    combinations_at_once::{most_combinations, situations},
    fault::FaultList,
    promotion::fold_code,
};
use crate::{
    Percent,
    bounds::{MAX_CODES, MAX_COMBINATIONS, MAX_ID_BYTES, MAX_PROMOTIONS, MAX_QUANTITY},
};

/// The most entries of one list of a selection.
const MAX_SELECTED: usize = 1_000;

/// Returns every fault of a shop's promotions. Their references to products, markets and languages are not looked up.
pub fn check_promotions(promotions: &[PromotionDocument]) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    let mut ids = BTreeSet::new();
    faults.items(promotions, |faults, promotion| {
        faults.require(ids.insert(&promotion.id), "id", "two promotions have this id; give each its own");
        check_identity(promotion, faults);
        check_conditions(promotion, faults);
        check_combining(promotion, faults);
        faults.field("effect", |faults| check_effect(&promotion.effect, faults));
    });
    check_codes(promotions, &mut faults);
    check_number(promotions, &mut faults);
    faults.faults
}

fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=MAX_ID_BYTES).contains(&id.len()) && id.bytes().all(is_plain)
}

fn check_identity(promotion: &PromotionDocument, faults: &mut FaultList) {
    faults.require(is_id(&promotion.id), "id", "an id has 1 to 100 lower-case letters, digits and hyphens");
    let has_name =
        promotion.name.iter().next().is_some() && promotion.name.iter().all(|(_, name)| !name.trim().is_empty());
    faults.require(has_name, "name", "a promotion has a name in each language, such as {\"en\": \"Summer sale\"}");
    let codes: BTreeSet<_> = promotion.markets.iter().collect();
    faults.require(codes.len() == promotion.markets.len(), "markets", "a market is named twice; name it once");
    let is_ordered = promotion.window.as_ref().is_none_or(|window| window.to.is_none_or(|to| window.from < to));
    faults.require(is_ordered, "window", "a window ends after it begins");
    if let Some(code) = &promotion.code {
        let folded = fold_code(code);
        let is_code = (1..=MAX_ID_BYTES).contains(&folded.len())
            && !folded.contains(|c: char| c.is_whitespace() || c.is_control());
        faults.require(is_code, "code", "a code has 1 to 100 bytes, without spaces inside");
    }
}

fn check_conditions(promotion: &PromotionDocument, faults: &mut FaultList) {
    if let Some(amounts) = &promotion.minimum_value {
        check_amounts(promotion, amounts, 1, "minimum_value", faults);
    }
    let is_quantity = promotion.minimum_quantity.is_none_or(|quantity| (1..=MAX_QUANTITY).contains(&quantity));
    faults.require(is_quantity, "minimum_quantity", "a minimum is 1 to 1,000,000 units; leave it out for none");
    check_selection(&promotion.items, "items", faults);
    check_selection(&promotion.except, "except", faults);
    let limits = [("limit", promotion.limit), ("limit_per_customer", promotion.limit_per_customer)];
    for (field, limit) in limits {
        faults.require(limit != Some(0), field, "a limit is at least 1; leave it out for none");
    }
    if let (Some(limit), Some(per_customer)) = (promotion.limit, promotion.limit_per_customer) {
        let message = format!("a customer's limit is at most the limit of all, {limit}");
        faults.require(per_customer <= limit, "limit_per_customer", message);
    }
}

fn check_combining(promotion: &PromotionDocument, faults: &mut FaultList) {
    if let Some(cap) = &promotion.cap {
        check_amounts(promotion, cap, 1, "cap", faults);
    }
    faults.require(
        promotion.group.as_deref().is_none_or(is_id),
        "group",
        "a group has 1 to 100 lower-case letters, digits and hyphens",
    );
    faults.require(
        !(promotion.exclusive && promotion.group.is_some()),
        "group",
        "an exclusive promotion applies alone, so it has no group; leave out one of both",
    );
    let amounts = match &promotion.effect {
        EffectDocument::ItemsAmount { amount }
        | EffectDocument::OrderAmount { amount }
        | EffectDocument::DeliveryAmount { amount } => amount,
        _ => return,
    };
    faults.field("effect", |faults| check_amounts(promotion, amounts, 1, "amount", faults));
}

/// Checks amounts, and that no market has one in which the promotion does not hold.
fn check_amounts(
    promotion: &PromotionDocument,
    amounts: &AmountsDocument,
    least: i64,
    field: &'static str,
    faults: &mut FaultList,
) {
    amounts.check(least, field, faults);
    let markets = amounts.0.keys().filter_map(|list| match list {
        types::PriceList::Market(market) => Some(market),
        types::PriceList::Currency(_) => None,
    });
    for market in markets.filter(|market| !promotion.markets.is_empty() && !promotion.markets.contains(market)) {
        faults.field(field, |faults| {
            faults.key(market.as_str(), |faults| {
                faults.here(format!(
                    "the promotion is not for the market {market}; add it to \"markets\", or leave the amount out"
                ));
            });
        });
    }
}

fn check_selection(selection: &SelectionDocument, field: &'static str, faults: &mut FaultList) {
    let SelectionDocument { products, variants, categories, collections, tags } = selection;
    let lists = [
        ("products", products),
        ("variants", variants),
        ("categories", categories),
        ("collections", collections),
        ("tags", tags),
    ];
    faults.field(field, |faults| {
        for (name, list) in lists {
            faults.require(list.len() <= MAX_SELECTED, name, "a list has at most 1,000 entries");
            faults.require(list.iter().all(|entry| !entry.is_empty()), name, "an entry is empty; leave it out");
        }
    });
}

fn check_effect(effect: &EffectDocument, faults: &mut FaultList) {
    let percent = match effect {
        EffectDocument::ItemsPercent { percent }
        | EffectDocument::OrderPercent { percent }
        | EffectDocument::DeliveryPercent { percent }
        | EffectDocument::BuyGet { percent, .. }
        | EffectDocument::Cheapest { percent, .. } => Some(*percent),
        EffectDocument::ItemsAmount { .. }
        | EffectDocument::OrderAmount { .. }
        | EffectDocument::FreeDelivery {}
        | EffectDocument::DeliveryAmount { .. } => None,
    };
    let is_discount = percent.is_none_or(|percent| percent.ppm() > 0 && percent <= Percent::WHOLE);
    faults.require(is_discount, "percent", "a discount is above 0 and at most 100 percent");
    let units = 1..=MAX_QUANTITY;
    match effect {
        EffectDocument::BuyGet { buy, get, times, .. } => {
            faults.require(
                units.contains(buy),
                "buy",
                "a promotion asks for 1 to 1,000,000 units; for none, use \"items_percent\"",
            );
            faults.require(units.contains(get), "get", "a promotion reduces 1 to 1,000,000 units");
            faults.require(
                *times != Some(0),
                "times",
                "it applies at least once; leave it out for any number of times",
            );
        }
        EffectDocument::Cheapest { units: reduced, .. } => {
            faults.require(units.contains(reduced), "units", "a promotion reduces 1 to 1,000,000 units");
        }
        _ => {}
    }
}

/// Requires that a code opens one promotion at a time.
fn check_codes(promotions: &[PromotionDocument], faults: &mut FaultList) {
    let mut by_code = BTreeMap::<String, Vec<&PromotionDocument>>::new();
    faults.items(promotions, |faults, promotion| {
        let Some(code) = promotion.code.as_deref().map(fold_code) else { return };
        let others = by_code.entry(code).or_default();
        if let Some(other) = others.iter().find(|other| are_at_once(other, promotion)) {
            let message = format!("the promotion {} has this code at the same time; give each its own", other.id);
            faults.add("code", message);
        }
        others.push(promotion);
    });
}

fn are_at_once(one: &PromotionDocument, other: &PromotionDocument) -> bool {
    let shares_market = one.markets.is_empty()
        || other.markets.is_empty()
        || one.markets.iter().any(|market| other.markets.contains(market));
    let [[from, to], [other_from, other_to]] = [one, other].map(|of| Window::bounds(of.window.as_ref()));
    let begins_before = |from: Option<_>, to: Option<_>| from.is_none() || to.is_none() || from < to;
    shares_market && begins_before(from, other_to) && begins_before(other_from, to)
}

/// Requires that no cart has too many promotions, or too many combinations of them.
fn check_number(promotions: &[PromotionDocument], faults: &mut FaultList) {
    let (combinations, market, at) = most_combinations(promotions);
    let market =
        market.map_or_else(|| "a market that no promotion names".to_owned(), |market| format!("the market {market}"));
    if combinations > MAX_COMBINATIONS {
        let moment =
            jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| "at any time".to_owned(), |at| format!("at {at}"));
        faults.here(format!(
            "{combinations} combinations of promotions are possible in {market} {moment}, and {MAX_COMBINATIONS} are \
             allowed; put promotions that exclude each other into one group, or take codes out of groups"
        ));
    }
    let most = MAX_PROMOTIONS - MAX_CODES;
    let automatic =
        |active: Vec<&PromotionDocument>| active.iter().filter(|promotion| promotion.code.is_none()).count();
    if situations(promotions).any(|(_, _, active)| automatic(active) > most) {
        faults.here(format!("more than {most} promotions without a code hold at once; end some of them"));
    }
}
