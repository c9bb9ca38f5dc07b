use std::collections::{BTreeMap, BTreeSet};

use types::{InterfaceTexts, Language, Locale, LocaleFacts, Market};

use super::{Found, at};
use crate::{LanguageDocument, MarketDocument, SetupDocument, language_names::own_name};

/// The first segments of URLs that are not shop pages. No locale may have one of them as its prefix.
pub const RESERVED_PREFIXES: &[&str] = &[
    "account",
    "actions",
    "admin",
    "api",
    "assets",
    "c",
    "cart",
    "checkout",
    "collections",
    "countries",
    "csp-reports",
    "discount",
    "favicon",
    "fonts",
    "healthz",
    "img",
    "metrics",
    "order",
    "orders",
    "p",
    "pages",
    "payments",
    "products",
    "readyz",
    "search",
    "sitemaps",
    "static",
    "stories",
    "studio",
    "well-known",
];

/// The most countries of a market that get an `hreflang` each. A market with more gets one for its language alone.
const MOST_HREFLANGS: usize = 8;
/// The most bytes of a tag for formats.
const LONGEST_FORMAT: usize = 100;
/// The most bytes of a prefix.
pub const LONGEST_PREFIX: usize = 32;

/// Checks the locales of every market.
pub(super) fn check(document: &SetupDocument, found: &mut Found) {
    let mut prefixes = BTreeMap::new();
    for (index, market) in document.markets.iter().enumerate() {
        check_languages(document, index, market, found);
        for (language, prefix) in &market.locales {
            check_prefix(index, *language, prefix, &mut prefixes, found);
        }
        for (language, format) in &market.format {
            let is_tag = format.len() <= LONGEST_FORMAT && format.parse::<icu_locale::Locale>().is_ok();
            found.require(is_tag, at!["markets", index, "format", language.code()], || {
                format!("{format:?} is no BCP 47 tag; write one such as \"ar-SA-u-nu-latn\"")
            });
        }
    }
}

/// Returns the locales of the open markets of a checked document, which has a document for each market: market by market, in the
/// order of the languages.
pub(super) fn locales(document: &SetupDocument, markets: &[Market]) -> Vec<Locale> {
    let mut claimed = BTreeSet::new();
    let mut locales = Vec::new();
    for (market, handle) in document.markets.iter().zip(markets).filter(|(market, _)| market.open) {
        for language in &document.languages {
            if let Some(prefix) = market.locales.get(&language.tag) {
                let hreflangs = hreflangs(language.tag, *handle, &mut claimed);
                let is_default = locales.is_empty();
                let facts = facts(document, market, language, *handle);
                locales.push(Locale::new(LocaleFacts { prefix: prefix.clone(), hreflangs, is_default, ..facts }));
            }
        }
    }
    locales
}

fn check_languages(document: &SetupDocument, index: usize, market: &MarketDocument, found: &mut Found) {
    found.require(!market.locales.is_empty(), at!["markets", index, "locales"], || {
        "a market has a language; write the first segment of its URLs: {\"en\": \"en-us\"}".to_owned()
    });
    for (field, languages) in [("locales", market.locales.keys()), ("format", market.format.keys())] {
        for language in languages {
            let is_known = document.languages.iter().any(|known| known.tag == *language);
            found.require(is_known, at!["markets", index, field, language.code()], || {
                format!("{language} is no language of this shop; add it to \"languages\"")
            });
        }
    }
}

fn check_prefix<'a>(
    index: usize,
    language: Language,
    prefix: &'a str,
    prefixes: &mut BTreeMap<&'a str, usize>,
    found: &mut Found,
) {
    let at = at!["markets", index, "locales", language.code()];
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let is_well_formed = prefix.len() <= LONGEST_PREFIX && prefix.bytes().all(is_plain);
    found.require(is_well_formed, at.clone(), || {
        format!("{prefix:?} can't begin a URL; write up to {LONGEST_PREFIX} lower-case letters, digits and hyphens, or nothing")
    });
    found.require(!RESERVED_PREFIXES.contains(&prefix), at.clone(), || {
        format!("addresses that begin with {prefix:?} are the shop's own; choose another prefix, such as \"{language}-{prefix}\"")
    });
    if prefixes.insert(prefix, index).is_some() {
        found.add(
            at,
            match prefix {
                "" => "another locale has the empty prefix already; give this one a prefix".to_owned(),
                prefix => format!("another locale has the prefix {prefix:?} already; choose another"),
            },
        );
    }
}

/// Returns the facts of a locale, but for its addresses.
fn facts(
    document: &SetupDocument,
    market: &MarketDocument,
    language: &LanguageDocument,
    handle: Market,
) -> LocaleFacts {
    let home = handle.home_country().map(|country| country.code().to_owned()).unwrap_or_default();
    let bcp47 = with_country(language.tag.code(), &home);
    let chain = document.chain_of(language.tag);
    let name = document.shop_name_in(&chain);
    let known_name = || own_name(language.tag).map(str::to_owned);
    LocaleFacts {
        prefix: String::new(),
        language: language.tag,
        language_name: language.name.clone().or_else(known_name).unwrap_or_default(),
        direction: formats::direction(language.tag.code()),
        languages: chain,
        market: handle,
        hreflangs: Vec::new(),
        format: market.format.get(&language.tag).cloned().unwrap_or_else(|| bcp47.clone()),
        bcp47,
        is_default: false,
        shop_name: name.map(|(_, name)| name.to_owned()).unwrap_or_default(),
        shop_name_language: name.map_or(language.tag, |(language, _)| language),
        texts: InterfaceTexts::new(language.texts.clone()),
    }
}

/// Returns the tag with a country, unless the tag names one already.
fn with_country(tag: &str, country: &str) -> String {
    let has_region = tag.split('-').skip(1).any(|subtag| subtag.len() < 4);
    if has_region || country.is_empty() { tag.to_owned() } else { format!("{tag}-{country}") }
}

/// Returns the tag without the number of an area: `es` of `es-419`. Search engines know only countries.
fn without_area(tag: &str) -> &str {
    let is_area = |subtag: &str| subtag.starts_with(|first: char| first.is_ascii_digit());
    tag.rsplit_once('-').filter(|(_, last)| is_area(last)).map_or(tag, |(rest, _)| rest)
}

/// Returns the tags by which search engines know a locale. A tag belongs to one locale, the first that claims it: `pt-BR` in
/// two markets would lead to two pages.
fn hreflangs(language: Language, market: Market, claimed: &mut BTreeSet<String>) -> Vec<String> {
    let countries = &market.facts().countries;
    let tag = without_area(language.code());
    let tags: Vec<String> = if countries.len() > MOST_HREFLANGS {
        vec![tag.to_owned()]
    } else {
        countries.iter().map(|country| with_country(tag, country.code())).collect()
    };
    tags.into_iter().filter(|tag| claimed.insert(tag.clone())).collect()
}
