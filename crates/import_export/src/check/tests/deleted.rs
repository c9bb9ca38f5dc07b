//! Deletions, and everything that uses a deleted thing.

use serde_json::{Value, json};

use super::{refused, told};
use crate::{
    Losses, ShopDocument,
    testing::{plan_with, shop, shop_with},
};

/// Returns a document that deletes these things.
fn deleting(deleted: &Value) -> ShopDocument {
    serde_json::from_value(json!({ "format": "vitrine/1", "deleted": deleted })).unwrap()
}

fn rules(field: &str, selection: &Value) -> Value {
    let name = json!({ "en": "A", "ar": "ا", "hi": "अ" });
    json!({ "promotions": [{ "id": "ten", "name": name, field: selection, "effect": { "kind": "free_delivery" } }] })
}

#[test]
fn nothing_that_a_promotion_names_is_deleted() {
    let cases = [
        ("product", "dune-vase", "items", json!({ "products": ["dune-vase"] })),
        ("product", "dune-vase", "items", json!({ "variants": ["dune-sand"] })),
        ("category", "vases", "except", json!({ "categories": ["vases"] })),
        ("collection", "gifts", "items", json!({ "collections": ["gifts"] })),
    ];
    for (kind, code, field, selection) in cases {
        let pricing = serde_json::from_value(rules(field, &selection)).unwrap();
        let known = shop_with(&ShopDocument { pricing: Some(pricing), ..shop() });
        let mut document = deleting(&json!([{ "kind": kind, "code": code }]));
        let sentence = format!(
            "deleted[0].code: the {kind} \"{code}\" can't be deleted: the promotion \"ten\" uses it; change that first"
        );

        assert_eq!(told(&document, &known), [sentence]);
        document.pricing = Some(Default::default());
        assert_eq!(told(&document, &known), [""; 0], "{kind}");
    }
}

#[test]
fn promotion_names_no_variant_that_the_file_takes_off_sale() {
    let one_variant = json!([{ "code": "dune-vase", "variants": [{ "sku": "DUNE-CLAY" }] }]);
    let no_product = json!([{ "kind": "product", "code": "dune-vase" }]);
    for (list, things) in [("products", one_variant), ("deleted", no_product)] {
        let pricing = rules("items", &json!({ "variants": ["DUNE-SAND"] }));
        let file = json!({ "format": "vitrine/1", "pricing": pricing, list: things }).to_string();

        let refusals = plan_with("shop.json", file.as_bytes(), &shop_with(&shop()), Losses::Allowed).unwrap_err();

        assert!(refusals.to_string().contains("there is no variant \"DUNE-SAND\""), "{list}: {refusals}");
    }
}

#[test]
fn redirect_of_a_deleted_thing_counts_as_a_use() {
    let former = |target: &str| json!({ "kind": "product", "code": "bowl", "redirect": { "category": target } });
    let category = json!({ "kind": "category", "code": "vases" });
    let known = shop_with(&ShopDocument { deleted: deleting(&json!([former("vases")])).deleted, ..shop() });
    let sentence = "deleted[0].code: the category \"vases\" can't be deleted: \
        the redirect of the deleted product \"bowl\" uses it; change that first";

    assert_eq!(told(&deleting(&json!([category.clone()])), &known), [sentence]);
    assert_eq!(told(&deleting(&json!([category, former("ceramics")])), &known), [""; 0]);
}

#[test]
fn home_page_is_neither_deleted_nor_archived() {
    let deletion = deleting(&json!([{ "kind": "home", "code": "home" }]));

    let of_deletion = told(&deletion, &shop_with(&shop()));
    let of_archive = refused(|shop| shop.pages[0].archived = true);

    assert_eq!(of_deletion, ["deleted[0].kind: a shop has a home page; change it instead"]);
    assert_eq!(of_archive, ["pages[0].archived: a shop has a home page; change it instead"]);
}
