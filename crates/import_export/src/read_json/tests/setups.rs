//! The setup of a document, and the texts and prices that it asks for.

use super::*;
use crate::Losses;

/// A shop in German, with English texts where there are some, that sells in euros and in francs.
const SHOP_OF_TWO: &str = r#"{ "format": "vitrine/1",
"setup": { "name": "Lehmwerk",
"languages": [{ "tag": "de" }, { "tag": "en", "fallback": "de" }],
"markets": [
{ "code": "de", "countries": ["DE"], "currency": "EUR", "zone": "Europe/Berlin", "locales": { "de": "", "en": "en" },
"tax": { "kind": "vat", "rates": { "standard": "19" } } },
{ "code": "ch", "countries": ["CH"], "currency": "CHF", "zone": "Europe/Zurich", "locales": { "de": "ch" },
"tax": { "kind": "none" }, "prices": { "from": "EUR", "rate": "0.95" } }] },
"categories": [{ "code": "vases", "slug": { "de": "vasen" }, "name": { "de": "Vasen", "en": "Vases" } }],
"products": [{ "code": "vase", "category": "vases", "slug": { "de": "vase" }, "name": { "de": "Vase" },
"description": { "de": "Nur deutsch" },
"variants": [{ "sku": "V", "price": { "EUR": 2900, "ch": 3400 }, "stock": 1 }], "pictures": [] }] }"#;

fn read_new(text: &str) -> Result<ShopDocument, Diagnostics> {
    read_over("shop.json", text, &ExistingShop::default())
}

/// Returns the diagnostics of the shop of two markets with one text in it replaced.
fn refused(from: &str, to: &str) -> String {
    assert!(SHOP_OF_TWO.contains(from), "the document has no {from}");
    read_new(&SHOP_OF_TWO.replacen(from, to, 1)).expect_err(to).to_string()
}

#[test]
fn shop_without_a_setup_is_refused_with_one_sentence() {
    let message = "setup: the shop has no setup yet; import a document with \"setup\" first, or add it to this one";

    let json = read_new(SHOP).unwrap_err().to_string();
    let csv = read_over("shop.csv", "code,sku,price_AED\nvase,V,1\n", &ExistingShop::default()).unwrap_err();

    assert_eq!(json, format!("shop.json:1: {message}"));
    let sentence = csv.diagnostics().find(|diagnostic| diagnostic.field == "setup").unwrap();
    assert_eq!(sentence.to_string(), format!("shop.csv:1: {message}"));
    assert_eq!(csv.diagnostics().count(), 1, "{csv}");
}

#[test]
fn every_refusal_of_a_setup_has_its_line_and_field() {
    let cases = [
        ("\"Europe/Berlin\"", "\"Berlin\"", "shop.json:5: setup.markets[0].zone: \"Berlin\" is no time zone"),
        ("\"CHF\"", "\"SFR\"", "shop.json:7: setup.markets[1].currency: \"SFR\" is no currency"),
        ("\"fallback\": \"de\"", "\"fallback\": \"fr\"", "shop.json:3: setup.languages[1].fallback: fr is no language"),
        (
            "\"rate\": \"0.95\"",
            "\"rate\": \"0\"",
            "shop.json:8: setup.markets[1].prices.rate: a rate is greater than 0",
        ),
        ("\"Lehmwerk\"", "\" \"", "shop.json:2: setup.name: a shop has a name"),
    ];
    for (from, to, refusal) in cases {
        let told = refused(from, to);
        assert!(told.starts_with(refusal), "{told}");
        assert_eq!(told.lines().count(), 1, "nothing else is checked against a refused setup: {told}");
    }
}

#[test]
fn wrong_form_inside_a_setup_is_refused_with_line_and_field() {
    let cases = [
        (
            "\"zone\": \"Europe/Zurich\"",
            "\"zones\": 1",
            "shop.json:7: setup.markets[1].zones: \"zones\" is not known here",
        ),
        (
            "\"currency\": \"EUR\"",
            "\"currency\": 7",
            "shop.json:5: setup.markets[0].currency: this is an invalid type: integer",
        ),
        (
            "\"tag\": \"en\"",
            "\"tag\": \"English\"",
            "shop.json:3: setup.languages[1].tag: \"English\" is no language tag",
        ),
        ("\"name\": \"Lehmwerk\",", "\"nam\": \"Lehmwerk\",", "shop.json:2: setup.nam: \"nam\" is not known here"),
        ("\"kind\": \"none\"", "\"kind\": \"gst\"", "shop.json:8: setup.markets[1].tax"),
        (
            "\"tag\": \"de\"",
            "\"tag\": \"de\", \"tag\": \"fr\"",
            "shop.json:3: setup.languages[0].tag: this field is there twice",
        ),
        ("\"code\": \"ch\", ", "", "shop.json:8: setup.markets[1]: \"code\" is missing; add it"),
    ];
    for (from, to, refusal) in cases {
        let told = refused(from, to);
        assert!(told.contains(refusal), "{told}");
        assert!(!told.contains("no setup yet"), "{told}");
    }
    assert_eq!(
        read_new("{ \"format\": \"vitrine/1\",\n\"setup\": [] }").unwrap_err().to_string(),
        "shop.json:2: setup: write an object in { }"
    );
    let syntax = refused("\"currency\": \"CHF\",", "\"currency\": \"CHF\"");
    assert!(syntax.starts_with("shop.json:7: this is not JSON: column"), "{syntax}");
}

