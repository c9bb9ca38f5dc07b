//! Promotions as merchants write them, and their check.

use serde_json::{Value, json};
use types::{Currency, MarketCode};

use crate::{
    Availability, Effect, Percent,
    documents::{PromotionDocument, check_promotions, fold_sku, most_combinations, rules_of_cart},
    quote,
    testing::{NOW, cart},
};

fn document(value: Value) -> PromotionDocument {
    serde_json::from_value(value).unwrap()
}

/// Returns the document of an amount off with more fields.
#[expect(clippy::needless_pass_by_value, reason = "each call makes its value")]
fn with(id: &str, more: Value) -> PromotionDocument {
    let mut value = json!({
        "id": id,
        "name": {"en": "Ten off"},
        "effect": {"kind": "order_amount", "amount": {"AED": 1000}},
    });
    value.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document(value)
}

fn faults(promotions: &[PromotionDocument]) -> Vec<String> {
    check_promotions(promotions).iter().map(ToString::to_string).collect()
}

fn emirates() -> (MarketCode, Currency) {
    (MarketCode::new("ae").unwrap(), Currency::from_code("AED").unwrap())
}

#[test]
fn document_reads_back_and_becomes_a_rule() {
    let value = json!({
        "id": "summer",
        "name": {"en": "Summer sale", "ar": "تخفيضات الصيف"},
        "markets": ["ae", "in"],
        "window": {"from": "2026-06-01T00:00:00Z", "to": "2026-09-01T00:00:00Z"},
        "code": "Summer",
        "minimum_value": {"AED": 7500, "INR": 150000},
        "minimum_quantity": 2,
        "items": {"collections": ["beach"]},
        "except": {"tags": ["gift-card"]},
        "effect": {"kind": "items_percent", "percent": "12.5"},
        "cap": {"AED": 10000, "INR": 200000},
        "group": "seasonal",
        "priority": 3,
        "limit": 1000,
        "limit_per_customer": 1
    });
    let promotion = document(value.clone());
    assert_eq!(serde_json::to_value(&promotion).unwrap(), value);
    assert_eq!(faults(std::slice::from_ref(&promotion)), [""; 0]);

    let (market, currency) = emirates();
    let rule = promotion.rule(market, currency);

    assert_eq!((rule.availability, rule.code.as_deref()), (Availability::Usable, Some("summer")));
    assert_eq!((rule.minimum_value, rule.cap, rule.priority), (Some(7_500), Some(10_000), 3));
    assert_eq!(rule.effect, Effect::ItemsPercent { percent: Percent::from_ppm(125_000) });
    let elsewhere = promotion.rule(MarketCode::new("us").unwrap(), Currency::from_code("USD").unwrap());
    assert_eq!(elsewhere.availability, Availability::OtherMarkets);
}

#[test]
fn every_effect_reads_back() {
    for effect in [
        json!({"kind": "items_percent", "percent": "10"}),
        json!({"kind": "items_amount", "amount": {"AED": 500}}),
        json!({"kind": "buy_get", "buy": 2, "get": 1}),
        json!({"kind": "buy_get", "buy": 2, "get": 1, "percent": "50", "times": 1}),
        json!({"kind": "cheapest"}),
        json!({"kind": "cheapest", "units": 2, "percent": "50"}),
        json!({"kind": "order_percent", "percent": "10"}),
        json!({"kind": "order_amount", "amount": {"AED": 500}}),
        json!({"kind": "free_delivery"}),
        json!({"kind": "delivery_percent", "percent": "50"}),
        json!({"kind": "delivery_amount", "amount": {"ae": 500}}),
    ] {
        let promotion = with("a", json!({"effect": effect}));
        assert_eq!(serde_json::to_value(&promotion.effect).unwrap(), effect);
        assert_eq!(faults(std::slice::from_ref(&promotion)), [""; 0], "{effect}");
        let (market, currency) = emirates();
        let mut request = cart("AED", &[(1_000, 3)]);
        request.promotions.push(promotion.rule(market, currency));
        assert!(quote(&request).is_ok());
    }
    let unknown = json!({"id": "a", "name": {}, "effect": {"kind": "free_delivery"}, "colour": "red"});
    assert!(serde_json::from_value::<PromotionDocument>(unknown).is_err());
}

