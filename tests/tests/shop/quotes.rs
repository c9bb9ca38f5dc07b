//! Prices of carts by the shop's rules, as `vitrine quote` prints them.

use std::fs;

use database::{Database, sql};
use serde_json::{Value, json};

use crate::harness::{NOW, Program, SHOP};

fn rules() -> Value {
    let name = |name: &str| json!({"en": name, "ar": name, "hi": name});
    json!({"format": "vitrine/1", "pricing": {
        "promotions": [
            {"id": "ten", "name": name("10 % off"), "code": "TEN", "minimum_value": {"AED": 7500},
             "effect": {"kind": "order_percent", "percent": "10"}},
            {"id": "large", "name": name("Large orders"), "minimum_value": {"AED": 100_000},
             "effect": {"kind": "order_amount", "amount": {"AED": 20_000}}},
            {"id": "free-delivery", "name": name("Free delivery"), "minimum_value": {"AED": 30_000},
             "effect": {"kind": "free_delivery"}},
        ],
        "delivery_methods": [
            {"id": "standard", "name": name("Standard"), "kind": "shipping", "rates_by": "weight", "tax": "goods", "zones": [
                {"area": {"countries": ["AE"]}, "days": [1, 3], "rates": [{"price": {"AED": 1500}}]},
            ]},
        ],
        "cash_on_delivery": {"fee": {"AED": 1000}, "ceiling": {"AED": 200_000}, "tax": "goods"},
    }})
}

fn cart(quantity: u32, codes: &[&str]) -> Value {
    json!({
        "lines": [{"sku": "DUNE-CLAY", "quantity": quantity}],
        "codes": codes,
        "delivery_method": "standard",
        "cash_on_delivery": true,
    })
}

/// Returns the program with a shop that has rules.
fn shop_with_rules() -> Program {
    let program = Program::new();
    // A price that holds for a month would make the tests depend on the date.
    let (before, sale) = SHOP.split_once("{\"currency\": \"AED\", \"amount\": 15000").unwrap();
    program.write("shop.json", &format!("{before}{}", sale.split_once("}, ").unwrap().1));
    program.success(&["import", "shop.json"]);
    program.write("rules.json", &rules().to_string());
    program.success(&["import", "rules.json"]);
    program
}

fn quote(program: &Program, cart: &Value) -> Value {
    program.write("cart.json", &cart.to_string());
    serde_json::from_str(&program.success(&["quote", "cart.json", "--json"])).unwrap()
}

