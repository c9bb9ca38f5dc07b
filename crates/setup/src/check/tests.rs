use serde_json::{Value, json};

use crate::{Setup, SetupDocument, testing};

/// Returns the errors of a setup in which the value at a JSON pointer is another.
fn errors_with(pointer: &str, value: Value) -> Vec<String> {
    let mut document = serde_json::to_value(testing::document()).unwrap();
    match (document.pointer_mut(pointer), pointer.strip_prefix('/')) {
        (Some(place), _) => *place = value,
        (None, Some(field)) => document[field] = value,
        (None, None) => panic!("{pointer}"),
    }
    errors_of(document)
}

fn errors_of(document: Value) -> Vec<String> {
    let document: SetupDocument = serde_json::from_value(document).unwrap();
    Setup::check(&document).err().into_iter().flatten().map(|error| error.to_string()).collect()
}

#[test]
fn every_rule_refuses_with_its_place() {
    let many = |count: usize| {
        Value::from((0..count).map(|day| format!("2026-{:02}-{:02}", day % 12 + 1, day % 28 + 1)).collect::<Vec<_>>())
    };
    let many_texts = |count: usize| Value::Object((0..count).map(|n| (format!("t{n}"), json!("a"))).collect());
    let cases: Vec<(&str, Value, &str)> = vec![
        ("/name", json!(" "), "name: a shop has a name"),
        ("/name", json!({"ar": "متجر"}), "name.en: the shop has no name in en"),
        ("/name", json!({"en": "", "ar": "a", "hi": "b"}), "name.en: a shop has a name"),
        ("/legal", json!({"name": "", "country": "AE"}), "legal.name: a company has a name"),
        ("/legal", json!({"name": "A", "country": "XX"}), "legal.country: \"XX\" is no country"),
        ("/stock", json!({"few": 0}), "stock.few: write a number from 1 to 100: pages say how many units are left"),
        ("/stock", json!({"few": 101}), "stock.few: write a number from 1 to 100: pages say how many units are left"),
        ("/languages", json!([]), "languages: a shop has a language"),
        ("/languages/1/tag", json!("en"), "languages[1].tag: en is in the list already"),
        ("/languages/1/tag", json!("tlh"), "languages[1]: the name of tlh is not known"),
        ("/languages/0/fallback", json!("ar"), "languages[0].fallback: the primary language"),
        ("/languages/1/fallback", json!("fr"), "languages[1].fallback: fr is no language of this shop"),
        ("/languages/1/fallback", json!("ar"), "languages[1].fallback: the fallbacks go round in a circle"),
        ("/languages/1/name", json!("x".repeat(1001)), "languages[1].name: a name has 1 to 200 characters in one line"),
        ("/languages/1/texts", json!({"a": "x".repeat(2001)}), "languages[1].texts.a: a text has at most 2000 bytes"),
        ("/languages/1/texts", many_texts(1001), "languages[1].texts: a language has at most 1000 texts"),
        ("/contact", json!({"email": "a\nb"}), "contact.email: this is one line"),
        ("/contact", json!({"phone": "1".repeat(1001)}), "contact.phone: this is one line"),
        ("/legal", json!({"name": "A", "country": "AE", "vat": "x".repeat(1001)}), "legal.vat: this is one line"),
        ("/legal", json!({"name": "A", "country": "AE", "register": "\t"}), "legal.register: this is one line"),
        ("/legal", json!({"name": "A", "country": "AE", "address": ["a\nb"]}), "legal.address[0]: this is one line"),
        (
            "/legal",
            json!({"name": "A", "country": "AE", "address": vec!["a"; 11]}),
            "legal.address: an address has at most",
        ),
        ("/markets/0/name", json!({"en": "a\nb"}), "markets[0].name.en: a name has 1 to 200 characters in one line"),
        (
            "/markets/0/tax/rates",
            Value::Object((0..51).map(|class| (format!("standard{class}"), json!("5"))).collect()),
            "markets[0].tax.rates: a market has at most 50 rates",
        ),
        ("/markets", json!([]), "markets: a shop has a market that is open"),
        ("/markets/1/code", json!("ae"), "markets[1].code: there are two markets ae"),
        ("/markets/0/countries", json!([]), "markets[0].countries: a market has a country"),
        ("/markets/0/countries/0", json!("UAE"), "markets[0].countries[0]: \"UAE\" is no country"),
        ("/markets/1/countries/0", json!("AE"), "markets[1].countries[0]: AE is in the market ae already"),
        ("/markets/0/currency", json!("DHS"), "markets[0].currency: \"DHS\" is no currency"),
        ("/markets/0/zone", json!("Dubai"), "markets[0].zone: \"Dubai\" is no time zone"),
        ("/markets/0/locales", json!({}), "markets[0].locales: a market has a language"),
        ("/markets/0/locales", json!({"fr": "fr-ae"}), "markets[0].locales.fr: fr is no language of this shop"),
        ("/markets/0/locales/en", json!("EN"), "markets[0].locales.en: \"EN\" can't begin a URL"),
        ("/markets/0/locales/en", json!("img"), "markets[0].locales.en: addresses that begin with \"img\""),
        ("/markets/0/locales/en", json!("ar-ae"), "markets[0].locales.en: another locale has the prefix \"ar-ae\""),
        (
            "/markets/0/locales",
            json!({"en": "", "ar": ""}),
            "markets[0].locales.en: another locale has the empty prefix",
        ),
        ("/markets/0/format", json!({"ar": "arabic!"}), "markets[0].format.ar: \"arabic!\" is no BCP 47 tag"),
        (
            "/markets/0/tax/rates",
            json!({"reduced": "5"}),
            "markets[0].tax.rates: value-added tax has a rate \"standard\"",
        ),
        ("/markets/0/tax/rates/standard", json!("five"), "markets[0].tax.rates.standard: \"five\" is no percentage"),
        ("/markets/0/prices", json!({"from": "XXX", "rate": "1"}), "markets[0].prices.from: \"XXX\" is no currency"),
        (
            "/markets/0/prices",
            json!({"from": "USD", "rate": "1", "adjust": "-100.0"}),
            "markets[0].prices.adjust: nothing would be left of prices",
        ),
        (
            "/markets/0/prices",
            json!({"from": "AED", "rate": "1"}),
            "markets[0].prices.from: prices are converted from another",
        ),
        ("/markets/0/prices", json!({"from": "USD", "rate": "0"}), "markets[0].prices.rate: a rate is greater than 0"),
        (
            "/markets/0/prices",
            json!({"from": "USD", "rate": "3,67"}),
            "markets[0].prices.rate: this is no decimal number",
        ),
        (
            "/markets/0/prices",
            json!({"from": "USD", "rate": "3.67", "round": {"to": 100, "less": 100}}),
            "markets[0].prices.round: \"to\" is a step",
        ),
        ("/markets/0/delivery/leaves/days", json!([]), "markets[0].delivery.leaves: orders leave on a day"),
        ("/markets/0/delivery/leaves/until", json!("2pm"), "markets[0].delivery.leaves: \"2pm\" is no time of day"),
        ("/markets/0/delivery/takes", json!([3, 2]), "markets[0].delivery.takes: \"takes\" is the fewest"),
        ("/markets/0/delivery/off", many(1001), "markets[0].delivery.off: at most 1000 dates"),
        ("/markets/0/returns_days", json!(0), "markets[0].returns_days: returns are free for 1 to 3650 days"),
    ];
    for (pointer, value, expected) in cases {
        let mut document = serde_json::to_value(testing::document()).unwrap();
        // A field that the fixture leaves out is added.
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        if let Some(object) = document.pointer_mut(parent).and_then(Value::as_object_mut) {
            object.insert(field.to_owned(), value);
        } else {
            *document.pointer_mut(pointer).unwrap() = value;
        }
        let errors = errors_of(document);
        assert!(errors.iter().any(|error| error.starts_with(expected)), "{pointer}: {expected}, but {errors:#?}");
    }
}