#[test]
fn nonsense_is_refused_with_its_place() {
    for (more, fault) in [
        (json!({"id": "A b"}), "[0].id: an id has 1 to 100 lower-case letters, digits and hyphens"),
        (json!({"name": {}}), "[0].name: a promotion has a name in each language, such as {\"en\": \"Summer sale\"}"),
        (json!({"code": "a b"}), "[0].code: a code has 1 to 100 bytes, without spaces inside"),
        (
            json!({"window": {"from": "2026-06-01T00:00:00Z", "to": "2026-06-01T00:00:00Z"}}),
            "[0].window: a window ends after it begins",
        ),
        (
            json!({"effect": {"kind": "order_percent", "percent": "100.5"}}),
            "[0].effect.percent: a discount is above 0 and at most 100 percent",
        ),
        (
            json!({"effect": {"kind": "buy_get", "buy": 0, "get": 1}}),
            "[0].effect.buy: a promotion asks for 1 to 1,000,000 units; for none, use \"items_percent\"",
        ),
        (
            json!({"effect": {"kind": "order_amount", "amount": {}}}),
            "[0].effect.amount: write an amount per currency or market, such as {\"AED\": 7500}",
        ),
        (
            json!({"minimum_value": {"AED": 0}}),
            "[0].minimum_value.AED: an amount is 1 to 1000000000000 minor units, not 0",
        ),
        (
            json!({"markets": ["ae"], "cap": {"in": 5}}),
            "[0].cap.in: the promotion is not for the market in; add it to \"markets\", or leave the amount out",
        ),
        (
            json!({"exclusive": true, "group": "g"}),
            "[0].group: an exclusive promotion applies alone, so it has no group; leave out one of both",
        ),
        (
            json!({"limit": 5, "limit_per_customer": 6}),
            "[0].limit_per_customer: a customer's limit is at most the limit of all, 5",
        ),
        (json!({"items": {"tags": [""]}}), "[0].items.tags: an entry is empty; leave it out"),
    ] {
        assert_eq!(faults(&[with("a", more)]), [fault]);
    }
}

#[test]
fn ids_and_codes_are_unique_at_a_time() {
    let one =
        with("a", json!({"code": "TEN", "window": {"from": "2026-01-01T00:00:00Z", "to": "2026-02-01T00:00:00Z"}}));
    let later = with("b", json!({"code": "ten", "window": {"from": "2026-02-01T00:00:00Z"}}));
    assert_eq!(faults(&[one.clone(), later.clone()]), [""; 0]);

    let same = with("c", json!({"code": " Ten "}));
    assert_eq!(
        faults(&[one.clone(), later, same]),
        ["[2].code: the promotion a has this code at the same time; give each its own"]
    );
    assert_eq!(
        faults(&[with("a", json!({})), with("a", json!({}))]),
        ["[1].id: two promotions have this id; give each its own"]
    );
}

#[test]
fn combinations_at_once_are_counted_exactly() {
    let many = |count: usize, more: fn(usize) -> Value| -> Vec<PromotionDocument> {
        (0..count).map(|place| with(&format!("p{place}"), more(place))).collect()
    };
    let count = |promotions: &[PromotionDocument]| most_combinations(promotions).0;
    assert_eq!(count(&many(100, |_| json!({}))), 1);
    assert_eq!(count(&many(3, |place| json!({"code": format!("c{place}")}))), 8);
    assert_eq!(count(&many(90, |place| json!({"code": format!("c{place}")}))), 32);
    assert_eq!(count(&many(9, |place| json!({"group": format!("g{place}")}))), 512);
    assert_eq!(count(&many(8, |_| json!({"group": "g"}))), 9);
    assert_eq!(count(&many(4, |_| json!({"exclusive": true}))), 5);
    // Two members of a group with codes: none; one or the other; both entered, either or none.
    assert_eq!(count(&many(2, |place| json!({"group": "g", "code": format!("c{place}")}))), 1 + 2 + 2 + 3);
}

