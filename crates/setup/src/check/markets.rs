use std::collections::BTreeMap;

use jiff::civil::{Time, Weekday};
use types::{
    Conversion, Country, Currency, DecimalNumber, Decimals, DeliveryTimes, Language, MarketFacts, Rounding, TaxRule,
    Translated, Units,
};

use super::{Found, PathStep, at, check_optional_name};
use crate::{
    ConversionDocument, DayDocument, DecimalsDocument, DeliveryDocument, MarketDocument, SetupDocument, TaxDocument,
    UnitsDocument,
};

/// The most rates of value-added tax in a market.
const MOST_RATES: usize = 50;

/// Checks every market. Returns `None` in the place of one that is wrong.
pub(super) fn check(document: &SetupDocument, found: &mut Found) -> Vec<Option<MarketFacts>> {
    let markets = &document.markets;
    found.require(markets.iter().any(|market| market.open), at!["markets"], || {
        "a shop has a market that is open; write one with its countries, currency, zone, locales and tax".to_owned()
    });
    let mut owners = BTreeMap::new();
    for (index, market) in markets.iter().enumerate() {
        let is_first = markets[..index].iter().all(|other| other.code != market.code);
        found.require(is_first, at!["markets", index, "code"], || {
            format!("there are two markets {}; give each a code of its own", market.code)
        });
        check_countries(index, market, &mut owners, found);
    }
    markets.iter().enumerate().map(|(index, market)| checked(document, index, market, found)).collect()
}

fn check_countries<'a>(
    index: usize,
    market: &'a MarketDocument,
    owners: &mut BTreeMap<&'a str, &'a MarketDocument>,
    found: &mut Found,
) {
    found.require(!market.countries.is_empty(), at!["markets", index, "countries"], || {
        "a market has a country; write ISO 3166-1 codes such as \"DE\"".to_owned()
    });
    for (place, country) in market.countries.iter().enumerate() {
        let at = at!["markets", index, "countries", place];
        found.require(Country::from_code(country).is_some(), at.clone(), || unknown_country(country));
        if let Some(other) = owners.insert(country, market) {
            found.add(at, format!("{country} is in the market {} already; a country is in one market", other.code));
        }
    }
}

pub(super) fn unknown_country(code: &str) -> String {
    format!("{code:?} is no country; write an ISO 3166-1 code of two capital letters, such as \"DE\"")
}

fn checked(document: &SetupDocument, index: usize, market: &MarketDocument, found: &mut Found) -> Option<MarketFacts> {
    let field = |name: &str| at!["markets", index, name];
    let countries = market.countries.iter().filter_map(|code| Country::from_code(code)).collect::<Vec<_>>();
    let currency = currency(&market.currency, field("currency"), found);
    let has_zone = jiff::tz::TimeZone::get(&market.zone).is_ok();
    found.require(has_zone, field("zone"), || {
        format!("{:?} is no time zone; write an IANA name such as \"Europe/Berlin\"", market.zone)
    });
    for (language, name) in market.name.iter().flat_map(Translated::iter) {
        check_optional_name(Some(name), at!["markets", index, "name", language.code()], found);
    }
    check_tax(index, &market.tax, found);
    let conversion = market.prices.as_ref().map(|prices| conversion(index, market, prices, found));
    let delivery = market.delivery.as_ref().map(|delivery| delivery_times(index, delivery, found));
    found.require(market.returns_days.is_none_or(|days| (1..=3650).contains(&days)), field("returns_days"), || {
        "returns are free for 1 to 3650 days; leave \"returns_days\" out if they are not".to_owned()
    });
    Some(MarketFacts {
        code: market.code,
        name: name(document, market),
        countries,
        currency: currency?,
        time_zone: Some(market.zone.clone()).filter(|_| has_zone)?,
        tax: tax_rule(&market.tax),
        conversion: conversion.map_or(Some(None), |rule| rule.map(Some))?,
        delivery: delivery.map_or(Some(None), |times| times.map(Some))?,
        returns_days: market.returns_days,
        units: match market.units {
            UnitsDocument::Metric => Units::Metric,
            UnitsDocument::Us => Units::Us,
        },
        decimals: match market.decimals {
            DecimalsDocument::UnlessWhole => Decimals::UnlessWhole,
            DecimalsDocument::Always => Decimals::Always,
        },
        is_open: market.open,
    })
}

fn currency(code: &str, at: Vec<PathStep>, found: &mut Found) -> Option<Currency> {
    let currency = Currency::from_code(code);
    found.require(currency.is_some(), at, || {
        format!("{code:?} is no currency; write an ISO 4217 code of three capital letters, such as \"EUR\"")
    });
    currency
}

