//! Locales for the tests of crates that know no setup: English and Arabic in the United Arab Emirates, English and Hindi in
//! India, and English in the United States.

use std::collections::BTreeMap;

use crate::{
    Country, Currency, Decimals, Direction, InterfaceTexts, Language, Locale, LocaleFacts, Market, MarketCode,
    MarketFacts, TaxRule, Translated, Units,
};

/// Returns the locale with this prefix, such as `en-ae`.
///
/// # Panics
///
/// If the prefix is not a language and a country of the tests.
pub fn locale(prefix: &str) -> Locale {
    let (tag, code) = prefix.split_once('-').expect("the prefix of a test's locale has a language and a country");
    let language = Language::from_code(tag).expect("the prefix begins with a language");
    let bcp47 = format!("{tag}-{}", code.to_uppercase());
    Locale::new(LocaleFacts {
        prefix: prefix.to_owned(),
        language,
        language_name: tag.to_owned(),
        direction: if tag == "ar" { Direction::RightToLeft } else { Direction::LeftToRight },
        languages: vec![language],
        market: market(code),
        hreflangs: vec![bcp47.clone()],
        format: bcp47.clone(),
        bcp47,
        is_default: prefix == "en-ae",
        shop_name: "Vitrine".to_owned(),
        shop_name_language: language,
        texts: InterfaceTexts::new(BTreeMap::new()),
    })
}

/// Returns the market with this code: `ae`, `in` or `us`.
///
/// # Panics
///
/// If the tests have no such market.
pub fn market(code: &str) -> Market {
    let (currency, time_zone, units) = match code {
        "ae" => ("AED", "Asia/Dubai", Units::Metric),
        "in" => ("INR", "Asia/Kolkata", Units::Metric),
        "us" => ("USD", "America/New_York", Units::Us),
        _ => panic!("the tests have no market {code}"),
    };
    Market::new(MarketFacts {
        code: MarketCode::new(code).expect("this is a market code"),
        name: Translated::default(),
        countries: Country::from_code(&code.to_uppercase()).into_iter().collect(),
        currency: Currency::from_code(currency).expect("this is a currency"),
        time_zone: time_zone.to_owned(),
        tax: TaxRule::None,
        conversion: None,
        delivery: None,
        returns_days: None,
        units,
        decimals: Decimals::UnlessWhole,
        is_open: true,
    })
}
