//! Orders, as staff see and change them with the program and the staff API.

use axum::http::{Request, request::Builder};
use checkout::{Confirmation, OrderCommand, PlaceOrder, carry_out};
use database::{Database, sql, testing::both_engines};
use orders::testing;
use payments::{NewPayment, PaymentId};
use serde_json::{Value, json};
use types::{Money, PaymentKind, VariantId};

use crate::{
    harness::{Answer, NOW, Program, TestShop},
    pictures::{TOKEN, by_staff},
};

const ORDERS: &str = "/api/v1/orders";

/// Places an order of units of DUNE-CLAY at 50.00, which is paid by bank transfer.
async fn place(database: &Database, number: u128, units: u32) {
    let mut tx = database.write(NOW).await.unwrap();
    let variant = sql("SELECT variant_id FROM variant_sku WHERE sku = 'DUNE-CLAY'");
    let variant: VariantId = variant.scalar(&mut tx).await.unwrap();
    let mut snapshot = testing::snapshot(&format!("buyer{number}@example.com"), &[(variant, units, 5_000)]);
    snapshot.lines[0].sku = "DUNE-CLAY".to_owned();
    let order = testing::new_order(number, snapshot, NOW);
    let payment = NewPayment {
        id: PaymentId(order.id.0),
        order: order.id,
        attempt: 1,
        method: "transfer".to_owned(),
        kind: PaymentKind::BankTransfer,
        amount: Money::new(i64::from(units) * 5_000, order.snapshot.currency),
        lapses_at: None,
    };
    let command = PlaceOrder {
        order,
        confirmation: Confirmation::Now,
        promotions: Vec::new(),
        gift_cards: Vec::new(),
        cart_version: None,
        payment: Some(payment),
    };
    carry_out(&mut tx, &[OrderCommand::Place(Box::new(command))]).await.unwrap()[0].as_ref().unwrap();
    tx.commit().await.unwrap();
}

fn value(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_else(|_| panic!("{} {}", answer.status, answer.text()))
}

fn act(order: &str, action: &str) -> Builder {
    by_staff(Request::post(format!("{ORDERS}/{order}/{action}")))
}

