use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument};
use content::{MenuDocument, PageDocument};
use pictures::PictureDocument;
use serde_json::{Map, Value, json};

use super::*;
use crate::{
    DeletedDocument, FormerPictureDocument, FormerSlugDocument, diagnostic::Violations, field::PathCursor,
    listed_document::ListedDocument,
};

/// Returns a value with every field, and an element in each list.
fn full(shape: &Shape) -> Value {
    match shape {
        Shape::Value(_) => sample(shape),
        Shape::List(list) => json!([full(list.of)]),
        Shape::Map { key, of } => json!({ key_of(key): full(of) }),
        Shape::Object(fields) => fields.iter().map(|field| (field.name.to_owned(), full(&field.shape))).collect(),
        Shape::OneOf { fields, .. } => json!({ fields[0].name: full(&fields[0].shape) }),
    }
}

/// Returns a name that a map's key can be.
fn key_of(key: &Reading) -> String {
    serde_json::from_str(key.sample).unwrap()
}

/// A function that puts a value in the place of an object.
type Wrap<'w> = &'w dyn Fn(Value) -> Value;

/// Visits every object in `shape`. `wrap` puts a value in its place within a complete value.
fn objects<'a>(shape: &'a Shape, wrap: Wrap<'_>, visit: &mut dyn FnMut(&'a Shape, Wrap<'_>)) {
    match shape {
        Shape::Value(_) => {}
        Shape::List(list) => objects(list.of, &|value| wrap(json!([value])), visit),
        Shape::Map { key, of } => objects(of, &|value| wrap(json!({ key_of(key): value })), visit),
        Shape::Object(fields) => {
            visit(shape, wrap);
            for field in *fields {
                let around = |value| {
                    let mut object = full(shape);
                    object[field.name] = value;
                    wrap(object)
                };
                objects(&field.shape, &around, visit);
            }
        }
        Shape::OneOf { fields, .. } => {
            visit(shape, wrap);
            for field in *fields {
                objects(&field.shape, &|value| wrap(json!({ field.name: value })), visit);
            }
        }
    }
}

/// Returns the names that `serde` expects in place of `?`.
fn known_to_serde<T: ListedDocument>(value: &Value) -> Vec<String> {
    let error = T::deserialize(value).err().expect("a field of no name is refused").to_string();
    let names = error.split('`').skip(1).step_by(2).map(str::to_owned);
    let mut names: Vec<String> = names.filter(|name| name != "?").collect();
    names.sort();
    names
}

fn is_read_as<T: ListedDocument>() {
    assert!(T::deserialize(sample(T::SHAPE)).is_ok(), "{:?}: the least there can be", T::SECTION);
    assert!(T::deserialize(full(T::SHAPE)).is_ok(), "{:?}: everything", T::SECTION);
    objects(T::SHAPE, &|value| value, &mut |shape, wrap| {
        let (Shape::Object(fields) | Shape::OneOf { fields, .. }) = shape else { return };
        let names: &[&str] = if let Shape::OneOf { names, .. } = shape { names } else { &[] };
        let mut known: Vec<String> =
            names.iter().copied().chain(fields.iter().map(|field| field.name)).map(str::to_owned).collect();
        known.sort();
        assert_eq!(known_to_serde::<T>(&wrap(json!({ "?": 0 }))), known, "{:?}", T::SECTION);
        if let Shape::Object(_) = shape {
            for field in *fields {
                let Value::Object(mut object) = full(shape) else { continue };
                object.remove(field.name);
                let is_read = T::deserialize(wrap(Value::Object(object))).is_ok();
                assert_ne!(is_read, field.is_required, "{:?}: {}", T::SECTION, field.name);
            }
        }
    });
}

#[test]
fn shapes_are_those_of_the_types_that_documents_are_read_as() {
    is_read_as::<PictureDocument>();
    is_read_as::<AttributeDocument>();
    is_read_as::<CategoryDocument>();
    is_read_as::<ProductDocument>();
    is_read_as::<CollectionDocument>();
    is_read_as::<PageDocument>();
    is_read_as::<MenuDocument>();
    is_read_as::<DeletedDocument>();
    is_read_as::<FormerSlugDocument>();
    is_read_as::<FormerPictureDocument>();
}

/// Merges a part of a product into the shop's product.
fn merged(had: &Value, given: Value) -> Value {
    merge(PRODUCT, Some(had.clone()), given)
}