#[test]
fn texts_are_required_only_in_languages_without_a_fallback() {
    let document = read_new(SHOP_OF_TWO).unwrap();

    assert_eq!(document.products[0].name.get(language("en")), None);
    assert_eq!(
        refused("\"name\": { \"de\": \"Vasen\", \"en\"", "\"name\": { \"en\""),
        "shop.json:9: categories[0].name.de: the text in \"de\" is missing; write it"
    );
    assert_eq!(
        refused("\"name\": { \"de\": \"Vase\" }", "\"name\": { \"de\": \"Vase\", \"en\": \"a\\nb\" }"),
        "shop.json:10: products[0].name.en: the text in \"en\" holds a line break or a tab; write it in one line"
    );
}

#[test]
fn language_that_the_shop_does_not_have_is_refused_with_its_field() {
    assert_eq!(
        refused("\"name\": { \"de\": \"Vase\" }", "\"name\": { \"de\": \"Vase\", \"fr\": \"Vase\" }"),
        "shop.json:10: products[0].name.fr: \"fr\" is no language of this shop; add it to \"languages\" of the setup, or leave it out"
    );
    assert_eq!(
        refused("\"name\": { \"de\": \"Vase\" }", "\"name\": { \"de\": \"Vase\", \"French\": \"Vase\" }"),
        "shop.json:10: products[0].name.French: write a language tag such as \"de\" or \"pt-BR\", not \"French\""
    );
}

#[test]
fn price_list_is_a_currency_or_a_market_of_the_shop() {
    let price = "\"EUR\": 2900, \"ch\": 3400";

    assert!(read_new(&SHOP_OF_TWO.replacen(price, "\"CHF\": 3400", 1)).is_ok(), "a market is left without a price");
    for list in ["USD", "at"] {
        assert_eq!(
            refused(price, &format!("\"{list}\": 1")),
            format!(
                "shop.json:12: products[0].variants[0].price.{list}: no market has the price list \"{list}\"; write \"CHF\" or \"EUR\""
            )
        );
    }
    assert_eq!(
        refused(price, ""),
        "shop.json:12: products[0].variants[0].price: a variant has a price; write one in minor units, such as {\"EUR\": 2900}"
    );
    assert_eq!(
        refused(price, "\"euro!\": 1"),
        "shop.json:12: products[0].variants[0].price.euro!: write the code of a currency, such as \"EUR\", or of a market, such as \"de\", not \"euro!\""
    );
}

#[test]
fn markets_of_a_product_are_the_shops() {
    let with =
        |markets: &str| SHOP_OF_TWO.replacen("\"category\":", &format!("\"markets\": {markets},\n\"category\":"), 1);

    assert!(read_new(&with("{ \"only\": [\"ch\"] }")).is_ok());
    assert_eq!(
        read_new(&with("{ \"not\": [\"at\"] }")).unwrap_err().to_string(),
        "shop.json:10: products[0].markets.not[0]: the shop has no market \"at\"; add it to \"markets\" of the setup, or leave it out"
    );
}

#[test]
fn setup_of_a_file_replaces_the_shops_as_a_whole_and_holds_for_the_rest_of_the_file() {
    let known = ExistingShop::from(&read_new(SHOP_OF_TWO).unwrap());
    let alone = |setup: &str| format!("{{ \"format\": \"vitrine/1\", \"setup\": {setup} }}");
    let mut document = known.had.setup.clone().unwrap();
    document.languages[1].fallback = None;

    let same = plan("shop.json", SHOP_OF_TWO.as_bytes(), &known).unwrap();
    let changed = plan("shop.json", alone(&serde_json::to_string(&document).unwrap()).as_bytes(), &known).unwrap();
    let part = r#""products": [{ "code": "vase", "popularity": 1 }]"#;
    let both =
        format!("{{ \"format\": \"vitrine/1\", \"setup\": {}, {part} }}", serde_json::to_string(&document).unwrap());
    let refused = plan_with(&both, &known).unwrap_err();

    assert!(same.changes_nothing());
    assert!(!changed.changes_nothing());
    assert_eq!(changed.summary.to_string(), "the setup changed");
    assert!(refused.to_string().contains("products[0].name.en: the text in \"en\" is missing; write it"), "{refused}");
}

fn plan_with(text: &str, known: &ExistingShop) -> Result<crate::Plan, Diagnostics> {
    crate::testing::plan_with("shop.json", text.as_bytes(), known, Losses::Allowed)
}
