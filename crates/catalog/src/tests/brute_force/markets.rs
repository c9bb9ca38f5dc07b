//! Products as each market sells them, from their documents.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::json;
use setup::Setup;
use types::{MarketCode, PriceList};

use crate::{
    Amount, MarketsDocument, ProductDocument, ScheduledPriceDocument, VariantDocument,
    tests::given::{IN_AED, NOW, prices},
};

/// Prices in dirhams; prices in dirhams as well; prices converted to riyals; and prices converted to dinars, of which nothing is
/// left below half a dirham.
pub(super) const MARKETS: [&str; 4] = ["ae", "om", "sa", "kw"];

/// Returns the setup of the tests with three more markets.
pub(super) fn setup_with_conversions() -> Arc<Setup> {
    let market = |code: &str, country: &str, currency: &str| {
        json!({"code": code, "countries": [country], "currency": currency, "zone": "UTC", "name": {"en": code},
            "locales": {"en": format!("en-{code}")}, "tax": {"kind": "none"}})
    };
    let oman = market("om", "OM", "AED");
    let mut saudi_arabia = market("sa", "SA", "SAR");
    saudi_arabia["prices"] = json!({"from": "AED", "rate": "1.0211", "round": {"to": 10, "less": 1}});
    let mut kuwait = market("kw", "KW", "KWD");
    kuwait["prices"] = json!({"from": "AED", "rate": "0.001"});
    let mut document = setup::testing::document();
    document.markets.extend([oman, saudi_arabia, kuwait].map(|market| serde_json::from_value(market).unwrap()));
    Arc::new(Setup::check(&document).unwrap())
}

/// Returns a variant's price now, and the amount that it is compared with, by a walk through the prices in the order in
/// which they begin. The variant is one that [`seen_in`] a market has prices of dirhams alone.
fn price_now(variant: &VariantDocument) -> Option<(i64, Option<i64>)> {
    let now = jiff::Timestamp::from_millisecond(NOW).unwrap();
    let mut regular = variant.price.get(&IN_AED).map(|amount| amount.minor());
    let mut shown = regular.map(|minor| (minor, variant.compare_at.get(&IN_AED).map(|amount| amount.minor())));
    // From the first that began to the last.
    for sale in variant.scheduled_prices.iter().rev().filter(|sale| sale.to.is_none_or(|to| to > now)) {
        let minor = sale.amount.minor();
        let named = sale.compare_at.map(|amount| amount.minor());
        match sale.to {
            Some(_) => shown = Some((minor, named.or(regular))),
            None => (regular, shown) = (Some(minor), Some((minor, named))),
        }
    }
    let (minor, compared) = shown.filter(|(minor, _)| *minor > 0)?;
    Some((minor, compared.filter(|compared| *compared > minor)))
}

/// Returns the price of a variant that is sold.
pub(super) fn price_of(variant: &VariantDocument) -> (i64, Option<i64>) {
    price_now(variant).unwrap()
}

/// Returns a product as a market sells it now: the variants that it sells alone, with the market's prices in place of dirhams.
pub(super) fn seen_in(market: &str, of: &ProductDocument) -> ProductDocument {
    let code = MarketCode::new(market).unwrap();
    let is_sold = match &of.markets {
        None => true,
        Some(MarketsDocument::Only(markets)) => markets.contains(&code),
        Some(MarketsDocument::Not(markets)) => !markets.contains(&code),
    };
    let variants = of.variants.iter().map(|variant| in_market(market, variant));
    let variants = variants.filter(|variant| is_sold && price_now(variant).is_some()).collect();
    ProductDocument { variants, ..of.clone() }
}

/// Returns a variant with the prices of the list that counts in a market, as dirhams.
fn in_market(market: &str, variant: &VariantDocument) -> VariantDocument {
    let currency = if market == "sa" { "SAR" } else { "AED" };
    let lists = [market, currency, "AED"].map(prices);
    let has_prices = |list: &&PriceList| {
        variant.price.contains_key(list) || variant.scheduled_prices.iter().any(|price| price.currency == **list)
    };
    let list = *lists.iter().find(has_prices).unwrap_or(&lists[0]);
    let is_converted = list == IN_AED;
    let made = |minor: i64| match market {
        "sa" if is_converted => ((minor * 10_211 + 5_000) / 10_000 + 9) / 10 * 10 - 1,
        "kw" if is_converted => (minor + 50) / 100,
        _ => minor,
    };
    let amounts = |of: &BTreeMap<PriceList, Amount>| {
        of.get(&list).map(|amount| (IN_AED, Amount::stored(made(amount.minor())))).into_iter().collect()
    };
    let sale = |sale: &ScheduledPriceDocument| ScheduledPriceDocument {
        amount: Amount::stored(made(sale.amount.minor())),
        compare_at: sale.compare_at.map(|amount| Amount::stored(made(amount.minor()))),
        ..sale.clone()
    };
    VariantDocument {
        price: amounts(&variant.price),
        compare_at: amounts(&variant.compare_at),
        scheduled_prices: variant.scheduled_prices.iter().filter(|sale| sale.currency == list).map(sale).collect(),
        ..variant.clone()
    }
}
