//! The promotions that a request carries.

use types::{Currency, MarketCode, Timestamp};

use super::{PromotionDocument, fold_code};
use crate::{Availability, PromotionRule};

/// Returns the rules of a cart: automatic promotions that hold in this market at this moment, and for each entered code
/// the promotion that holds now. If a code has none, all promotions with it are there, so that the quote says why.
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
        match of_code.iter().find(|rule| holds(rule, at)) {
            Some(rule) => chosen.push(rule.clone()),
            None => chosen.extend(of_code),
        }
    }
    chosen
}

fn holds(rule: &PromotionRule, at: Timestamp) -> bool {
    let is_now = rule.from.is_none_or(|from| from <= at) && rule.to.is_none_or(|to| at < to);
    is_now && rule.availability == Availability::Usable
}