#[test]
fn promotions_of_different_markets_are_not_combined() {
    let in_market = |place: usize, market: &str| {
        with(&format!("p{place}"), json!({"group": format!("g{place}"), "markets": [market]}))
    };
    let mut promotions: Vec<_> = (0..3).map(|place| in_market(place, "in")).collect();
    promotions.extend((3..5).map(|place| in_market(place, "ae")));

    let (count, market, _) = most_combinations(&promotions);

    assert_eq!((count, market), (8, MarketCode::new("in")));
}

#[test]
fn variants_are_selected_without_regard_to_case() {
    let (market, currency) = emirates();
    let rule = with("a", json!({"items": {"variants": ["Dune-CLAY"]}, "except": {"variants": ["STRASSE"]}}));

    let rule = rule.rule(market, currency);

    assert_eq!((rule.items.variants, rule.except.variants), (vec![fold_sku("DUNE-clay")], vec![fold_sku("straße")]));
}

#[test]
fn too_many_combinations_at_once_are_refused() {
    let in_group = |place: usize, window: Value| {
        with(&format!("p{place}"), json!({"group": format!("g{place}"), "window": window}))
    };
    let always = json!({"from": "2026-01-01T00:00:00Z"});
    let mut promotions: Vec<_> = (0..10).map(|place| in_group(place, always.clone())).collect();

    assert_eq!(
        faults(&promotions),
        [
            ": 1024 combinations of promotions are possible in a market that no promotion names at 2026-01-01T00:00:00Z, and \
          512 are allowed; put promotions that exclude each other into one group, or take codes out of groups"
        ]
    );

    promotions[9] = in_group(9, json!({"from": "2025-01-01T00:00:00Z", "to": "2026-01-01T00:00:00Z"}));
    assert_eq!(faults(&promotions), [""; 0]);
}

#[test]
fn cart_has_automatic_promotions_and_those_of_its_codes() {
    let past = json!({"from": "2020-01-01T00:00:00Z", "to": "2021-01-01T00:00:00Z"});
    let before = json!({"from": "2018-01-01T00:00:00Z", "to": "2019-01-01T00:00:00Z"});
    let promotions = [
        with("automatic", json!({})),
        with("automatic-past", json!({"window": past})),
        with("automatic-elsewhere", json!({"markets": ["in"]})),
        with("sale-past", json!({"code": "Sale", "window": past})),
        with("sale-now", json!({"code": "SALE", "window": {"from": "2021-01-01T00:00:00Z"}})),
        with("ended", json!({"code": "ended", "window": past})),
        with("ended-before", json!({"code": "ended", "window": before})),
        with("soon-past", json!({"code": "soon", "window": past})),
        with("soon-later", json!({"code": "soon", "window": {"from": "2901-01-01T00:00:00Z"}})),
        with(
            "soon-next",
            json!({"code": "soon", "window": {"from": "2900-01-01T00:00:00Z", "to": "2901-01-01T00:00:00Z"}}),
        ),
        with("soon-elsewhere", json!({"code": "soon", "markets": ["in"]})),
        with("elsewhere", json!({"code": "elsewhere", "markets": ["in"]})),
        with("not-entered", json!({"code": "secret"})),
    ];
    let (market, currency) = emirates();
    let codes = [" sale", "ENDED", "sale ", "soon", "elsewhere"].map(str::to_owned);

    let rules = rules_of_cart(&promotions, market, currency, &codes, NOW);

    let ids: Vec<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
    assert_eq!(ids, ["automatic", "elsewhere", "ended", "sale-now", "soon-next"]);
}