#[test]
fn a_setup_is_refused_with_everything_that_is_wrong() {
    let mut document = serde_json::to_value(testing::document()).unwrap();
    document["markets"][0]["zone"] = json!("Mars/Olympus");
    document["markets"][1]["currency"] = json!("XXX");

    assert_eq!(errors_of(document).len(), 2);
}

#[test]
fn too_many_markets_and_languages_are_refused() {
    let market = |n: usize| {
        json!({"code": format!("m{n}"), "name": {"en": "M"}, "countries": ["AE"], "currency": "AED", "zone": "UTC",
            "locales": {"en": format!("m{n}")}, "tax": {"kind": "none"}})
    };
    let markets = errors_with("/markets", (0..51).map(market).collect());
    assert!(markets.iter().any(|error| error.contains("at most 50 markets")), "{markets:?}");
    let language = |n: u8| json!({"tag": format!("x{}", char::from(b'a' + n)), "name": "X"});
    let languages = errors_with("/languages", (0..21).map(language).collect());
    assert!(languages.iter().any(|error| error.contains("at most 20 languages")), "{languages:?}");
}

#[test]
fn a_locale_has_the_facts_of_its_market_and_language() {
    let locale = testing::locale("ar-ae");
    let facts = locale.facts();
    assert_eq!((locale.bcp47(), facts.direction.as_str(), facts.language_name.as_str()), ("ar-AE", "rtl", "العربية"));
    assert_eq!((facts.hreflangs.as_slice(), locale.market().currency().code()), (&["ar-AE".to_owned()][..], "AED"));
    assert_eq!(locale, testing::locale("ar-ae"));
    assert_ne!(locale, testing::locale("en-ae"));
}

