//! The bounds of requests.

use types::bounds::MAX_PRICE;

use crate::{
    Charge, ChargeTax, Effect, Percent, PromotionRule, QuoteBound, QuoteError, QuoteRequest, Tender,
    bounds::*,
    decode_quote, quote, quote_bytes,
    testing::{cart, components, large_request, promotion},
};

fn refused(change: impl FnOnce(&mut QuoteRequest)) -> QuoteError {
    let mut request = cart("AED", &[(100, 1)]);
    change(&mut request);
    quote(&request).unwrap_err()
}

#[test]
fn every_bound_is_checked() {
    let of = |bound, at| QuoteError::OutOfBounds { bound, at };
    let off = |amount| promotion("a", Effect::OrderAmount { amount });
    assert_eq!(refused(|request| request.lines[0].quantity = 0), of(QuoteBound::Quantity, 0));
    assert_eq!(refused(|request| request.lines[0].quantity = 1_000_001), of(QuoteBound::Quantity, 0));
    assert_eq!(refused(|request| request.lines[0].prices[0].price = -1), of(QuoteBound::Price, 0));
    assert_eq!(refused(|request| request.lines[0].prices[0].from = 2), of(QuoteBound::Tiers, 0));
    assert_eq!(refused(|request| request.lines[0].prices.clear()), of(QuoteBound::Tiers, 0));
    assert_eq!(refused(|request| request.lines[0].tax = components(&[("VAT", "1001")])), of(QuoteBound::TaxRate, 0));
    assert_eq!(refused(|request| request.lines = vec![request.lines[0].clone(); 201]), of(QuoteBound::Lines, 201));
    assert_eq!(refused(|request| request.codes = vec![String::new(); 6]), of(QuoteBound::Codes, 6));
    assert_eq!(refused(|request| request.promotions.push(off(-1))), of(QuoteBound::Discount, 0));
    let above = Effect::OrderPercent { percent: Percent::from_ppm(1_000_001) };
    assert_eq!(refused(|request| request.promotions.push(promotion("a", above))), of(QuoteBound::Discount, 0));
    let nothing = Effect::BuyGet { buy: 0, get: 0, percent: Percent::WHOLE, times: None };
    assert_eq!(refused(|request| request.promotions.push(promotion("a", nothing))), of(QuoteBound::Discount, 0));
    let delivery = Charge { amount: MAX_PRICE + 1, tax: ChargeTax::None };
    assert_eq!(refused(|request| request.delivery = Some(delivery)), of(QuoteBound::ChargeAmount, 0));
    let tender = Tender { key: "card".to_owned(), balance: -1 };
    assert_eq!(refused(|request| request.tenders.push(tender)), of(QuoteBound::Balance, 0));
    assert_eq!(refused(|request| request.round_to = -1), of(QuoteBound::RoundTo, 0));
    let twice = PromotionRule { priority: 1, ..off(1) };
    assert_eq!(refused(|request| request.promotions = vec![off(1), twice]), QuoteError::SamePromotion("a".to_owned()));
    assert_eq!(refused(|request| request.lines = vec![request.lines[0].clone(); 2]), QuoteError::SameLine(1));
}

#[test]
fn sums_beyond_64_bits_are_refused() {
    let most = cart("AED", &[(MAX_PRICE, MAX_QUANTITY); 9]);
    assert_eq!(quote(&most).unwrap().total, 9_000_000_000_000_000_000);

    let more = cart("AED", &[(MAX_PRICE, MAX_QUANTITY); 10]);
    assert_eq!(quote(&more), Err(QuoteError::Overflow));
}

#[test]
fn tax_and_discounts_of_the_largest_amounts_are_exact() {
    let mut request = cart("AED", &[(MAX_PRICE, MAX_QUANTITY); 8]);
    request.tax_mode = crate::TaxMode::Included;
    request.lines.iter_mut().for_each(|line| line.tax = components(&[("VAT", "5")]));
    request.promotions.push(promotion("a", Effect::OrderPercent { percent: Percent::from_ppm(500_000) }));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.total, quote.rows[0].amount), (4_000_000_000_000_000_000, 500_000_000_000_000_000));
    assert_eq!(quote.rows[0].tax, 23_809_523_809_523_810);
}

#[test]
fn combinations_are_limited() {
    let request = large_request(3, 4, &[1; 9]);
    assert!(quote(&request).is_ok(), "512 combinations are allowed");

    let request = large_request(3, 4, &[2, 1, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(quote(&request), Err(QuoteError::OutOfBounds { bound: QuoteBound::Combinations, at: 768 }));
    let request = large_request(3, 0, &[1; 200]);
    assert_eq!(quote(&request), Err(QuoteError::OutOfBounds { bound: QuoteBound::Combinations, at: u32::MAX }));
}

#[test]
fn empty_cart_costs_nothing() {
    let quote = quote(&cart("AED", &[])).unwrap();
    assert_eq!((quote.total, quote.rows.len()), (0, 0));
}

#[test]
fn bytes_that_are_no_request_are_refused() {
    for bytes in [&[][..], &[0xff; 40], &[1, 2, 3]] {
        assert_eq!(decode_quote(&quote_bytes(bytes)), Err(QuoteError::Malformed));
    }
}

#[test]
fn request_is_read_from_json_by_its_field_names() {
    let json = r#"{
        "revision": 7, "at": 0, "currency": "AED", "tax_mode": "included", "codes": ["TEN"],
        "lines": [{"key": 1, "quantity": 2, "prices": [{"from": 1, "price": 1000}], "tax": [{"name": "VAT", "rate": "5"}]}],
        "promotions": [{"id": "ten", "code": "ten", "effect": {"order_percent": {"percent": "10"}}}],
        "delivery": {"amount": 500, "tax": "goods"}
    }"#;
    let request: QuoteRequest = serde_json::from_str(json).unwrap();

    assert_eq!(quote(&request).unwrap().total, 2_300);
}

#[test]
fn digest_of_the_encoding_is_pinned() {
    let mut request = cart("AED", &[(1_000, 2)]);
    request.round_to = 5;
    let digest: String = quote(&request).unwrap().digest.iter().map(|byte| format!("{byte:02x}")).collect();

    assert_eq!(digest, "3ce3a60c2f8e2304c12756220681ea03ee193d4b360b9d0f421377924a0bf3ca");
}
