//! The reasons that a quote gives.

use types::Timestamp;

use crate::{
    Availability, Effect, NotApplied, NotAppliedReason, PromotionRule, QuoteRequest, quote,
    testing::{NOW, cart, percent, promotion},
};

fn amount_off(id: &str, amount: i64) -> PromotionRule {
    promotion(id, Effect::OrderAmount { amount })
}

/// Returns the reason why the promotion `id` took nothing off a cart.
fn reason(request: &QuoteRequest, id: &str) -> NotAppliedReason {
    let told = quote(request).unwrap().not_applied;
    told.into_iter().find(|told| told.promotion.as_deref() == Some(id)).unwrap().reason
}

fn with(rules: impl IntoIterator<Item = PromotionRule>) -> QuoteRequest {
    let mut request = cart("AED", &[(6_250, 1)]);
    request.promotions.extend(rules);
    request
}

#[test]
fn threshold_is_told_with_both_values() {
    let request = with([PromotionRule { minimum_value: Some(7_500), ..amount_off("a", 100) }]);
    assert_eq!(reason(&request, "a"), NotAppliedReason::NeedsValue { needed: 7_500, have: 6_250 });

    let request = with([PromotionRule { minimum_quantity: Some(3), ..amount_off("a", 100) }]);
    assert_eq!(reason(&request, "a"), NotAppliedReason::NeedsQuantity { needed: 3, have: 1 });

    let effect = Effect::BuyGet { buy: 2, get: 1, percent: percent("100"), times: None };
    assert_eq!(reason(&with([promotion("a", effect)]), "a"), NotAppliedReason::NeedsQuantity { needed: 3, have: 1 });
}

#[test]
fn window_market_and_uses_are_told() {
    let later = Timestamp(NOW.0 + 1);
    let cases = [
        (PromotionRule { from: Some(later), ..amount_off("a", 1) }, NotAppliedReason::NotYet { from: later }),
        (PromotionRule { to: Some(NOW), ..amount_off("a", 1) }, NotAppliedReason::Expired { to: NOW }),
        (
            PromotionRule { availability: Availability::OtherMarkets, ..amount_off("a", 1) },
            NotAppliedReason::OtherMarkets,
        ),
        (PromotionRule { availability: Availability::UsedUp, ..amount_off("a", 1) }, NotAppliedReason::UsedUp),
    ];
    for (rule, expected) in cases {
        assert_eq!(reason(&with([rule]), "a"), expected);
    }
    let begins_now = PromotionRule { from: Some(NOW), to: Some(later), ..amount_off("a", 1) };
    assert_eq!(quote(&with([begins_now])).unwrap().discount, 1);
}

#[test]
fn selections_decide_what_is_eligible() {
    let mut request = with([amount_off("a", 100)]);
    request.lines[0].product = "vase".to_owned();
    request.lines[0].tags = vec!["gift".to_owned()];
    request.promotions[0].items.products = vec!["mug".to_owned()];
    assert_eq!(reason(&request, "a"), NotAppliedReason::NoEligibleItems);

    request.promotions[0].items.products.push("vase".to_owned());
    assert_eq!(quote(&request).unwrap().discount, 100);

    request.promotions[0].except.tags = vec!["gift".to_owned()];
    assert_eq!(reason(&request, "a"), NotAppliedReason::NoEligibleItems);
}

#[test]
fn code_is_compared_without_case_and_spaces() {
    let mut request = with([PromotionRule { code: Some("Sommer-ä".to_owned()), ..amount_off("a", 100) }]);
    assert_eq!(quote(&request).unwrap().not_applied, [], "a code that was not entered is no secret told");

    request.codes = vec![" SOMMER-ä ".to_owned(), "nothing".to_owned()];
    let quote = quote(&request).unwrap();

    assert_eq!(quote.applied[0].code.as_deref(), Some("Sommer-ä"));
    let unknown =
        NotApplied { promotion: None, code: Some("nothing".to_owned()), reason: NotAppliedReason::UnknownCode };
    assert_eq!(quote.not_applied, [unknown]);
}

