//! Numbers and codes of single fields.

use formats::country_name;
use serde_json::{Map, Value, json};
use setup::Setup;
use types::{Country, Market};

/// Returns the market that a file calls by its code, its name in any language, or a country of it.
pub(crate) fn market_called(setup: &Setup, name: &str) -> Option<Market> {
    let is_name = |market: &&Market| {
        let facts = market.facts();
        let mut names = facts.name.iter().map(|(_, name)| name.as_str());
        is_same(facts.code.as_str(), name)
            || names.any(|known| is_same(known, name))
            || facts.countries.iter().any(|country| is_country(setup, *country, name))
    };
    setup.markets().iter().find(is_name).copied()
}

/// Returns the country with this code, or this name in English or a language of the shop.
pub(crate) fn country_called(setup: &Setup, name: &str) -> Option<Country> {
    Country::from_code(&name.to_uppercase()).or_else(|| Country::all().find(|of| is_country(setup, *of, name)))
}

/// Returns whether a country has this code, or this name in English or a language of the shop.
fn is_country(setup: &Setup, country: Country, name: &str) -> bool {
    let mut tags = std::iter::once("en").chain(setup.languages().iter().map(|of| of.language.code()));
    is_same(country.code(), name) || tags.any(|tag| is_same(country_name(tag, country), name))
}

/// Returns the four, six or eight digits of a Harmonised System code.
pub(crate) fn hsn(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
    (matches!(digits.len(), 4 | 6 | 8) && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

/// Adds lengths in millimetres, if one is known.
pub(crate) fn add_dimensions(fields: &mut Map<String, Value>, [length, width, height]: [Option<u32>; 3]) {
    if length.or(width).or(height).is_some() {
        let of = Option::unwrap_or_default;
        fields.insert(
            "dimensions_mm".to_owned(),
            json!({ "length": of(length), "width": of(width), "height": of(height) }),
        );
    }
}

/// Returns whether two names are the same in any case.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    in_small_letters(one) == in_small_letters(other)
}

/// Returns a name as it is compared with others: without spaces at its ends, in small letters.
pub(crate) fn in_small_letters(name: &str) -> String {
    name.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn market_is_found_by_a_country_in_any_language_of_the_shop() {
        let document = json!({
            "name": "Lehmwerk",
            "languages": [{"tag": "de"}],
            "markets": [{"code": "dach", "countries": ["DE", "AT"], "currency": "EUR", "zone": "Europe/Berlin",
                "locales": {"de": ""}, "tax": {"kind": "none"}}],
        });
        let setup = Setup::check(&serde_json::from_value(document).unwrap()).unwrap();

        for name in ["dach", "DE", "austria", "Österreich", "deutschland"] {
            assert!(market_called(&setup, name).is_some(), "{name}");
        }
        assert!(market_called(&setup, "Schweiz").is_none());
    }
}