async fn code(shop: &TestShop, request: Builder, body: &str) -> (u16, String) {
    let answer = shop.send(request, body.to_owned()).await;
    (answer.status, value(&answer)["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn staff_read_orders_page_by_page() {
    for database in both_engines().await {
        let shop = TestShop::over(database, TOKEN).await;
        for number in 1..=3 {
            place(&shop.shop.database, number, 1).await;
        }

        let first = value(&shop.ask(by_staff(Request::get(format!("{ORDERS}?most=2")))).await);
        let next = first["next"].as_str().unwrap();
        let second = value(&shop.ask(by_staff(Request::get(format!("{ORDERS}?most=2&before={next}")))).await);
        let found = value(&shop.ask(by_staff(Request::get(format!("{ORDERS}?search=BUYER2&state=placed")))).await);
        let detail = value(&shop.ask(by_staff(Request::get(format!("{ORDERS}/ae-1002")))).await);

        let numbers =
            |page: &Value| page["orders"].as_array().unwrap().iter().map(|order| order["number"].clone()).collect();
        let listed: [Vec<Value>; 3] = [numbers(&first), numbers(&second), numbers(&found)];
        assert_eq!(listed, [vec![json!("AE-1003"), json!("AE-1002")], vec![json!("AE-1001")], vec![json!("AE-1002")]]);
        assert_eq!(second["next"], Value::Null);
        assert_eq!(detail["total"], json!({ "minor": 5000, "currency": "AED", "decimal": "50.00" }));
        assert_eq!(detail["payments"][0]["state"], "awaited");
        assert_eq!(detail["events"][0]["kind"], "placed");
        assert_eq!(detail["agreed"]["lines"][0]["sku"], "DUNE-CLAY");
    }
}

#[tokio::test]
async fn order_is_paid_dispatched_delivered_and_refunded_each_once() {
    for database in both_engines().await {
        let shop = TestShop::over(database, TOKEN).await;
        place(&shop.shop.database, 1, 3).await;

        let paid = |body: &'static str| shop.send(act("AE-1001", "paid").header("idempotency-key", "\"p1\""), body);
        let answers = [paid("").await, paid("").await].map(|answer| value(&answer));
        assert_eq!((&answers[0]["state"], &answers[0]["received"]["minor"]), (&json!("captured"), &json!(15_000)));
        assert_eq!(answers[0], answers[1], "a repeat has the same answer");
        for action in ["dispatch", "dispatch", "deliver"] {
            let answer = shop.ask(act("AE-1001", action)).await;
            assert_eq!(answer.status, 200, "{action}: {}", answer.text());
        }
        let pieces = r#"{"pieces": [{"units": {"line": 0, "units": 1}}], "note": "broken"}"#;
        let refund = || shop.send(act("AE-1001", "refund").header("idempotency-key", "r1"), pieces);
        let answers = [refund().await, refund().await].map(|answer| value(&answer));
        assert_eq!((&answers[0]["refunded"]["minor"], &answers[0]), (&json!(5_000), &answers[1]));

        let other = act("AE-1001", "refund").header("idempotency-key", "r1");
        let other = code(&shop, other, r#"{"pieces": [{"units": {"line": 0, "units": 2}}]}"#).await;
        let without_key = code(&shop, act("AE-1001", "refund"), pieces).await;
        let too_late = code(&shop, act("AE-1001", "cancel"), "").await;
        let unknown = code(&shop, act("AE-9", "dispatch"), "").await;
        let malformed = code(&shop, act("AE-1001", "dispatch"), "{").await;
        let no_action = code(&shop, act("AE-1001", "burn"), "").await;
        let failures = [other, without_key, too_late, unknown, malformed, no_action];
        let expected = [
            (422, "key-reused"),
            (400, "no-idempotency-key"),
            (409, "in-state"),
            (404, "unknown"),
            (400, "unreadable"),
            (404, "not-found"),
        ];
        assert_eq!(failures, expected.map(|(status, code)| (status, code.to_owned())));
        let order = value(&shop.ask(by_staff(Request::get(format!("{ORDERS}/AE-1001")))).await);
        assert_eq!((&order["state"], &order["refunded"]["minor"]), (&json!("delivered"), &json!(5_000)));
        assert_eq!(order["payments"][0]["returned"]["minor"], 5_000);
    }
}

#[test]
fn staff_list_show_and_change_orders_with_the_program() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let database = Database::open(&format!("sqlite:{}", program.path("data/vitrine.db").display())).await.unwrap();
        place(&database, 1, 2).await;
        place(&database, 2, 1).await;
        database.close().await;
    });

    let listed = program.success(&["orders", "list", "--search", "buyer2"]);
    let paid = program.success(&["orders", "paid", "ae-1001", "--amount", "60"]);
    let rest = program.success(&["orders", "paid", "AE-1001"]);
    let dispatched = program.success(&["orders", "dispatch", "AE-1001", "--note", "parcel 7"]);
    let delivered = program.success(&["orders", "deliver", "AE-1001"]);
    let refunded = program.success(&["orders", "refund", "AE-1001", "--units", "dune-clay=1", "--goodwill", "5"]);
    let cancelled = program.success(&["orders", "cancel", "AE-1002"]);
    let refusals = [
        program.refusal(&["orders", "cancel", "AE-1001"]),
        program.refusal(&["orders", "refund", "AE-1001", "--units", "DUNE-CLAY=2"]),
        program.refusal(&["orders", "show", "AE-7"]),
        program.refusal(&["orders", "refund", "AE-1001"]),
    ];
    let shown = program.success(&["orders", "show", "AE-1001"]);
    let stock = program.success(&["stock", "show", "DUNE-CLAY"]);

    assert!(listed.contains("AE-1002") && !listed.contains("AE-1001"), "{listed}");
    insta::assert_snapshot!(paid, @"AE-1001: received 60.00 AED of 100.00 AED; the payment is awaited.");
    insta::assert_snapshot!(rest, @"AE-1001: received 100.00 AED of 100.00 AED; the payment is captured.");
    insta::assert_snapshot!(dispatched, @"AE-1001 is dispatched.");
    insta::assert_snapshot!(delivered, @"AE-1001 is delivered.");
    insta::assert_snapshot!(refunded, @"AE-1001: refunded 55.00 AED, in all 55.00 AED.");
    insta::assert_snapshot!(cancelled, @"AE-1002 is cancelled.");
    insta::assert_snapshot!(refusals.concat().trim(), @r#"
    the order is delivered already
    only 1 units of line 0 are left to refund
    there is no order "AE-7"
    name the refund: --units, --delivery or --goodwill
    "#);
    assert!(shown.contains("2 × DUNE-CLAY") && shown.contains("{\"note\":\"parcel 7\"}"), "{shown}");
    let units = stock.lines().find(|line| line.starts_with("DUNE-CLAY")).unwrap();
    assert_eq!(units.split_whitespace().collect::<Vec<_>>(), ["DUNE-CLAY", "main", "5", "0", "5"]);
}