/// Returns the market's name in each of its languages: the given one, or that of its first country.
fn name(document: &SetupDocument, market: &MarketDocument) -> Translated {
    let home = market.countries.first().and_then(|code| Country::from_code(code));
    let name = |language: &Language| {
        let chain = document.chain_of(*language);
        let given = market.name.as_ref().and_then(|name| name.first_of(&chain)).map(|(_, name)| name.clone());
        let known = || Some(formats::country_name(language.code(), home?).to_owned());
        Some((*language, given.or_else(known)?))
    };
    market.locales.keys().filter_map(name).collect()
}

fn check_tax(index: usize, tax: &TaxDocument, found: &mut Found) {
    let TaxDocument::Vat { rates, .. } = tax else { return };
    found.require(rates.contains_key("standard"), at!["markets", index, "tax", "rates"], || {
        "value-added tax has a rate \"standard\", which is shown beside prices".to_owned()
    });
    found.require(rates.len() <= MOST_RATES, at!["markets", index, "tax", "rates"], || {
        format!("a market has at most {MOST_RATES} rates")
    });
    for (class, rate) in rates.iter().take(MOST_RATES) {
        let is_percent =
            rate.parse::<DecimalNumber>().is_ok() && rate.parse().is_ok_and(|rate: f64| (0.0..=100.0).contains(&rate));
        found.require(is_percent, at!["markets", index, "tax", "rates", class.as_str()], || {
            format!("{rate:?} is no percentage from 0 to 100; write a decimal number such as \"19\" or \"5.5\"")
        });
    }
}

fn tax_rule(tax: &TaxDocument) -> TaxRule {
    match tax {
        TaxDocument::None {} => TaxRule::None,
        TaxDocument::Vat { included, rates } => TaxRule::Vat { included: *included, rates: rates.clone() },
        TaxDocument::GstIndia {} => TaxRule::GstIndia,
        TaxDocument::SalesTaxUs {} => TaxRule::SalesTaxUs,
    }
}

fn conversion(
    index: usize,
    market: &MarketDocument,
    document: &ConversionDocument,
    found: &mut Found,
) -> Option<Conversion> {
    let field = |name: &str| at!["markets", index, "prices", name];
    let from = currency(&document.from, field("from"), found);
    found.require(document.from != market.currency, field("from"), || {
        "prices are converted from another currency than the market's; leave \"prices\" out".to_owned()
    });
    let rate = found.value(document.rate.parse::<DecimalNumber>(), field("rate"));
    found.require(rate.is_none_or(DecimalNumber::is_positive), field("rate"), || "a rate is greater than 0".to_owned());
    let adjust = document.adjust.as_deref().map_or(Ok(DecimalNumber::ZERO), str::parse);
    let adjust = found.value(adjust, field("adjust"));
    found.require(adjust.is_none_or(DecimalNumber::leaves_something), field("adjust"), || {
        "nothing would be left of prices; write a percentage above -100, such as \"-10\"".to_owned()
    });
    let round = document.round.map_or(Rounding { to: 1, less: 0 }, |round| Rounding { to: round.to, less: round.less });
    let is_step = (1..=1_000_000_000).contains(&round.to) && (0..round.to).contains(&round.less);
    found.require(is_step, field("round"), || {
        "\"to\" is a step of 1 to 1000000000 minor units, and \"less\" is less than \"to\"".to_owned()
    });
    Some(Conversion { from: from?, rate: rate?, adjust: adjust?, round })
}

fn delivery_times(index: usize, document: &DeliveryDocument, found: &mut Found) -> Option<DeliveryTimes> {
    let field = |name: &str| at!["markets", index, "delivery", name];
    found.require(!document.leaves.days.is_empty(), field("leaves"), || {
        "orders leave on a day of the week; write days such as [\"mon\", \"tue\"]".to_owned()
    });
    let time = Time::strptime("%H:%M", &document.leaves.until);
    let time = time.map_err(|_| format!("{:?} is no time of day; write one such as \"14:00\"", document.leaves.until));
    let last_order = found.value(time, field("leaves"));
    let [least_days, most_days] = document.takes;
    found.require(least_days <= most_days && most_days <= 365, field("takes"), || {
        "\"takes\" is the fewest and the most working days on the way, up to 365: [2, 4]".to_owned()
    });
    let mut days_off = document.off.clone();
    days_off.sort();
    found.require(days_off.len() <= 1000, field("off"), || "at most 1000 dates are off".to_owned());
    let working_days = document.leaves.days.iter().map(|day| weekday(*day)).collect();
    Some(DeliveryTimes { working_days, last_order: last_order?, least_days, most_days, days_off })
}

const fn weekday(day: DayDocument) -> Weekday {
    match day {
        DayDocument::Mon => Weekday::Monday,
        DayDocument::Tue => Weekday::Tuesday,
        DayDocument::Wed => Weekday::Wednesday,
        DayDocument::Thu => Weekday::Thursday,
        DayDocument::Fri => Weekday::Friday,
        DayDocument::Sat => Weekday::Saturday,
        DayDocument::Sun => Weekday::Sunday,
    }
}
