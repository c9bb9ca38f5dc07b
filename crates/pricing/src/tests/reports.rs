//! Faults that users of other shops reported, with the right amounts.

use super::{amounts, discounts, parts, row};
use crate::{
    Charge, ChargeTax, Effect, PromotionRule, RefundLedger, RefundPiece, RowKey, TaxMode, Tender, quote,
    testing::{cart, components, percent, promotion},
};

/// A cart whose prices include one tax.
fn included(lines: &[(i64, u32)], rate: &str) -> crate::QuoteRequest {
    let mut request = cart("AED", lines);
    request.tax_mode = TaxMode::Included;
    request.lines.iter_mut().for_each(|line| line.tax = components(&[("VAT", rate)]));
    request
}

#[test]
fn percentage_is_not_rounded_by_unit() {
    for (rate, tax, taxable) in [("5", 42_750, 855_000), ("9", 74_126, 823_624)] {
        let mut request = included(&[(39_900, 25)], rate);
        request.promotions.push(promotion("ten", Effect::OrderPercent { percent: percent("10") }));

        let quote = quote(&request).unwrap();

        assert_eq!((quote.discount, quote.total, quote.tax, quote.taxable), (99_750, 897_750, tax, taxable));
    }
}

#[test]
fn code_is_taken_from_the_price_after_the_sale() {
    let mut request = included(&[(10_000, 10)], "5");
    request.promotions.push(promotion("sale", Effect::ItemsPercent { percent: percent("40") }));
    let code = promotion("code", Effect::OrderPercent { percent: percent("70") });
    request.promotions.push(PromotionRule { code: Some("x".to_owned()), ..code });
    request.codes.push("x".to_owned());

    let quote = quote(&request).unwrap();

    assert_eq!((quote.total, quote.tax), (18_000, 857));
}

#[test]
fn fixed_amount_is_gross_where_prices_are() {
    let mut request = included(&[(5_000, 1)], "10");
    request.promotions.push(promotion("ten", Effect::OrderAmount { amount: 1_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.total, quote.tax), (4_000, 364));
}

#[test]
fn voucher_above_the_cart_leaves_exactly_nothing() {
    let mut request = included(&[(11_995, 1), (3_310, 1)], "5");
    request.promotions.push(promotion("voucher", Effect::OrderAmount { amount: 50_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!((discounts(&quote), quote.total, quote.tax, quote.due), (vec![11_995, 3_310], 0, 0, 0));
}

#[test]
fn halves_of_a_tax_add_up_to_the_price() {
    for (rate, tax, taxable) in [("9", 189_915, 2_110_170), ("14", 272_344, 1_945_312)] {
        let mut request = cart("INR", &[(2_490_000, 1)]);
        request.tax_mode = TaxMode::IncludedEach;
        request.lines[0].tax = components(&[("CGST", rate), ("SGST", rate)]);

        let quote = quote(&request).unwrap();

        assert_eq!(parts(&quote.rows[0]), [("CGST", tax), ("SGST", tax)]);
        assert_eq!((quote.taxable, quote.taxable + quote.tax), (taxable, 2_490_000));
    }
    let quote = quote(&included(&[(2_490_000, 1)], "18")).unwrap();
    assert_eq!((quote.tax, quote.taxable), (379_831, 2_110_169));
}

#[test]
fn delivery_is_taxed_like_the_goods() {
    let mut request = cart("AED", &[(1_000, 1), (2_000, 1)]);
    request.tax_mode = TaxMode::Added;
    request.lines[0].tax = components(&[("VAT", "7")]);
    request.lines[1].tax = components(&[("VAT", "19")]);
    request.delivery = Some(Charge { amount: 600, tax: ChargeTax::Goods });

    let quote = quote(&request).unwrap();

    let delivery = row(&quote, &RowKey::Delivery);
    assert_eq!(delivery.shares.iter().map(|share| share.amount).collect::<Vec<_>>(), [200, 400]);
    assert_eq!((parts(delivery), delivery.tax), (vec![("VAT", 14), ("VAT", 76)], 90));
}

#[test]
fn payment_of_the_whole_total_leaves_nothing_due() {
    let mut request = included(&[(9_890, 1)], "5");
    assert_eq!(quote(&request).unwrap().due, 9_890);

    request.tenders.push(Tender { key: "card".to_owned(), balance: 9_890 });

    assert_eq!(quote(&request).unwrap().due, 0);
}

#[test]
fn units_of_a_discounted_line_are_refunded_to_the_last_cent() {
    let mut request = included(&[(2_390, 10)], "20");
    request.promotions.push(promotion("quarter", Effect::ItemsPercent { percent: percent("25") }));
    let quote = quote(&request).unwrap();
    assert_eq!((quote.total, quote.tax, quote.taxable), (17_925, 2_988, 14_937));

    let mut ledger = RefundLedger::new(&quote);
    let unit = [RefundPiece::Units { line: 1, units: 1 }];
    let refunds: Vec<_> = (0..10).map(|_| ledger.refund(&quote, &unit).unwrap()).collect();

    let money: Vec<i64> = refunds.iter().map(|refund| refund.total).collect();
    assert_eq!(money[..4], [1_793, 1_792, 1_793, 1_792]);
    assert_eq!((money.iter().sum::<i64>(), ledger.left(&quote)), (17_925, 0));
    assert_eq!(refunds.iter().map(|refund| refund.rows[0].tax).sum::<i64>(), 2_988);
}

#[test]
fn change_of_a_rate_leaves_earlier_quotes_as_they_were() {
    let before = quote(&included(&[(10_000, 2)], "5")).unwrap();
    let after = quote(&included(&[(10_000, 2)], "10")).unwrap();
    assert_ne!(before.digest, after.digest);

    let mut ledger = RefundLedger::new(&before);
    let refund = ledger.refund(&before, &[RefundPiece::Units { line: 1, units: 2 }]).unwrap();

    assert_eq!((refund.rows[0].amount, refund.rows[0].tax), (20_000, 952));
}

#[test]
fn quotes_of_other_currencies_differ() {
    let [dirham, rupee] = ["AED", "INR"].map(|currency| quote(&cart(currency, &[(50_000, 1)])).unwrap());

    assert_eq!((dirham.due, dirham.currency.code()), (50_000, "AED"));
    assert_ne!(dirham.digest, rupee.digest);
}

#[test]
fn second_gift_card_keeps_what_is_not_used() {
    let mut request = included(&[(15_000, 1)], "5");
    let tax = quote(&request).unwrap().tax;
    request.tenders = ["first", "second"].map(|key| Tender { key: key.to_owned(), balance: 10_000 }).to_vec();

    let quote = quote(&request).unwrap();

    let used: Vec<_> = quote.tenders.iter().map(|tender| (tender.used, tender.left)).collect();
    assert_eq!((used, quote.due, quote.tax), (vec![(10_000, 0), (5_000, 5_000)], 0, tax));
    assert_eq!(amounts(&quote), [15_000]);
}
