use database::{Tx, testing::TestDatabase};
use pricing::{CartLine, PriceTier, QuoteRequest, TaxComponent, TaxMode};
use types::{CheckoutId, Currency, Language, MarketCode, OrderId, Timestamp, VariantId};
use uuid::Uuid;

use crate::{
    NewOrder, OrderContact, OrderSeller, OrderSnapshot, OrderToken, OrderedLine, SNAPSHOT_VERSION, insert, take_numbers,
};

pub(crate) const NOW: Timestamp = Timestamp(1_000);

pub(crate) fn market(code: &str) -> MarketCode {
    MarketCode::new(code).unwrap()
}

pub(crate) fn id(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

/// Returns what somebody agreed to who buys one line, with 5 % of tax in its price.
pub(crate) fn snapshot(email: &str, quantity: u32, price: i64) -> OrderSnapshot {
    let tax = vec![TaxComponent { name: "VAT".to_owned(), rate: "5".parse().unwrap() }];
    let line = CartLine { key: 0, quantity, prices: vec![PriceTier { from: 1, price }], tax, ..CartLine::default() };
    let currency = Currency::from_code("AED").unwrap();
    let request = QuoteRequest {
        revision: 1,
        at: NOW,
        currency,
        lines: vec![line],
        promotions: Vec::new(),
        codes: Vec::new(),
        delivery: None,
        fees: Vec::new(),
        tax_mode: TaxMode::Included,
        round_to: 0,
        tenders: Vec::new(),
    };
    OrderSnapshot {
        version: SNAPSHOT_VERSION,
        market: market("ae"),
        language: Language::from_code("en").unwrap(),
        locale: "en-AE".to_owned(),
        currency,
        contact: OrderContact { email: email.to_owned(), phone: Some("+971501234567".to_owned()) },
        address: address(),
        billing: None,
        lines: vec![line_of(quantity)],
        quote: pricing::quote(&request).unwrap(),
        delivery: None,
        payment: None,
        promotions: Vec::new(),
        gift_cards: Vec::new(),
        note: String::new(),
        seller: OrderSeller::default(),
    }
}

fn address() -> crate::OrderAddress {
    serde_json::json!({"name": "Ann"})
}

fn line_of(quantity: u32) -> OrderedLine {
    OrderedLine {
        key: 0,
        sku: "VASE-1".to_owned(),
        variant: VariantId(7),
        product: "vase".to_owned(),
        slug: "vase".to_owned(),
        name: "Dune vase".to_owned(),
        options: Vec::new(),
        picture: None,
        quantity,
        hsn: String::new(),
        tax_class: String::new(),
    }
}

/// Returns an order whose id, checkout and token have this number.
pub(crate) fn new_order(number: u128, email: &str) -> NewOrder {
    let checkout = CheckoutId(Uuid::from_u128(number));
    NewOrder::new(id(number), checkout, OrderToken(number), snapshot(email, 2, 10_000), NOW).unwrap()
}

/// Inserts an order that is placed at once.
pub(crate) async fn place(tx: &mut Tx, order: &NewOrder) -> String {
    let numbers = take_numbers(tx, &[(order.snapshot.market, 1)].into()).await.unwrap();
    let number = numbers[&order.snapshot.market][0].clone();
    insert(tx, &[(order, Some(number.clone()))]).await.unwrap();
    number
}

/// Places orders of this many buyers.
pub(crate) async fn given_orders(given: &TestDatabase, emails: &[&str]) {
    let mut tx = given.database.write(NOW).await.unwrap();
    for (number, email) in (1..).zip(emails) {
        place(&mut tx, &new_order(number, email)).await;
    }
    tx.commit_bookkeeping().await.unwrap();
}
