//! The promotions that a request carries.

use types::{Currency, MarketCode, Timestamp};

use super::{PromotionDocument, fold_code};
use crate::{Availability, PromotionRule};

/// Returns the rules of a cart: automatic promotions that hold in this market at this moment, and for each entered code
/// the promotion that holds now. If a code has none, the one of its promotions that begins next is there or, if none
/// begins, the one that ended last, so that the quote says why.
pub fn rules_of_cart(
    promotions: &[PromotionDocument],
    market: MarketCode,
    currency: Currency,
    codes: &[String],
    at: Timestamp,
) -> Vec<PromotionRule> {
    let rules = || promotions.iter().map(|promotion| promotion.rule(market, currency));
    let mut chosen: Vec<PromotionRule> = rules().filter(|rule| rule.code.is_none() && holds(rule, at)).collect();
    let mut entered: Vec<String> = codes.iter().map(|code| fold_code(code)).collect();
    entered.sort_unstable();
    entered.dedup();
    for code in entered {
        let of_code: Vec<PromotionRule> = rules().filter(|rule| rule.code.as_ref() == Some(&code)).collect();
        let told = || of_code.iter().min_by_key(|rule| rank(rule, at));
        chosen.extend(of_code.iter().find(|rule| holds(rule, at)).or_else(told).cloned());
    }
    chosen
}

/// Returns the place of a promotion among those that do not hold: those of this market come first, then the one that begins
/// next, then the one that ended last.
fn rank(rule: &PromotionRule, at: Timestamp) -> (bool, bool, i64) {
    let is_elsewhere = rule.availability == Availability::OtherMarkets;
    match rule.from {
        Some(from) if at < from => (is_elsewhere, false, from.0),
        _ => (is_elsewhere, true, rule.to.map_or(i64::MAX, |to| to.0).saturating_neg()),
    }
}

fn holds(rule: &PromotionRule, at: Timestamp) -> bool {
    let is_now = rule.from.is_none_or(|from| from <= at) && rule.to.is_none_or(|to| at < to);
    is_now && rule.availability == Availability::Usable
}
