//! Tests of the examples in the manual.

use std::collections::BTreeMap;

use catalog::{Amount, AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument};
use content::{MenuDocument, PageDocument};
use pictures::PictureDocument;
use pricing_rules::PricingRulesDocument;
use serde::de::DeserializeOwned;
use serde_json::Value;
use types::Slug;

use crate::{
    DeletedDocument, ExistingShop, FormerPictureDocument, FormerSlugDocument, ShopDocument,
    testing::{AED, empty_shop, plan, shop, shop_with},
};

const MANUAL: &str = include_str!("../../../docs/how-to/import-and-export.md");

const PROMOTIONS: &str = include_str!("../../../docs/how-to/promotions-delivery-and-tax.md");

/// Returns the first example in a language under a heading.
fn example<'a>(heading: &str, language: &str) -> &'a str {
    let (_, chapter) = MANUAL.split_once(&format!("\n{heading}\n")).expect(heading);
    let (_, code) = chapter.split_once(&format!("\n```{language}\n")).expect(heading);
    code.split_once("\n```\n").expect(heading).0
}

fn read<T: DeserializeOwned>(heading: &str) -> T {
    serde_json::from_str(example(heading, "json")).expect(heading)
}

#[test]
fn examples_in_json_are_read() {
    assert_eq!(read::<ShopDocument>("## JSON"), ShopDocument::default());
    read::<PictureDocument>("### pictures");
    read::<AttributeDocument>("### attributes");
    read::<CategoryDocument>("### categories");
    read::<ProductDocument>("### products");
    read::<CollectionDocument>("### collections");
    read::<PageDocument>("### pages");
    read::<MenuDocument>("### navigation");
    read::<DeletedDocument>("### deleted");
    read::<PricingRulesDocument>("### pricing");
    read::<FormerSlugDocument>("### former_slugs");
    read::<FormerPictureDocument>("### former_pictures");
}

#[test]
fn examples_of_the_rules_of_prices_are_read() {
    let blocks = PROMOTIONS.split("\n```json\n").skip(1).map(|rest| rest.split_once("\n```\n").unwrap().0);
    let mut fields = Vec::new();
    for example in blocks.filter(|block| block.starts_with("{\"pricing\"")) {
        let mut file: BTreeMap<String, Value> = serde_json::from_str(example).expect(example);
        let rules = PricingRulesDocument::default().merged(file.remove("pricing").unwrap()).expect(example);
        fields.extend(serde_json::to_value(rules).unwrap().as_object().unwrap().keys().cloned());
    }
    assert_eq!(fields, ["promotions", "delivery_methods", "payment_methods"]);
}

#[test]
fn the_example_setups_are_read() {
    for (heading, markets) in [("### setup", 1), ("#### A Japanese shop", 1), ("#### A shop for the Gulf", 4)] {
        let read = plan("shop.json", example(heading, "json").as_bytes(), &ExistingShop::default());

        let setup = read.unwrap_or_else(|refused| panic!("{heading}: {refused}")).document.setup.unwrap();
        assert_eq!(setup.markets.len(), markets, "{heading}");
    }
}

#[test]
fn the_examples_of_a_part_of_a_shop_change_one_price() {
    let heading = "## A file may hold a part of a shop";
    let known = shop_with(&shop());

    for language in ["json", "csv"] {
        let plan = plan("part", example(heading, language).as_bytes(), &known).unwrap();

        let mut expected = shop().products;
        expected[0].variants[0].price.insert(AED, Amount::new(19500).unwrap());
        assert_eq!(plan.document.products, expected, "{language}");
    }
}

#[test]
fn the_example_in_csv_is_read() {
    let code = |text: &str| Slug::new(text).unwrap();
    let mut known = empty_shop();
    known.categories.insert(code("kitchen"), None);
    known.attributes.insert(code("colour"), [code("clay"), code("sand")].into());

    let plan = plan("manual.csv", example("## CSV", "csv").as_bytes(), &known).unwrap();

    assert_eq!(plan.document.products[0].variants.len(), 2);
}
