//! The base prices of a cart, and the promotions that its conditions admit.

use std::collections::BTreeSet;

use types::{Overflow, Timestamp};

use crate::{Availability, CartLine, Effect, ItemSelection, NotAppliedReason, PromotionRule, QuoteError, QuoteRequest};

/// The lines of a cart by their keys, with their base prices.
pub(crate) struct Basket<'a> {
    /// The lines.
    pub(crate) lines: Vec<&'a CartLine>,
    /// The price of one unit of each line at its quantity.
    pub(crate) unit_prices: Vec<i64>,
    /// The price of each line before discounts.
    pub(crate) base: Vec<i64>,
}

/// A promotion that may apply, with the places of its lines in the [`Basket`].
pub(crate) struct Candidate<'a> {
    pub(crate) rule: &'a PromotionRule,
    pub(crate) eligible: Vec<u32>,
    /// The place of its code among the request's codes.
    pub(crate) code: Option<usize>,
    /// Its place among all candidates by id.
    pub(crate) rank: u32,
}

/// Promotions that a cart meets the conditions of, and those that it does not, with reasons.
pub(crate) struct Sorted<'a> {
    /// The candidates in the order in which they are applied: by stage, priority and id.
    pub(crate) candidates: Vec<Candidate<'a>>,
    pub(crate) refused: Vec<(&'a PromotionRule, NotAppliedReason)>,
}

/// Returns a code as it is compared: trimmed, and in lower case.
pub fn fold_code(code: &str) -> String {
    code.trim().to_lowercase()
}

impl<'a> Basket<'a> {
    /// Sorts the lines and multiplies prices by quantities.
    pub(crate) fn new(lines: &'a [CartLine]) -> Result<Self, QuoteError> {
        let mut lines: Vec<&CartLine> = lines.iter().collect();
        lines.sort_unstable_by_key(|line| line.key);
        if let Some(pair) = lines.windows(2).find(|pair| pair[0].key == pair[1].key) {
            return Err(QuoteError::SameLine(pair[0].key));
        }
        let unit_prices: Vec<i64> = lines.iter().map(|line| unit_price(line)).collect();
        let amounts = lines.iter().zip(&unit_prices).map(|(line, price)| price.checked_mul(i64::from(line.quantity)));
        let base = amounts.collect::<Option<_>>().ok_or(QuoteError::Overflow)?;
        Ok(Self { lines, unit_prices, base })
    }

    fn eligible(&self, rule: &PromotionRule) -> Vec<u32> {
        let is_eligible =
            |line: &CartLine| (is_empty(&rule.items) || selects(&rule.items, line)) && !selects(&rule.except, line);
        (0..).zip(&self.lines).filter(|(_, line)| is_eligible(line)).map(|(place, _)| place).collect()
    }
}

/// Returns the price of the last tier that the line's quantity reaches.
fn unit_price(line: &CartLine) -> i64 {
    let reached = line.prices.iter().take_while(|tier| tier.from <= line.quantity);
    reached.last().map_or(0, |tier| tier.price)
}

fn is_empty(selection: &ItemSelection) -> bool {
    let ItemSelection { products, variants, categories, collections, tags } = selection;
    [products, variants, categories, collections, tags].iter().all(|list| list.is_empty())
}

fn selects(selection: &ItemSelection, line: &CartLine) -> bool {
    let shares = |chosen: &[String], own: &[String]| chosen.iter().any(|one| own.contains(one));
    selection.products.contains(&line.product)
        || selection.variants.contains(&line.variant)
        || shares(&selection.categories, &line.categories)
        || shares(&selection.collections, &line.collections)
        || shares(&selection.tags, &line.tags)
}