fn had() -> Value {
    json!({
        "code": "cup",
        "name": { "en": "Cup", "ar": "كوب", "hi": "कप" },
        "tags": ["gift"],
        "published": { "from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z" },
        "attributes": { "material": ["clay"], "room": ["hall"] },
        "variants": [
            { "sku": "CUP-S", "price": { "AED": 100, "USD": 30 }, "stock": 3 },
            { "sku": "CUP-L", "price": { "AED": 200, "USD": 60 }, "stock": 4 },
        ],
    })
}

#[test]
fn a_part_changes_what_it_names_and_nothing_else() {
    let had = had();
    let with = |change: &dyn Fn(&mut Map<String, Value>)| {
        let mut changed = had.clone();
        change(changed.as_object_mut().unwrap());
        changed
    };
    let cases = [
        (json!({ "code": "cup" }), had.clone()),
        (json!({ "name": { "hi": "प्याला" } }), with(&|product| product["name"]["hi"] = "प्याला".into())),
        (json!({ "tags": ["new"] }), with(&|product| product["tags"] = json!(["new"]))),
        (
            json!({ "published": { "to": null } }),
            with(&|product| {
                product["published"] = json!({ "from": "2026-01-01T00:00:00Z" });
            }),
        ),
        (
            json!({ "published": null }),
            with(&|product| {
                product.remove("published");
            }),
        ),
        (
            json!({ "attributes": { "room": null, "material": ["oak"] } }),
            with(&|product| {
                product["attributes"] = json!({ "material": ["oak"] });
            }),
        ),
        (
            json!({ "variants": [{ "sku": "cup-l" }, { "sku": "CUP-S", "price": { "USD": 31 } }] }),
            with(&|product| {
                product["variants"] = json!([
                    { "sku": "cup-l", "price": { "AED": 200, "USD": 60 }, "stock": 4 },
                    { "sku": "CUP-S", "price": { "AED": 100, "USD": 31 }, "stock": 3 },
                ]);
            }),
        ),
    ];
    for (given, whole) in cases {
        assert_eq!(merged(&had, given.clone()), whole, "{given}");
    }
}

#[test]
fn values_of_an_attribute_stay_beside_those_that_are_given() {
    let had = json!({ "values": [{ "code": "clay", "swatch": "#000000" }, { "code": "ink" }] });

    let merged = merge(ATTRIBUTE, Some(had), json!({ "values": [{ "code": "sand" }, { "code": "clay", "label": 1 }] }));

    assert_eq!(
        merged,
        json!({ "values": [{ "code": "sand" }, { "code": "clay", "swatch": "#000000", "label": 1 }, { "code": "ink" }] })
    );
}

#[test]
fn everything_that_would_be_lost_is_told_with_its_place() {
    let had = had();
    let lost = |given: Value| {
        let mut told = Vec::new();
        losses(PRODUCT, &had, &merged(&had, given), PathCursor::top("products").index(0), &mut |at, message| {
            told.push(format!("{}: {message}", at.path()));
        });
        told
    };

    assert_eq!(lost(json!({ "name": { "en": "Mug" }, "variants": [{ "sku": "CUP-L" }, { "sku": "CUP-S" }] })), [""; 0]);
    assert_eq!(
        lost(json!({
            "name": { "en": "" }, "tags": [], "published": null, "attributes": { "room": [], "material": null },
            "variants": [{ "sku": "CUP-S" }],
        })),
        [
            "products[0].attributes.material: \"clay\"",
            "products[0].attributes.room: \"hall\"",
            "products[0].name.en: the text",
            "products[0].published: the period; it becomes a draft",
            "products[0].tags: \"gift\"",
            "products[0].variants: the variant \"CUP-L\", which goes off sale",
        ]
    );
    assert_eq!(lost(json!({ "published": { "to": null } })), ["products[0].published.to: \"2027-01-01T00:00:00Z\""]);
}

#[test]
fn all_faults_of_a_thing_are_found_and_the_rest_of_it_is_readable() {
    let mut product = full(PRODUCT);
    product["category"] = "Dune Vase".into();
    product["stok"] = 1.into();
    product["tags"] = "gift".into();
    product["variants"][0]["price"]["AED"] = "190.00".into();
    product["variants"][0].as_object_mut().unwrap().remove("stock");
    product["published"]["from"] = "yesterday".into();
    let mut found = Violations::default();

    correct(PRODUCT, &mut product, PathCursor::top("products").index(0), &mut found);

    let refusals = found.into_result(|violation| crate::Diagnostic {
        file: String::new(),
        line: None,
        field: format!("{:?}", violation.place),
        message: violation.message.clone(),
    });
    assert_eq!(refusals.unwrap_err().diagnostics().count(), 6);
    assert!(serde_json::from_value::<ProductDocument>(product).is_ok());
}
