//! The vectors of the pricing model, V1 to V26.

use super::{amounts, component, discounts, parts, row, taxes};
use crate::{
    CartLine, Charge, ChargeTax, Effect, Fee, PriceTier, QuoteRequest, RowKey, TaxMode, quote,
    testing::{cart, components, percent, promotion},
};

/// A cart in the United Arab Emirates: 5 % included.
fn emirates(lines: &[(i64, u32)]) -> QuoteRequest {
    let mut request = cart("AED", lines);
    request.tax_mode = TaxMode::Included;
    request.lines.iter_mut().for_each(|line| line.tax = components(&[("VAT", "5")]));
    request
}

/// A cart in India with a rate per line, delivered to another state, or within the state.
fn india(lines: &[(i64, &str)], is_within_state: bool) -> QuoteRequest {
    let mut request = cart("INR", &lines.iter().map(|(price, _)| (*price, 1)).collect::<Vec<_>>());
    request.tax_mode = if is_within_state { TaxMode::IncludedEach } else { TaxMode::Included };
    for (line, (_, rate)) in request.lines.iter_mut().zip(lines) {
        line.tax = gst(rate, is_within_state);
    }
    request
}

fn gst(rate: &str, is_within_state: bool) -> Vec<crate::TaxComponent> {
    let half = crate::Percent::from_ppm(percent(rate).ppm() / 2).to_string();
    if is_within_state { components(&[("CGST", &half), ("SGST", &half)]) } else { components(&[("IGST", rate)]) }
}

fn order_percent(text: &str) -> Effect {
    Effect::OrderPercent { percent: percent(text) }
}

fn items_percent(text: &str) -> Effect {
    Effect::ItemsPercent { percent: percent(text) }
}

#[test]
fn v1_percentage_of_a_line_is_taken_from_the_line() {
    let mut request = emirates(&[(3_333, 3)]);
    request.promotions.push(promotion("ten", items_percent("10")));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.discount, quote.total, quote.tax, quote.taxable), (1_000, 8_999, 429, 8_570));
}