/// Sorts the promotions of a request. Those whose code was not entered are in neither list.
pub(crate) fn sort<'a>(request: &'a QuoteRequest, basket: &Basket) -> Result<Sorted<'a>, QuoteError> {
    let mut ids = BTreeSet::new();
    if let Some(rule) = request.promotions.iter().find(|rule| !ids.insert(&rule.id)) {
        return Err(QuoteError::SamePromotion(rule.id.clone()));
    }
    let codes: Vec<String> = request.codes.iter().map(|code| fold_code(code)).collect();
    let mut sorted = Sorted { candidates: Vec::new(), refused: Vec::new() };
    for rule in &request.promotions {
        let code = match &rule.code {
            None => None,
            Some(code) => match codes.iter().position(|entered| *entered == fold_code(code)) {
                None => continue,
                place => place,
            },
        };
        let eligible = basket.eligible(rule);
        match refusal(rule, request, basket, &eligible)? {
            Some(reason) => sorted.refused.push((rule, reason)),
            None => sorted.candidates.push(Candidate { rule, eligible, code, rank: 0 }),
        }
    }
    let candidates = &mut sorted.candidates;
    candidates.sort_unstable_by(|one, other| one.rule.id.cmp(&other.rule.id));
    (0..).zip(candidates.iter_mut()).for_each(|(rank, candidate)| candidate.rank = rank);
    candidates
        .sort_unstable_by_key(|candidate| (stage(&candidate.rule.effect), candidate.rule.priority, candidate.rank));
    Ok(sorted)
}

const fn stage(effect: &Effect) -> u8 {
    match effect {
        Effect::ItemsPercent { .. } | Effect::ItemsAmount { .. } | Effect::BuyGet { .. } | Effect::Cheapest { .. } => 0,
        Effect::OrderPercent { .. } | Effect::OrderAmount { .. } => 1,
        Effect::DeliveryPercent { .. } | Effect::DeliveryAmount { .. } => 2,
    }
}

/// Returns the reason why a promotion can't apply to this cart at this moment.
fn refusal(
    rule: &PromotionRule,
    request: &QuoteRequest,
    basket: &Basket,
    eligible: &[u32],
) -> Result<Option<NotAppliedReason>, Overflow> {
    let reason = match rule.availability {
        Availability::OtherMarkets => Some(NotAppliedReason::OtherMarkets),
        Availability::UsedUp => Some(NotAppliedReason::UsedUp),
        Availability::Usable => out_of_window(rule, request.at),
    };
    if reason.is_some() {
        return Ok(reason);
    }
    if eligible.is_empty() {
        return Ok(Some(NotAppliedReason::NoEligibleItems));
    }
    unmet_minimum(rule, basket, eligible)
}

fn out_of_window(rule: &PromotionRule, at: Timestamp) -> Option<NotAppliedReason> {
    match (rule.from, rule.to) {
        (Some(from), _) if at < from => Some(NotAppliedReason::NotYet { from }),
        (_, Some(to)) if at >= to => Some(NotAppliedReason::Expired { to }),
        _ => None,
    }
}

/// Compares value and units of the eligible lines, before any discount, with the rule's minimums.
fn unmet_minimum(
    rule: &PromotionRule,
    basket: &Basket,
    eligible: &[u32],
) -> Result<Option<NotAppliedReason>, Overflow> {
    let places = || eligible.iter().map(|place| *place as usize);
    let have = places().try_fold(0_i64, |sum, place| sum.checked_add(basket.base[place])).ok_or(Overflow)?;
    if let Some(needed) = rule.minimum_value.filter(|needed| have < *needed) {
        return Ok(Some(NotAppliedReason::NeedsValue { needed, have }));
    }
    let have = places().map(|place| u64::from(basket.lines[place].quantity)).sum();
    let of_effect = match rule.effect {
        Effect::BuyGet { buy, get, .. } => u64::from(buy) + u64::from(get),
        _ => 0,
    };
    let needed = u64::from(rule.minimum_quantity.unwrap_or(0)).max(of_effect);
    Ok((have < needed).then_some(NotAppliedReason::NeedsQuantity { needed, have }))
}
