//! Texts that run the other way than their page keep to themselves.

mod loose_text;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::harness::TestShop;
use loose_text::{Direction, loose_texts};

/// The demo's shop with English and Arabic in each other's place, and one picture for all.
fn shop_in_the_other_language() -> String {
    let demo = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/shop.json")).unwrap();
    let mut document: Value = serde_json::from_str(&demo).unwrap();
    document["pictures"].as_array_mut().unwrap().truncate(1);
    // The setup says how languages are written, and stays.
    let setup = document["setup"].take();
    exchange(&mut document);
    document["setup"] = setup;
    document.to_string()
}

fn exchange(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(exchange),
        Value::String(text) if text.ends_with(".jpg") => *text = "images/vase.jpg".to_owned(),
        Value::Object(fields) => match (fields.get("en").cloned(), fields.get("ar").cloned()) {
            (Some(english), Some(arabic)) => {
                fields.insert("en".to_owned(), arabic);
                fields.insert("ar".to_owned(), english);
            }
            _ => fields.values_mut().for_each(exchange),
        },
        _ => {}
    }
}

/// The paths on a page that lead to pages of the same locale, and of those with a query the first few.
fn links(html: &str, locale: &str) -> Vec<String> {
    let here = format!("/{locale}");
    let hrefs = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = hrefs.filter(|href| href.starts_with(&here)).map(|href| href.replace("&amp;", "&"));
    let (narrowed, plain): (Vec<_>, Vec<_>) =
        own.map(|href| href.split('#').next().unwrap().to_owned()).partition(|href| href.contains('?'));
    plain.into_iter().chain(narrowed.into_iter().take(4)).collect()
}

/// Every page that links lead to from the home page, a listing without results, and a page that is not there.
async fn loose_on_all_pages(shop: &TestShop, locale: &str, direction: Direction) -> (usize, BTreeSet<String>) {
    let (mut seen, mut loose) = (BTreeSet::new(), BTreeSet::new());
    let mut next = vec![format!("/{locale}"), format!("/{locale}/nowhere")];
    while let Some(address) = next.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let answer = shop.get(&address).await;
        if answer.status == 301 {
            // Browsers encode the letters of an address; these links are as they are written.
            next.push(answer.header("location").to_owned());
            continue;
        }
        let html = answer.text();
        loose.extend(loose_texts(&html, direction).into_iter().map(|text| format!("{address}: {text}")));
        // A query's links lead on without end.
        if !address.contains('?') {
            next.extend(links(&html, locale));
        }
        if address.contains("/c/") && !address.contains('?') {
            next.push(format!("{address}?price-from=9999999"));
        }
    }
    (seen.len(), loose)
}

#[tokio::test]
async fn names_of_the_other_direction_are_isolated_on_every_page() {
    let shop = TestShop::open().await;
    shop.import(&shop_in_the_other_language()).await;

    let (arabic_pages, latin_in_arabic) = loose_on_all_pages(&shop, "ar-ae", Direction::RightToLeft).await;
    let (english_pages, arabic_in_latin) = loose_on_all_pages(&shop, "en-ae", Direction::LeftToRight).await;

    assert_eq!(latin_in_arabic, BTreeSet::new());
    assert_eq!(arabic_in_latin, BTreeSet::new());
    assert!(arabic_pages > 60 && english_pages > 60, "{arabic_pages} and {english_pages} pages were looked at");
}

#[tokio::test]
async fn name_keeps_its_order_in_a_card_a_crumb_and_a_heading() {
    let shop = TestShop::open().await;
    let renamed = shop_in_the_other_language().replace("Dune Vase", "32-Inch Monitor");
    shop.import(&renamed).await;

    let product = shop.get("/ar-ae/p/dune-vase").await.text();
    let listing = shop.get("/ar-ae/c/ceramics").await.text();

    assert!(product.contains("<h1><bdi>32-Inch Monitor</bdi></h1>"));
    assert!(product.contains("<span aria-current=\"page\"><bdi>32-Inch Monitor</bdi></span>"));
    assert!(listing.contains("><bdi>32-Inch Monitor</bdi></a></h2>"));
    assert!(product.contains("<title>32-Inch Monitor – "));
}
