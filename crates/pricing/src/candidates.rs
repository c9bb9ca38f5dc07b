//! The base prices of a cart, and the promotions that its conditions admit.

use types::{Overflow, Timestamp};

use crate::{
    Availability, CartLine, Effect, ItemSelection, NotAppliedReason, PriceTier, PromotionRule, QuoteError,
    QuoteRequest, sorting::sorted,
};

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

/// Returns true if two codes are the same but for the case of ASCII letters and outer spaces.
pub(crate) fn is_same_code(one: &str, other: &str) -> bool {
    one.trim_ascii().eq_ignore_ascii_case(other.trim_ascii())
}

impl<'a> Basket<'a> {
    /// Sorts the lines and multiplies prices by quantities.
    pub(crate) fn new(lines: &'a [CartLine]) -> Result<Self, QuoteError> {
        let lines: Vec<&CartLine> = sorted(lines.iter(), |one, other| one.key > other.key);
        if let Some(pair) = lines.windows(2).find(|pair| pair[0].key == pair[1].key) {
            return Err(QuoteError::SameLine(pair[0].key));
        }
        let unit_prices: Vec<i64> = lines.iter().map(|line| unit_price(&line.prices, line.quantity)).collect();
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

/// Returns the price of one unit of a line: that of the last tier that its quantity reaches.
pub fn unit_price(prices: &[PriceTier], quantity: u32) -> i64 {
    let reached = prices.iter().take_while(|tier| tier.from <= quantity);
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
    let rules: Vec<&PromotionRule> = sorted(request.promotions.iter(), |one, other| one.id > other.id);
    if let Some(pair) = rules.windows(2).find(|pair| pair[0].id == pair[1].id) {
        return Err(QuoteError::SamePromotion(pair[0].id.clone()));
    }
    let mut lists = Sorted { candidates: Vec::new(), refused: Vec::new() };
    for rule in rules {
        let code = match &rule.code {
            None => None,
            Some(code) => match request.codes.iter().position(|entered| is_same_code(entered, code)) {
                None => continue,
                place => place,
            },
        };
        let eligible = basket.eligible(rule);
        match refusal(rule, request, basket, &eligible)? {
            Some(reason) => lists.refused.push((rule, reason)),
            None => {
                let rank = lists.candidates.len() as u32;
                lists.candidates.push(Candidate { rule, eligible, code, rank });
            }
        }
    }
    let place = |candidate: &Candidate| (stage(&candidate.rule.effect), candidate.rule.priority);
    lists.candidates = sorted(lists.candidates.into_iter(), |one, other| place(one) > place(other));
    Ok(lists)
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