#[test]
fn a_cart_has_one_price_with_its_working() {
    let program = shop_with_rules();

    let quoted = quote(&program, &cart(2, &["ten", "nothing"]));
    let text = program.success(&["quote", "cart.json"]);

    // 2 × 190.00, 10 % off, no delivery, and a fee of 10.00; 342.00 × 5 ÷ 105 = 16.29, and 10.00 × 5 ÷ 105 = 0.48.
    let of = |field: &str| quoted[field].as_i64().unwrap();
    assert_eq!([of("goods"), of("discount"), of("fees"), of("total")], [38_000, 3_800 + 1_500, 1_000, 35_200]);
    assert_eq!((of("tax"), of("taxable")), (1_629 + 48, 35_200 - 1_629 - 48));
    let lines = [
        "2 × DUNE-CLAY Dune Vase at 190.00 AED",
        "applied: ten (code ten)",
        "not applied: code nothing — no promotion has this code",
        "not applied: large — needs 1000.00 AED; its items have 380.00 AED",
        "delivery standard, 1 to 3 working days",
        "\ncash on delivery  ",
        "estimate for",
    ];
    for line in lines {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn lines_that_cannot_be_bought_are_left_out_with_the_reason() {
    let program = shop_with_rules();
    program.write(
        "cart.json",
        &json!({"lines": [{"sku": "DUNE-CLAY", "quantity": 1}, {"sku": "DUNE-CLAY", "quantity": 99}, {"sku": "MOON", "quantity": 1},
            {"sku": "dune-clay", "quantity": 6}, {"sku": "DUNE-CLAY", "quantity": 1}]})
            .to_string(),
    );

    let text = program.success(&["quote", "cart.json", "--locale", "en-ae"]);

    assert!(text.contains("99 × DUNE-CLAY — left out: only 6 left"), "{text}");
    assert!(text.contains("1 × DUNE-CLAY — left out: none left"), "{text}");
    assert!(text.contains("1 × MOON — left out: the shop has no such variant"), "{text}");
    assert!(text.contains("1 × DUNE-CLAY Dune Vase"), "{text}");
}

#[test]
fn a_cart_out_of_bounds_has_no_price() {
    let program = shop_with_rules();
    let line = |quantity: u32| json!({"sku": "DUNE-CLAY", "quantity": quantity});
    let carts = [
        (json!({"lines": vec![line(1); 201]}), "a cart has at most 200 lines"),
        (json!({"lines": [line(0)]}), "a line has 1 to 1,000,000 units"),
        (json!({"lines": [line(u32::MAX), line(u32::MAX)]}), "a line has 1 to 1,000,000 units"),
        (json!({"lines": [line(1)], "codes": ["A", "B", "C", "D", "E", "F"]}), "a cart has at most 5 codes"),
    ];
    for (cart, reason) in carts {
        program.write("cart.json", &cart.to_string());

        let refusal = program.refusal(&["quote", "cart.json"]);

        assert!(refusal.contains(reason), "{reason}: {refusal}");
    }
}

#[test]
fn cash_on_delivery_is_for_what_gift_cards_leave() {
    let program = shop_with_rules();
    let paid_with = |balance: i64| {
        let mut cart = cart(7, &[]);
        cart["tenders"] = json!([{"key": "card", "balance": balance}]);
        cart
    };
    program.write(
        "rules.json",
        &json!({"format": "vitrine/1", "pricing": {
            "cash_on_delivery": {"fee": {"AED": 1000}, "ceiling": {"AED": 10_000}},
        }})
        .to_string(),
    );
    program.success(&["import", "rules.json"]);
    // 7 × 190.00, 200.00 off, and delivery is free: 1,130.00.
    program.write("cart.json", &paid_with(0).to_string());
    let too_much = program.refusal(&["quote", "cart.json"]);
    let part = quote(&program, &paid_with(103_000));
    let all = quote(&program, &paid_with(113_000));

    assert!(too_much.contains("more is to pay than the ceiling of 100.00 AED"), "{too_much}");
    let of = |quote: &Value| ["fees", "total", "due"].map(|field| quote[field].as_i64().unwrap());
    assert_eq!(of(&part), [1_000, 114_000, 11_000]);
    assert_eq!(of(&all), [0, 113_000, 0]);
}

#[test]
fn a_promotion_names_its_variants_without_regard_to_case() {
    let program = shop_with_rules();
    let name = json!({"en": "A", "ar": "B", "hi": "C"});
    program.write("part.json", &json!({"format": "vitrine/1", "pricing": {"promotions": [
        {"id": "half", "name": name, "items": {"variants": ["dune-CLAY"]}, "effect": {"kind": "items_percent", "percent": "50"}},
    ]}}).to_string());
    program.success(&["import", "part.json"]);

    let quoted = quote(&program, &json!({"lines": [{"sku": "Dune-Clay", "quantity": 1}]}));

    assert_eq!(quoted["total"], 9_500);
}

#[test]
fn rules_come_out_of_an_export_as_they_went_in_and_a_file_changes_those_it_names() {
    let program = shop_with_rules();
    program.success(&["export", "first.json"]);
    let again = program.success(&["import", "first.json"]);
    let first: Value = serde_json::from_slice(&fs::read(program.path("first.json")).unwrap()).unwrap();
    let mut part = rules();
    part["pricing"] = json!({
        "promotions": [{"id": "ten", "name": {"en": "A", "ar": "B", "hi": "C"}, "code": "TEN",
                        "effect": {"kind": "order_percent", "percent": "20"}}],
        "cash_on_delivery": null,
    });
    program.write("part.json", &part.to_string());

    let imported = program.success(&["import", "part.json"]);
    let quoted = quote(&program, &json!({"lines": [{"sku": "DUNE-CLAY", "quantity": 1}], "codes": ["TEN"]}));
    let refused = program.refusal(&["quote", "rules.json"]);
    program.write("cart.json", &cart(1, &[]).to_string());
    let no_cash = program.refusal(&["quote", "cart.json"]);

    assert_eq!(first["pricing"], rules()["pricing"]);
    assert!(again.starts_with("Nothing to import"), "{again}");
    assert_eq!(imported.trim(), "Imported: 1 promotion changed; 2 promotions and 1 delivery method left as they are.");
    assert_eq!(quoted["total"], 15_200);
    assert!(refused.starts_with("rules.json: ") && refused.contains("a cart is"), "{refused}");
    assert!(no_cash.contains("cash on delivery can't be used"), "{no_cash}");
}

#[test]
fn faulty_rules_are_refused_with_their_places() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let cases = [
        (
            json!({"promotions": [{"id": "A B", "name": {"en": "x", "ar": "x", "hi": "x"}, "effect": {"kind": "free_delivery"}}]}),
            "pricing.promotions[0].id",
        ),
        (
            json!({"promotions": [{"id": "a", "name": {"en": "x"}, "effect": {"kind": "free_delivery"}}]}),
            "pricing.promotions[0].name",
        ),
        (
            json!({"promotions": [{"id": "a", "name": {"en": "x", "ar": "x", "hi": "x"}, "effect": {"kind": "free"}}]}),
            "pricing.promotions[0].effect",
        ),
        (
            json!({"promotions": [{"id": "a", "name": {"en": "x", "ar": "x", "hi": "x"}, "markets": ["moon"], "effect": {"kind": "free_delivery"}}]}),
            "pricing.promotions[0].markets[0]",
        ),
        (
            json!({"promotions": [{"id": "a", "name": {"en": "x", "ar": "x", "hi": "x"}, "items": {"products": ["dune-vas"]}, "effect": {"kind": "free_delivery"}}]}),
            "pricing.promotions[0].items.products[0]: there is no product \"dune-vas\"",
        ),
        (json!({"round_to": {"EUR": 5}}), "pricing.round_to"),
        (json!({"round_to": {"AED": 0}}), "pricing.round_to.AED"),
        (json!({"promotion": []}), "pricing.promotion"),
        (json!([]), "pricing"),
    ];
    for (pricing, place) in cases {
        program.write("rules.json", &json!({"format": "vitrine/1", "pricing": pricing}).to_string());

        let refusal = program.refusal(&["import", "rules.json"]);

        assert!(refusal.contains(&format!("rules.json:1: {place}")), "{place}: {refusal}");
    }
}

#[test]
fn a_line_has_the_price_of_the_quantity_that_it_reaches() {
    let program = shop_with_rules();
    let tiers = |tiers: Value| {
        json!({"format": "vitrine/1", "products": [{"code": "dune-vase", "variants": [
            {"sku": "DUNE-CLAY", "quantity_prices": {"AED": tiers}}, {"sku": "DUNE-SAND"},
        ]}]})
        .to_string()
    };
    program.write("tiers.json", &tiers(json!([{"from": 3, "amount": 18_000}, {"from": 5, "amount": 15_000}])));
    program.success(&["import", "tiers.json"]);
    program.success(&["export", "tiers-again.json"]);
    let unchanged = program.success(&["import", "tiers-again.json"]);

    let goods = [1, 2, 3, 4, 5, 7].map(|quantity| {
        let cart = json!({"lines": [{"sku": "DUNE-CLAY", "quantity": quantity}]});
        quote(&program, &cart)["goods"].as_i64().unwrap()
    });
    let faulty = [
        (json!([{"from": 1, "amount": 18_000}]), "quantity_prices.AED[0]"),
        (json!([{"from": 3, "amount": 19_000}]), "quantity_prices.AED[0]"),
        (json!([{"from": 5, "amount": 15_000}, {"from": 4, "amount": 14_000}]), "quantity_prices.AED[1]"),
        (json!([{"from": 3, "price": 18_000}]), "quantity_prices.AED[0]"),
    ];

    assert!(unchanged.starts_with("Nothing to import"), "{unchanged}");
    assert_eq!(goods, [19_000, 38_000, 54_000, 72_000, 75_000, 105_000]);
    for (given, place) in faulty {
        program.write("faulty.json", &tiers(given));
        let refusal = program.refusal(&["import", "faulty.json"]);
        assert!(refusal.contains(place), "{place}: {refusal}");
    }
}

#[test]
fn code_that_was_used_as_often_as_it_may_be_is_told() {
    let program = shop_with_rules();
    let mut limited = rules()["pricing"]["promotions"][0].clone();
    limited["limit"] = json!(1);
    program.write("limit.json", &json!({"format": "vitrine/1", "pricing": {"promotions": [limited]}}).to_string());
    program.success(&["import", "limit.json"]);
    let before = quote(&program, &cart(2, &["ten"]));

    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::open(&format!("sqlite:{}", program.path("data/vitrine.db").display())).await.unwrap();
        let mut tx = database.write(NOW).await.unwrap();
        sql("INSERT INTO promotion_use (promotion, used) VALUES ('ten', 1)").execute(&mut tx).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        database.close().await;
    });
    let after = quote(&program, &cart(2, &["ten"]));

    let reason = |quoted: &Value| {
        let of_code = quoted["not_applied"].as_array().unwrap().iter().find(|one| one["promotion"] == "ten");
        of_code.map(|one| one["reason"].clone())
    };
    assert_eq!((reason(&before), reason(&after)), (None, Some(json!("used_up"))));
}
