//! Amounts, texts and markets of shops with other languages and currencies.

use super::*;
use crate::testing::plan;

/// A shop that sells in dirhams, yen and Kuwaiti dinars, with German texts that may be borrowed.
const SETUP: &str = r#"{ "format": "vitrine/1", "setup": { "name": "Shop",
    "languages": [{ "tag": "en" }, { "tag": "de", "fallback": "en" }],
    "markets": [
        { "code": "ae", "countries": ["AE"], "currency": "AED", "zone": "Asia/Dubai", "locales": { "en": "ae", "de": "de" },
          "tax": { "kind": "none" } },
        { "code": "jp", "countries": ["JP"], "currency": "JPY", "zone": "Asia/Tokyo", "locales": { "en": "jp" },
          "tax": { "kind": "none" } },
        { "code": "kw", "countries": ["KW"], "currency": "KWD", "zone": "Asia/Kuwait", "locales": { "en": "kw" },
          "tax": { "kind": "none" } }] },
    "categories": [{ "code": "vases", "slug": { "en": "vases" }, "name": { "en": "Vases" } }] }"#;

fn known() -> ExistingShop {
    ExistingShop::from(&plan("shop.json", SETUP.as_bytes(), &ExistingShop::default()).unwrap().document)
}

fn read_new(text: &str) -> Result<ProductDocument, Diagnostics> {
    Ok(plan("products.csv", text.as_bytes(), &known())?.document.products.remove(0))
}

/// Returns the table of a product with these prices in AED, JPY, KWD and the market `kw`.
fn priced(sign: char, prices: [&str; 4]) -> String {
    let header =
        ["code", "category", "slug_en", "name_en", "sku", "stock", "price_AED", "price_JPY", "price_KWD", "price_kw"];
    let row = ["vase", "vases", "vase", "Vase", "V", "1"].into_iter().chain(prices);
    let row: Vec<String> = row.map(|cell| format!("\"{cell}\"")).collect();
    format!("{}\n{}\n", header.join(&sign.to_string()), row.join(&sign.to_string()))
}

#[test]
fn amounts_have_the_decimals_of_their_currency_and_the_files_own_sign() {
    let cases = [
        (',', ["190.00", "2900", "14.500", "14.25"]),
        (',', ["190", "2900", "14.5", "14.250"]),
        (';', ["190,00", "2900", "14,500", "14,25"]),
        ('\t', ["190,0", " 2900 ", "14.5", "14,250"]),
    ];
    for (sign, prices) in cases {
        let product = read_new(&priced(sign, prices)).unwrap();

        let minor: Vec<(String, i64)> =
            product.variants[0].price.iter().map(|(list, amount)| (list.to_string(), amount.minor())).collect();
        let expected = [("AED", 19_000), ("JPY", 2_900), ("KWD", 14_500), ("kw", 14_250)];
        assert_eq!(minor.iter().map(|(list, minor)| (list.as_str(), *minor)).collect::<Vec<_>>(), expected, "{sign}");
    }
}

#[test]
fn amounts_of_another_form_are_refused_with_an_example() {
    let cases = [
        (
            ',',
            ["190.005", "", "", ""],
            "price_AED: write an amount in AED such as 190.50 (an amount in AED has at most 2 decimals), not \"190.005\"",
        ),
        (
            ',',
            ["", "2900.0", "", ""],
            "price_JPY: write an amount in JPY such as 19050 (an amount in JPY has no decimals), not \"2900.0\"",
        ),
        (',', ["", "", "14,500", ""], "price_KWD: write an amount in KWD such as 19.050"),
        (',', ["1,900.00", "", "", ""], "price_AED: write an amount in AED such as 190.50"),
        (
            ';',
            ["", "", "1.000", ""],
            "price_KWD: write decimals after a comma in a file with semicolons, and thousands without a sign, not \"1.000\"",
        ),
        (',', ["-1", "", "", ""], "price_AED: write an amount in AED"),
        (',', ["0", "", "", ""], "price_AED: write an amount in AED"),
    ];
    for (sign, prices, refusal) in cases {
        let told = read_new(&priced(sign, prices)).unwrap_err().to_string();
        assert!(told.contains(&format!("products.csv:2: column {refusal}")), "{told}");
    }
}

#[test]
fn every_part_of_a_product_comes_back_as_it_was_written() {
    let mut product = read_new(&priced(',', ["190.05", "2900", "0.001", "14.5"])).unwrap();
    let german = setup::testing::language("de");
    product.description.insert(setup::testing::language("en"), "Written".to_owned());
    product.description.insert(german, "Nur deutsch".to_owned());
    let kw = types::PriceList::from_code("kw").unwrap();
    product.variants[0].compare_at.insert(kw, catalog::Amount::new(15_001).unwrap());
    let ae = types::PriceList::from_code("ae").unwrap();
    product.variants[0].compare_at.insert(ae, catalog::Amount::new(20_001).unwrap());
    let codes = |codes: &[&str]| codes.iter().filter_map(|code| types::MarketCode::new(code)).collect();
    let markets = [
        None,
        Some(catalog::MarketsDocument::Only(codes(&["ae", "kw"]))),
        Some(catalog::MarketsDocument::Not(codes(&["jp"]))),
        Some(catalog::MarketsDocument::Only(Vec::new())),
    ];
    for markets in markets {
        product.markets = markets;

        let text = write_csv(&known().setup(), std::slice::from_ref(&product));

        assert_eq!(read_new(&text).unwrap(), product, "{text}");
        assert!(text.contains(",190.05,2900,0.001,"), "{text}");
    }
}

#[test]
fn markets_are_a_word_and_their_codes() {
    let table = |markets: &str| {
        priced(',', ["1", "", "", ""]).replacen("code,", "markets,code,", 1).replacen(
            "\"vase\"",
            &format!("\"{markets}\",\"vase\""),
            1,
        )
    };

    assert!(read_new(&table("only ae | kw")).is_ok());
    for (markets, refusal) in [
        ("ae|kw", "write the markets as \"only de|ch\" or \"not us\", not \"ae|kw\""),
        ("without kw", "write the markets as \"only de|ch\" or \"not us\", not \"without kw\""),
        ("only ae|fr", "the shop has no market \"fr\"; add it to \"markets\" of the setup, or leave it out"),
    ] {
        let told = read_new(&table(markets)).unwrap_err().to_string();
        assert_eq!(told, format!("products.csv:2: column markets: {refusal}"));
    }
}

#[test]
fn columns_of_unknown_languages_and_lists_are_refused() {
    let table = priced(',', ["1", "", "", ""]);

    let language = read_new(&table.replacen("name_en", "name_fr", 1)).unwrap_err().to_string();
    let list = read_new(&table.replacen("price_AED", "price_EUR", 1)).unwrap_err().to_string();

    assert!(language.contains("products.csv:1: column name_fr: \"fr\" is no language of this shop"), "{language}");
    assert!(language.contains("products.csv:1: column name_en: the column is missing"), "{language}");
    assert!(list.contains("products.csv:1: column price_EUR: no market has the price list \"EUR\""), "{list}");
}