#[test]
fn a_tag_for_search_engines_belongs_to_one_locale() {
    let market = |code: &str, country: &str| {
        json!({"code": code, "countries": [country], "currency": "EUR", "zone": "UTC",
            "locales": {"pt-BR": code, "en": format!("en-{code}")}, "tax": {"kind": "none"}})
    };
    let document = json!({"name": "Loja", "languages": [{"tag": "pt-BR"}, {"tag": "en"}],
        "markets": [market("br", "BR"), market("pt", "PT")]});

    let setup = Setup::check(&serde_json::from_value(document).unwrap()).unwrap();

    let tags: Vec<_> = setup.locales().iter().map(|locale| locale.facts().hreflangs.join(" ")).collect();
    assert_eq!(tags, ["pt-BR", "en-BR", "", "en-PT"]);
}

#[test]
fn the_visitors_order_decides_the_locale() {
    let cases = [
        ("", "en-ae"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "hi-in"),
        ("en;q=0.3, ar;q=0.8", "ar-ae"),
        ("en-US", "en-us"),
        ("en-GB,en;q=0.9", "en-ae"),
        ("fr,de;q=0.5", "en-ae"),
        ("hi;q=0, en-in", "en-in"),
        ("hi;q=bogus", "en-ae"),
        ("en ; q=0.5, hi; q=0.9", "hi-in"),
        ("*", "en-ae"),
    ];
    for (header, prefix) in cases {
        assert_eq!(testing::setup().negotiate(header).prefix(), prefix, "{header}");
    }
}

#[test]
fn a_script_that_a_range_implies_is_found() {
    let document = json!({
        "name": "茶", "languages": [{"tag": "en"}, {"tag": "zh-Hans"}, {"tag": "zh-Hant"}, {"tag": "pt-BR"}],
        "markets": [{"code": "hk", "name": {"en": "Hong Kong", "zh-Hans": "香港", "zh-Hant": "香港", "pt-BR": "Hong Kong"},
            "countries": ["HK", "TW"], "currency": "HKD", "zone": "Asia/Hong_Kong",
            "locales": {"en": "", "zh-Hans": "sc", "zh-Hant": "tc", "pt-BR": "br"}, "tax": {"kind": "none"}}],
    });
    let setup = Setup::check(&serde_json::from_value(document).unwrap()).unwrap();
    for (header, prefix) in [("zh-TW", "tc"), ("zh-CN", "sc"), ("zh", "sc"), ("pt-PT", "br"), ("en-TW", ""), ("ko", "")]
    {
        assert_eq!(setup.negotiate(header).prefix(), prefix, "{header}");
    }
}
