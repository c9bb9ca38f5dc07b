//! Attributes of all kinds, and the facts of products.

use catalog::{AttributeDocument, AttributeKind, FactDocument, FactNumber, SchemaProperty};

use super::{Case, refused, slug};
use crate::{
    ShopDocument,
    csv::write_csv,
    testing::{empty_shop, plan, shop, shop_with, translated},
};

fn attribute(code: &str, kind: AttributeKind) -> AttributeDocument {
    AttributeDocument {
        code: slug(code),
        name: translated(|_| code.to_owned()),
        kind,
        unit: Default::default(),
        facet: true,
        shown: true,
        group: Default::default(),
        schema_property: None,
        values: Vec::new(),
    }
}

/// Returns the shop with a height and a flag.
fn shop_with_facts() -> ShopDocument {
    let mut shop = shop();
    let height = attribute("height", AttributeKind::Number);
    shop.attributes.push(AttributeDocument { unit: translated(|_| "cm".to_owned()), ..height });
    shop.attributes.push(attribute("washable", AttributeKind::Boolean));
    shop.products[0].facts = [
        (slug("height"), FactDocument::Number(FactNumber::parse("24.6").unwrap())),
        (slug("washable"), FactDocument::Flag(true)),
    ]
    .into();
    shop
}

#[test]
fn facts_are_read_back_from_json_and_from_csv() {
    let mut shop = shop_with_facts();
    shop.attributes[0].schema_property = Some(SchemaProperty::Color);
    let json = serde_json::to_vec(&shop).unwrap();
    let csv = write_csv(&setup::testing::setup(), &shop.products);
    let mut before = shop.clone();
    before.products[0].facts.remove(&slug("washable"));

    assert!(csv.contains("height=24.6;washable=yes"), "{csv}");
    assert_eq!(plan("shop.json", &json, &empty_shop()).unwrap().document.attributes, shop.attributes);
    for file in [json.as_slice(), csv.as_bytes()] {
        let plan = plan("shop", file, &shop_with(&before)).unwrap();

        assert_eq!(plan.document.products[0].facts, shop.products[0].facts);
    }
}

#[test]
fn a_fact_that_its_attribute_does_not_fit_is_refused() {
    let flag = FactDocument::Flag(true);
    let cases: [Case<'_>; 7] = [
        (
            &|shop| {
                shop.products[0].facts.insert(slug("weight"), flag);
            },
            "products[0].facts.weight: there is no attribute \"weight\"; add it to \"attributes\"; did you mean \"height\"?",
        ),
        (
            &|shop| {
                shop.products[0].facts.insert(slug("height"), flag);
            },
            "products[0].facts.height: the attribute \"height\" is a number; write one",
        ),
        (
            &|shop| {
                shop.products[0].facts.insert(slug("colour"), flag);
            },
            "products[0].facts.colour: the attribute \"colour\" has values; write the product's into \"attributes\"",
        ),
        (
            &|shop| drop(shop.products[0].attributes.insert(slug("washable"), vec![slug("yes")])),
            "products[0].attributes.washable: the attribute \"washable\" is of kind \"boolean\" and has no values; \
            write the product's part into \"facts\"",
        ),
        (
            &|shop| shop.attributes[1].values = shop.attributes[0].values.clone(),
            "attributes[1].values: an attribute of kind \"number\" has no values; leave them out",
        ),
        (
            &|shop| shop.attributes[2].unit = translated(|_| "cm".to_owned()),
            "attributes[2].unit: only an attribute of kind \"number\" has a unit; leave it out",
        ),
        (
            &|shop| shop.attributes.push(attribute("height-to", AttributeKind::Values)),
            "attributes[3].code: \"height-to\" is the filter of another attribute's numbers in addresses (?height-to=…); \
            choose another code",
        ),
    ];
    for (change, refusal) in cases {
        let changed = |shop: &mut ShopDocument| {
            *shop = shop_with_facts();
            change(shop);
        };

        assert_eq!(refused(changed), [refusal]);
    }
}

#[test]
fn the_kind_of_an_attribute_stays_as_it_is() {
    let known = shop_with(&shop_with_facts());
    let file = br#"{ "format": "vitrine/1", "attributes": [{ "code": "washable", "kind": "number" }] }"#;

    let refusals = plan("shop.json", file, &known).unwrap_err();

    assert!(refusals.to_string().contains("\"washable\" has the kind \"boolean\""), "{refusals}");
}
