//! Refunds and the tenders that they go to.

use crate::{
    Charge, ChargeTax, Effect, Quote, RefundError, RefundLedger, RefundPiece, RowKey, TaxMode, Tender, quote,
    testing::{cart, components, promotion},
};

/// Two lines with tax, a delivery, and a gift card of 20.00.
fn paid() -> Quote {
    let mut request = cart("AED", &[(3_333, 3), (5_000, 1)]);
    request.tax_mode = TaxMode::Included;
    request.lines.iter_mut().for_each(|line| line.tax = components(&[("VAT", "5")]));
    request.delivery = Some(Charge { amount: 1_500, tax: ChargeTax::Goods });
    request.promotions.push(promotion("ten", Effect::OrderAmount { amount: 1_000 }));
    request.tenders.push(Tender { key: "card".to_owned(), balance: 2_000 });
    quote(&request).unwrap()
}

fn units(line: u64, units: u32) -> RefundPiece {
    RefundPiece::Units { line, units }
}

#[test]
fn payment_is_refunded_before_the_gift_card() {
    let quote = paid();
    let mut ledger = RefundLedger::new(&quote);
    assert_eq!((quote.total, quote.due), (15_499, 13_499));

    let first = ledger.refund(&quote, &[units(1, 3)]).unwrap();
    let rest = [units(2, 1), RefundPiece::Amount { row: RowKey::Delivery, amount: 9_999 }];
    let second = ledger.refund(&quote, &rest).unwrap();

    assert_eq!(first.tenders.len(), 1);
    assert_eq!((first.tenders[0].tender.as_deref(), first.tenders[0].amount), (None, 9_332));
    let tenders: Vec<_> = second.tenders.iter().map(|part| (part.tender.as_deref(), part.amount)).collect();
    assert_eq!(tenders, [(None, 4_167), (Some("card"), 2_000)]);
    assert_eq!(first.total + second.total, quote.total);
}

#[test]
fn more_than_is_left_is_refused_and_enters_nothing() {
    let quote = paid();
    let mut ledger = RefundLedger::new(&quote);
    let before = ledger.clone();

    let error = ledger.refund(&quote, &[units(1, 2), units(1, 2)]).unwrap_err();

    assert_eq!((error, &ledger), (RefundError::TooManyUnits { line: 1, left: 1 }, &before));
    let error = ledger.refund(&quote, &[RefundPiece::Goodwill { amount: 15_500 }]).unwrap_err();
    assert_eq!(error, RefundError::TooMuch { left: 15_499 });
    let error = ledger.refund(&quote, &[units(9, 1)]).unwrap_err();
    assert_eq!(error, RefundError::UnknownRow(RowKey::Line(9)));
}

#[test]
fn goodwill_is_spread_over_what_is_left() {
    let quote = paid();
    let mut ledger = RefundLedger::new(&quote);

    let refund = ledger.refund(&quote, &[RefundPiece::Goodwill { amount: 1_000 }]).unwrap();

    let amounts: Vec<i64> = refund.rows.iter().map(|row| row.amount).collect();
    assert_eq!((amounts, refund.total), (vec![602, 301, 97], 1_000));
    let all = ledger.refund(&quote, &[RefundPiece::Goodwill { amount: 14_499 }]).unwrap();
    assert_eq!((all.total, ledger.left(&quote)), (14_499, 0));
}

#[test]
fn rounding_line_returns_with_the_last_piece() {
    let mut request = cart("INR", &[(12_370, 1), (5_000, 1)]);
    request.round_to = 100;
    let quote = quote(&request).unwrap();
    assert_eq!((quote.rounding, quote.total), (30, 17_400));
    let mut ledger = RefundLedger::new(&quote);

    let first = ledger.refund(&quote, &[units(1, 1)]).unwrap();
    let last = ledger.refund(&quote, &[units(2, 1)]).unwrap();

    assert_eq!((first.rounding, first.total), (0, 12_370));
    assert_eq!((last.rounding, last.total), (30, 5_030));
}

#[test]
fn total_that_was_rounded_down_is_never_exceeded() {
    let mut request = cart("INR", &[(12_330, 1), (10, 1)]);
    request.round_to = 100;
    let quote = quote(&request).unwrap();
    assert_eq!((quote.rounding, quote.total), (-40, 12_300));
    let mut ledger = RefundLedger::new(&quote);

    let first = ledger.refund(&quote, &[units(1, 1)]).unwrap();
    let last = ledger.refund(&quote, &[units(2, 1)]).unwrap();

    assert_eq!((first.total, last.total), (12_300, 0));
}
