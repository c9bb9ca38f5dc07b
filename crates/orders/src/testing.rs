//! Orders for tests.

use addresses::{Address, AddressInput};
use pricing::{CartLine, PriceTier, QuoteRequest, TaxMode};
use types::{CheckoutId, Country, Currency, Language, MarketCode, OrderId, Timestamp, VariantId};
use uuid::Uuid;

use crate::{NewOrder, OrderContact, OrderSeller, OrderSnapshot, OrderToken, OrderedLine, SNAPSHOT_VERSION};

/// Returns what somebody agreed to who buys units of variants, each at a price in fils of the market `ae`.
///
/// # Panics
/// If the lines are beyond the bounds of the pricing engine.
pub fn snapshot(email: &str, lines: &[(VariantId, u32, i64)]) -> OrderSnapshot {
    let currency = Currency::from_code("AED").expect("a currency of the table");
    let line = |(key, (_, quantity, price)): (u64, &(VariantId, u32, i64))| CartLine {
        key,
        quantity: *quantity,
        prices: vec![PriceTier { from: 1, price: *price }],
        ..CartLine::default()
    };
    let request = QuoteRequest {
        revision: 1,
        at: Timestamp(0),
        currency,
        lines: (0..).zip(lines).map(line).collect(),
        promotions: Vec::new(),
        codes: Vec::new(),
        delivery: None,
        fees: Vec::new(),
        tax_mode: TaxMode::None,
        round_to: 0,
        tenders: Vec::new(),
    };
    OrderSnapshot {
        version: SNAPSHOT_VERSION,
        market: MarketCode::new("ae").expect("a code of two letters"),
        language: Language::from_code("en").expect("a tag of two letters"),
        locale: "en-AE".to_owned(),
        currency,
        contact: OrderContact { email: email.to_owned(), phone: Some("+971501234567".to_owned()) },
        address: address(),
        billing: None,
        lines: (0..).zip(lines).map(|(key, line)| ordered_line(key, line.0, line.1)).collect(),
        quote: pricing::quote(&request).expect("a cart within bounds"),
        delivery: None,
        payment: None,
        promotions: Vec::new(),
        gift_cards: Vec::new(),
        note: String::new(),
        seller: OrderSeller::default(),
    }
}

/// Returns an address in Dubai.
///
/// # Panics
/// If the rules of addresses have changed.
pub fn address() -> Address {
    let input = AddressInput {
        name: "Noor Haddad".to_owned(),
        street: "Al Wasl Road 12".to_owned(),
        area: "Jumeirah".to_owned(),
        region: "DU".to_owned(),
        ..AddressInput::default()
    };
    addresses::check(&input, Country::from_code("AE").expect("a country")).expect("an address")
}

fn ordered_line(key: u64, variant: VariantId, quantity: u32) -> OrderedLine {
    OrderedLine {
        key,
        sku: format!("VASE-{}", variant.0),
        variant,
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
///
/// # Panics
/// If the snapshot can't be written as JSON.
pub fn new_order(number: u128, snapshot: OrderSnapshot, now: Timestamp) -> NewOrder {
    let uuid = Uuid::from_u128(number);
    NewOrder::new(OrderId(uuid), CheckoutId(uuid), OrderToken(number), snapshot, now).expect("plain data")
}