#[test]
fn v2_unit_that_is_left_goes_to_the_first_key() {
    let mut request = emirates(&[(3_333, 1), (3_333, 1), (3_333, 1)]);
    request.promotions.push(promotion("ten", Effect::OrderAmount { amount: 1_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!(discounts(&quote), [334, 333, 333]);
    assert_eq!(amounts(&quote), [2_999, 3_000, 3_000]);
    assert_eq!((taxes(&quote), quote.tax), (vec![143; 3], 429));
}

#[test]
fn v3_percentage_of_many_units_is_rounded_once() {
    let mut request = emirates(&[(39_900, 25)]);
    request.promotions.push(promotion("ten", order_percent("10")));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.goods, quote.discount, quote.total, quote.tax), (997_500, 99_750, 897_750, 42_750));
}

#[test]
fn v4_zero_rate_has_no_tax() {
    let mut request = emirates(&[(10_000, 1), (10_000, 1)]);
    request.lines[1].tax = components(&[("VAT", "0")]);
    request.promotions.push(promotion("thirty", Effect::OrderAmount { amount: 3_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!(discounts(&quote), [1_500, 1_500]);
    assert_eq!((taxes(&quote), quote.total), (vec![405, 0], 17_000));
}

#[test]
fn v5_shares_go_by_the_largest_remainder() {
    let mut request = emirates(&[(1_995, 1), (4_995, 1), (12_999, 1)]);
    request.lines[2].prices[0].price = 12_999;
    request.promotions.push(promotion("eighth", order_percent("12.5")));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.goods, quote.discount), (19_989, 2_499));
    assert_eq!(discounts(&quote), [249, 625, 1_625]);
    assert_eq!(amounts(&quote), [1_746, 4_370, 11_374]);
    assert_eq!(taxes(&quote), [83, 208, 542]);
    assert_eq!((quote.total, quote.tax), (17_490, 833));
}

#[test]
fn v6_amount_above_the_order_leaves_nothing_to_pay() {
    let mut request = emirates(&[(11_995, 1), (3_310, 1)]);
    request.promotions.push(promotion("voucher", Effect::OrderAmount { amount: 50_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!(discounts(&quote), [11_995, 3_310]);
    assert_eq!((quote.total, quote.tax, quote.due), (0, 0, 0));
}

#[test]
fn v7_code_is_taken_from_what_the_sale_left() {
    let mut request = emirates(&[(10_000, 10)]);
    request.promotions.push(promotion("sale", items_percent("40")));
    request
        .promotions
        .push(crate::PromotionRule { code: Some("seventy".to_owned()), ..promotion("code", order_percent("70")) });
    request.codes.push("SEVENTY".to_owned());

    let quote = quote(&request).unwrap();

    assert_eq!(quote.applied.iter().map(|applied| applied.discount).collect::<Vec<_>>(), [40_000, 42_000]);
    assert_eq!((quote.total, quote.tax), (18_000, 857));
}

#[test]
fn v8_best_of_a_group_applies() {
    for (price, total) in [(6_000, 4_500), (10_000, 8_000)] {
        let mut request = emirates(&[(price, 1)]);
        for (id, effect) in [("fifth", order_percent("20")), ("fifteen", Effect::OrderAmount { amount: 1_500 })] {
            request
                .promotions
                .push(crate::PromotionRule { group: Some("welcome".to_owned()), ..promotion(id, effect) });
        }

        assert_eq!(quote(&request).unwrap().total, total);
    }
}

#[test]
fn v9_exclusive_promotion_applies_where_it_saves_more() {
    for (price, total, applied) in [(20_000, 15_000, vec!["quarter"]), (10_000, 7_000, vec!["tenth", "twenty"])] {
        let mut request = emirates(&[(price, 1)]);
        request.promotions.push(crate::PromotionRule { exclusive: true, ..promotion("quarter", order_percent("25")) });
        request.promotions.push(promotion("tenth", order_percent("10")));
        request.promotions.push(promotion("twenty", Effect::OrderAmount { amount: 2_000 }));

        let quote = quote(&request).unwrap();

        assert_eq!(quote.total, total);
        assert_eq!(quote.applied.iter().map(|applied| applied.promotion.as_str()).collect::<Vec<_>>(), applied);
    }
}

#[test]
fn v10_threshold_reads_prices_before_discounts() {
    let mut request = emirates(&[(7_500, 1)]);
    request.delivery = Some(Charge { amount: 1_500, tax: ChargeTax::Rate(components(&[("VAT", "5")])) });
    let free = Effect::DeliveryPercent { percent: percent("100") };
    request.promotions.push(crate::PromotionRule { minimum_value: Some(7_500), ..promotion("free", free) });
    let five = promotion("five", Effect::OrderAmount { amount: 500 });
    request.promotions.push(crate::PromotionRule { code: Some("five".to_owned()), ..five });
    request.codes.push("five".to_owned());

    let quote = quote(&request).unwrap();

    assert_eq!((quote.total, quote.delivery), (7_000, 0));
}

#[test]
fn v11_cheapest_unit_of_three_is_free() {
    let mut request = emirates(&[(5_000, 2), (3_000, 2), (2_000, 1)]);
    let effect = Effect::BuyGet { buy: 2, get: 1, percent: percent("100"), times: None };
    request.promotions.push(promotion("three-for-two", effect));

    let quote = quote(&request).unwrap();

    assert_eq!((discounts(&quote), quote.total), (vec![0, 0, 2_000], 16_000));
}

#[test]
fn v12_delivery_to_another_state_is_taxed_like_the_goods() {
    let mut request = india(&[(389_900, "18"), (249_900, "5")], false);
    request.delivery = Some(Charge { amount: 9_900, tax: ChargeTax::Goods });

    let quote = quote(&request).unwrap();

    let delivery = row(&quote, &RowKey::Delivery);
    assert_eq!(delivery.shares.iter().map(|share| share.amount).collect::<Vec<_>>(), [6_033, 3_867]);
    assert_eq!(parts(delivery), [("IGST", 920), ("IGST", 184)]);
    assert_eq!(taxes(&quote), [59_476, 11_900]);
    assert_eq!((quote.tax, quote.taxable, quote.total), (72_480, 577_220, 649_700));
}

#[test]
fn v13_tax_within_the_state_has_equal_halves() {
    let mut request = india(&[(389_900, "18"), (249_900, "5")], true);
    request.delivery = Some(Charge { amount: 9_900, tax: ChargeTax::Goods });

    let quote = quote(&request).unwrap();

    assert_eq!(parts(row(&quote, &RowKey::Line(1))), [("CGST", 29_738), ("SGST", 29_738)]);
    assert_eq!(parts(row(&quote, &RowKey::Line(2))), [("CGST", 5_950), ("SGST", 5_950)]);
    assert_eq!(parts(row(&quote, &RowKey::Delivery)), [("CGST", 460), ("SGST", 460), ("CGST", 92), ("SGST", 92)]);
    assert_eq!((component(&quote, "CGST"), component(&quote, "SGST"), quote.taxable), (36_240, 36_240, 577_220));
}

#[test]
fn v14_discount_of_the_order_is_shared_before_tax() {
    let mut request = india(&[(389_900, "18"), (249_900, "5")], true);
    request.promotions.push(promotion("eighth", order_percent("12.5")));

    let quote = quote(&request).unwrap();

    assert_eq!((quote.discount, discounts(&quote)), (79_975, vec![48_738, 31_237]));
    let [first, second] = [1, 2].map(|key| row(&quote, &RowKey::Line(key)));
    assert_eq!((first.amount, parts(first)[0].1, first.taxable), (341_162, 26_021, 289_120));
    assert_eq!((second.amount, parts(second)[1].1, second.taxable), (218_663, 5_206, 208_251));
}

#[test]
fn v15_total_is_rounded_to_the_rupee_in_a_line_of_its_own() {
    let mut request = india(&[(33_333, "5")], true);
    request.lines[0].quantity = 3;
    request.promotions.push(promotion("eighth", order_percent("12.5")));
    request.round_to = 100;

    let quote = quote(&request).unwrap();

    assert_eq!((quote.discount, quote.rounding, quote.total), (12_500, 1, 87_500));
    assert_eq!((component(&quote, "CGST"), component(&quote, "SGST"), quote.taxable), (2_083, 2_083, 83_333));
    assert_eq!(row(&quote, &RowKey::Rounding).tax, 0);
}

#[test]
fn v16_fee_is_taxed_like_the_goods() {
    let mut request = india(&[(389_900, "18"), (249_900, "5")], true);
    request.delivery = Some(Charge { amount: 9_900, tax: ChargeTax::Goods });
    request.fees.push(Fee { code: "cod".to_owned(), amount: 4_900, tax: ChargeTax::Goods });

    let quote = quote(&request).unwrap();

    let fee = row(&quote, &RowKey::Fee("cod".to_owned()));
    assert_eq!(fee.shares.iter().map(|share| share.amount).collect::<Vec<_>>(), [2_986, 1_914]);
    assert_eq!(parts(fee), [("CGST", 228), ("SGST", 228), ("CGST", 46), ("SGST", 46)]);
}

#[test]
fn v17_sales_tax_is_calculated_at_the_rate_of_all_components() {
    let mut request = cart("USD", &[(3_333, 3)]);
    request.tax_mode = TaxMode::Added;
    request.lines[0].tax = components(&[("State", "4"), ("City", "4.5"), ("District", "0.375")]);
    request.promotions.push(promotion("ten", items_percent("10")));

    let quote = quote(&request).unwrap();

    assert_eq!(parts(row(&quote, &RowKey::Line(1))), [("State", 360), ("City", 405), ("District", 34)]);
    assert_eq!((quote.taxable, quote.tax, quote.total), (8_999, 799, 9_798));
}

#[test]
fn v18_sales_tax_is_rounded_by_row() {
    let mut request = cart("USD", &[(107, 1), (107, 1), (107, 1)]);
    request.tax_mode = TaxMode::Added;
    request.lines.iter_mut().for_each(|line| line.tax = components(&[("State", "7")]));

    let quote = quote(&request).unwrap();

    assert_eq!((taxes(&quote), quote.tax, quote.total), (vec![7; 3], 21, 342));
}

#[test]
fn v22_fee_of_cash_on_delivery_is_taxed() {
    let mut request = emirates(&[(10_000, 1)]);
    let tax = ChargeTax::Rate(components(&[("VAT", "5")]));
    request.fees.push(Fee { code: "cod".to_owned(), amount: 1_000, tax });

    let quote = quote(&request).unwrap();

    assert_eq!((taxes(&quote), row(&quote, &RowKey::Fee("cod".to_owned())).tax, quote.total), (vec![476], 48, 11_000));
}

#[test]
fn v23_whole_line_has_the_price_of_its_tier() {
    let tiers = [(1, 2_000), (10, 1_800), (50, 1_500)].map(|(from, price)| PriceTier { from, price });
    for (quantity, total) in [(9, 18_000), (10, 18_000), (12, 21_600), (50, 75_000)] {
        let mut request = emirates(&[]);
        request.lines.push(CartLine { key: 1, quantity, prices: tiers.to_vec(), ..CartLine::default() });

        assert_eq!(quote(&request).unwrap().total, total, "{quantity} units");
    }
}

#[test]
fn v24_half_a_unit_is_rounded_up() {
    let mut request = emirates(&[(2_500, 1)]);
    request.promotions.push(promotion("odd", items_percent("10.5")));

    assert_eq!(quote(&request).unwrap().discount, 263);
}

#[test]
fn v25_amount_off_three_lines() {
    let mut request = emirates(&[(1_250, 1), (999, 1), (4_300, 1)]);
    request.promotions.push(promotion("fifty", Effect::OrderAmount { amount: 5_000 }));

    let quote = quote(&request).unwrap();

    assert_eq!((discounts(&quote), amounts(&quote)), (vec![954, 763, 3_283], vec![296, 236, 1_017]));
    assert_eq!(taxes(&quote), [14, 11, 48]);
}

#[test]
fn v26_tax_within_a_price() {
    let quote = quote(&emirates(&[(3_550, 1)])).unwrap();

    assert_eq!((quote.tax, quote.taxable), (169, 3_381));
}
