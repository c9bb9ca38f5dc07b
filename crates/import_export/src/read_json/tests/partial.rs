//! Documents that hold a part of a shop.

use super::*;
use crate::{
    DiagnosticKind, Losses,
    testing::{USD, plan_with, write},
};

fn known() -> ExistingShop {
    shop_with(&read(SHOP).unwrap())
}

fn part(product: &str) -> String {
    format!("{{ \"format\": \"vitrine/1\", \"products\": [\n{{ \"code\": \"dune-vase\", {product} }}] }}")
}

#[test]
fn a_partial_product_changes_what_it_names_and_nothing_else() {
    let before = read(SHOP).unwrap().products.remove(0);
    let read_part = |text: &str| read_over("part.json", &part(text), &known()).unwrap().products.remove(0);

    let named = read_part("\"name\": { \"en\": \"Dune\" }, \"popularity\": 99");
    let priced =
        read_part("\"variants\": [{ \"sku\": \"dune-clay\", \"price\": { \"USD\": 1 } }, { \"sku\": \"DUNE-SAND\" }]");

    let mut expected = before.clone();
    write(&mut expected.name, "en", "Dune");
    expected.popularity = 99;
    assert_eq!(named, expected);
    let mut expected = before;
    expected.variants[0].sku = types::Sku::new("dune-clay").unwrap();
    expected.variants[0].price.insert(USD, catalog::Amount::new(1).unwrap());
    assert_eq!(priced, expected);
}

#[test]
fn a_loss_is_told_before_and_needs_to_be_allowed() {
    let text = part("\"published\": null, \"pictures\": [], \"variants\": [{ \"sku\": \"DUNE-SAND\" }]");
    let told = "These would be removed; import with --replace if that is meant:\n\
                part.json:2: products[0].pictures: \"images/vase.jpg\"\n\
                part.json:2: products[0].pictures: \"images/vase.jpg\"\n\
                part.json:2: products[0].published: the period; it becomes a draft\n\
                part.json:2: products[0].variants: the variant \"DUNE-CLAY\", which goes off sale";

    let refused = plan("part.json", text.as_bytes(), &known()).unwrap_err();
    let allowed = plan_with("part.json", text.as_bytes(), &known(), Losses::Allowed).unwrap();

    assert_eq!(refused.to_string(), told);
    assert_eq!(allowed.document.products[0].variants.len(), 1);
    assert_eq!(allowed.document.products[0].published, None);
    assert_eq!(allowed.summary.to_string(), "1 product changed; 1 variant taken off sale; 1 variant left as it is");
    assert!(allowed.losses.is_some());
}

#[test]
fn a_partial_thing_of_every_other_kind_keeps_the_rest() {
    let text = r#"{ "format": "vitrine/1",
        "pictures": [{ "file": "images/vase.jpg", "focus": { "y": 1 } }],
        "attributes": [{ "code": "colour", "values": [{ "code": "ink", "label": { "en": "Ink", "ar": "حبر", "hi": "स्याही" } }] }],
        "categories": [{ "code": "vases", "name": { "en": "Pots" } }],
        "collections": [{ "code": "gifts", "published": { "to": "2030-01-01T00:00:00Z" } }],
        "pages": [{ "kind": "home", "code": "home", "title": { "hi": "घर" } }] }"#;

    let plan = plan("part.json", text.as_bytes(), &known()).unwrap();

    let mut expected = read(SHOP).unwrap();
    expected.pictures[0].focus.y = 1;
    let ink =
        serde_json::from_str(r#"{ "code": "ink", "label": { "en": "Ink", "ar": "حبر", "hi": "स्याही" } }"#).unwrap();
    expected.attributes[0].values.push(ink);
    expected.categories.remove(0);
    write(&mut expected.categories[0].name, "en", "Pots");
    expected.products.clear();
    expected.collections.pop();
    expected.collections[0].published.as_mut().unwrap().to = Some("2030-01-01T00:00:00Z".parse().unwrap());
    write(&mut expected.pages[0].title, "hi", "घर");
    assert_eq!(plan.document, expected);
    assert_eq!(plan.summary.to_string(), "1 picture, 1 attribute, 1 category, 1 collection and 1 page changed");
}

#[test]
fn a_new_thing_is_told_everything_that_it_lacks_at_once() {
    let text =
        "{ \"format\": \"vitrine/1\", \"categories\": [{ \"code\": \"cups\", \"name\": { \"en\": \"Cups\" } }] }";

    let refused = read_over("part.json", text, &known()).unwrap_err();

    let fields: Vec<&str> = refused.diagnostics().map(|diagnostic| diagnostic.field.as_str()).collect();
    assert_eq!(fields, ["categories[0].slug", "categories[0].name.ar", "categories[0].name.hi"]);
    assert!(refused.groups.iter().all(|group| group.kind == DiagnosticKind::Missing));
}