#[test]
fn code_that_does_not_help_is_not_spent() {
    let coded = PromotionRule { code: Some("x".to_owned()), exclusive: true, ..amount_off("code", 100) };
    let mut request = with([amount_off("sale", 1_000), coded]);
    request.codes.push("x".to_owned());

    assert_eq!(reason(&request, "code"), NotAppliedReason::OthersSaveMore);
}

#[test]
fn others_of_a_group_and_exclusive_ones_are_named() {
    let in_group = |id, amount| PromotionRule { group: Some("g".to_owned()), ..amount_off(id, amount) };
    let request = with([in_group("a", 100), in_group("b", 200)]);
    assert_eq!(reason(&request, "a"), NotAppliedReason::OtherOfGroup { by: "b".to_owned() });

    let alone = PromotionRule { exclusive: true, ..amount_off("alone", 500) };
    let request = with([in_group("a", 100), alone]);
    assert_eq!(reason(&request, "a"), NotAppliedReason::Exclusive { by: "alone".to_owned() });
}

#[test]
fn free_delivery_without_a_delivery_takes_nothing_off() {
    let request = with([promotion("a", Effect::DeliveryPercent { percent: percent("100") })]);
    assert_eq!(reason(&request, "a"), NotAppliedReason::NothingToDiscount);
}

#[test]
fn greedy_choice_of_a_group_would_cost_more() {
    let mut request = cart("AED", &[(2_000, 1), (4_000, 1)]);
    let on = |product: &str, rule: PromotionRule| {
        let items = crate::ItemSelection { products: vec![product.to_owned()], ..Default::default() };
        PromotionRule { items, ..rule }
    };
    request.lines[0].product = "a".to_owned();
    request.lines[1].product = "b".to_owned();
    request.promotions = vec![
        on("b", promotion("half", Effect::OrderPercent { percent: percent("50") })),
        on("a", PromotionRule { group: Some("g".to_owned()), ..amount_off("ten", 1_000) }),
        on(
            "b",
            PromotionRule {
                group: Some("g".to_owned()),
                code: Some("x".to_owned()),
                priority: -1,
                ..amount_off("code", 1_001)
            },
        ),
    ];
    assert_eq!(quote(&request).unwrap().total, 3_000);

    request.codes.push("x".to_owned());

    assert_eq!(quote(&request).unwrap().total, 3_000);
    assert_eq!(reason(&request, "code"), NotAppliedReason::OtherOfGroup { by: "ten".to_owned() });
}

#[test]
fn equal_totals_take_fewer_codes_then_lower_ids() {
    let mut request = with([
        PromotionRule { group: Some("g".to_owned()), code: Some("x".to_owned()), ..amount_off("a", 100) },
        PromotionRule { group: Some("g".to_owned()), ..amount_off("c", 100) },
        PromotionRule { group: Some("g".to_owned()), ..amount_off("b", 100) },
    ]);
    request.codes.push("x".to_owned());

    let quote = quote(&request).unwrap();

    assert_eq!(quote.applied.iter().map(|applied| applied.promotion.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn cap_limits_a_promotion_in_every_stage() {
    for effect in [
        Effect::ItemsPercent { percent: percent("50") },
        Effect::ItemsAmount { amount: 500 },
        Effect::Cheapest { units: 2, percent: percent("100") },
        Effect::OrderPercent { percent: percent("50") },
        Effect::OrderAmount { amount: 900 },
    ] {
        let mut request = cart("AED", &[(1_000, 1), (1_000, 1), (1_000, 1)]);
        request.promotions.push(PromotionRule { cap: Some(100), ..promotion("a", effect) });
        assert_eq!(quote(&request).unwrap().discount, 100);
    }
}
