//! `vitrine new` writes a shop that the import takes as it is.

use std::fs;

use serde_json::Value;

use crate::harness::{Program, visit};

const LANGUAGES: [&str; 8] = ["de", "en", "ja", "ar", "hi", "fr", "es", "it"];
/// Currencies with a country, a time zone, a tax, and the price of the first example in minor units.
const CURRENCIES: [[&str; 5]; 5] = [
    ["JPY", "JP", "Asia/Tokyo", "10", "1800"],
    ["KWD", "KW", "Asia/Kuwait", "none", "18000"],
    ["EUR", "DE", "Europe/Berlin", "19", "1800"],
    ["USD", "US", "America/New_York", "sales-tax", "1800"],
    ["INR", "IN", "Asia/Kolkata", "gst", "1800"],
];

fn arguments<'a>(folder: &'a str, language: &'a str, currency: [&'a str; 5]) -> Vec<&'a str> {
    let [currency, country, zone, tax, _] = currency;
    let options = ["--country", country, "--language", language, "--currency", currency, "--tax", tax, "--zone", zone];
    [["new", folder].as_slice(), &options].concat()
}

#[test]
fn new_shop_passes_the_import_in_every_language_and_currency() {
    let program = Program::new();
    program.success(&["migrate"]);

    for language in LANGUAGES {
        for currency in CURRENCIES {
            let folder = format!("{language}-{}", currency[0]);
            program.success(&arguments(&folder, language, currency));
            let planned = program.success(&["import", "--dry-run", &folder]);

            assert!(
                planned.starts_with("Would import: the setup, 4 pictures, 1 category, 3 products"),
                "{folder}: {planned}"
            );
            let document = fs::read(program.path(&folder).join("shop.json")).unwrap();
            let document: Value = serde_json::from_slice(&document).unwrap();
            let price = &document["products"][0]["variants"][0]["price"][currency[0]];
            assert_eq!(price.to_string(), currency[4], "{folder}");
        }
    }
}

#[tokio::test]
async fn new_shop_is_served_in_its_languages() {
    let program = Program::new();
    let mut arguments = arguments("lehmwerk", "de", CURRENCIES[2]);
    arguments.extend(["--language", "en", "--theme", "atelier", "--name", "Lehmwerk Berlin"]);

    let said = program.success(&arguments);
    program.success(&["import", "lehmwerk"]);
    let serving = program.serve("");

    assert!(said.contains("cd lehmwerk") && said.contains("vitrine import shop.json && vitrine serve"), "{said}");
    let settings = fs::read_to_string(program.path("lehmwerk/vitrine.toml")).unwrap();
    assert!(settings.contains(&format!("assets = \"{}\"", program.path("dist").canonicalize().unwrap().display())));
    for (address, text) in
        [("/", "Wir haben geöffnet"), ("/p/schale", "value=\"18.00\""), ("/en/p/schale", "Includes 19% VAT")]
    {
        let page = visit(serving.address, address).await.unwrap();
        assert!(page.contains(text), "{address}: {page}");
    }
}

#[test]
fn options_are_required_without_a_terminal() {
    let program = Program::new();

    let refusal = program.refusal(&["new", "lehmwerk", "--country", "DE", "--tax", "19"]);

    insta::assert_snapshot!(refusal, @"without a terminal, `vitrine new` can't ask: add --language, --currency, --zone; `vitrine new --help` describes them");
    assert!(!program.path("lehmwerk").exists());
}

#[test]
fn folder_with_files_is_left_alone() {
    let program = Program::new();
    program.success(&arguments("shop", "de", CURRENCIES[2]));

    let refusal = program.refusal(&arguments("shop", "en", CURRENCIES[3]));

    insta::assert_snapshot!(refusal, @"the folder shop is not empty; name a new one");
}

#[test]
fn answers_that_make_no_setup_write_nothing() {
    let program = Program::new();
    let mut arguments = arguments("shop", "de", CURRENCIES[2]);
    arguments.extend(["--name", ""]);

    let refusal = program.refusal(&arguments);

    assert!(refusal.starts_with("no shop can be made of these answers: name"), "{refusal}");
    assert!(!program.path("shop").exists());
}
