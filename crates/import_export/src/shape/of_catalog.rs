//! The shapes of pictures and of the catalogue's documents.

use types::Market;

use super::{
    Field, Given, Identity, List, Shape,
    reading::{AMOUNT, CODE, CURRENCY, MOMENT, Reading, SKU, SLUG, STOCK, SWATCH, TEXT, THOUSANDTHS, TRUTH, WHOLE},
};

/// A text in every language.
pub(crate) const WORDS: Shape = translated(TEXT_FIELDS);
const TEXT_FIELDS: &[Field] = &[value("en", TEXT), value("ar", TEXT), value("hi", TEXT)];
/// A slug in every language.
pub(crate) const SLUGS: Shape = translated(&[value("en", SLUG), value("ar", SLUG), value("hi", SLUG)]);

/// A list of codes, which replaces the shop's.
pub(crate) const CODES: Shape =
    Shape::List(List { of: &Shape::Value(CODE), identity: Identity::Itself, given: Given::Whole });
/// A period in which something is public.
pub(crate) const WINDOW: Shape = Shape::Object(&[value("from", MOMENT), Field::optional("to", Shape::Value(MOMENT))]);
/// The file of a picture.
pub(crate) const FILE: Shape = Shape::Value(TEXT);
const CODES_BY_ATTRIBUTE: Shape = Shape::Map { key: CODE, of: &CODES };
const CODE_BY_ATTRIBUTE: Shape = Shape::Map { key: CODE, of: &Shape::Value(CODE) };

/// A picture's shape.
pub(crate) const PICTURE: &Shape = &Shape::Object(&[
    value("file", TEXT),
    Field::optional("from", FILE),
    Field::required("alt", WORDS),
    Field::optional("focus", Shape::Object(&[value("x", THOUSANDTHS), value("y", THOUSANDTHS)])),
]);

/// An attribute's shape.
pub(crate) const ATTRIBUTE: &Shape = &Shape::Object(&[
    value("code", CODE),
    Field::required("name", WORDS),
    value("facet", TRUTH),
    Field::required("values", list(VALUE, &["code"], Given::Added)),
]);
const VALUE: &Shape = &Shape::Object(&[
    value("code", CODE),
    Field::required("label", WORDS),
    Field::optional("swatch", Shape::Value(SWATCH)),
]);

/// A category's shape.
pub(crate) const CATEGORY: &Shape = &Shape::Object(&[
    value("code", CODE),
    Field::optional("parent", Shape::Value(CODE)),
    Field::required("slug", SLUGS),
    Field::required("name", WORDS),
    Field::required("description", WORDS),
    Field::optional("picture", FILE),
]);

/// A product's shape.
pub(crate) const PRODUCT: &Shape = &Shape::Object(&[
    value("code", CODE),
    value("category", CODE),
    Field::required("slug", SLUGS),
    Field::required("name", WORDS),
    Field::required("description", WORDS),
    Field::required("material", WORDS),
    Field::required("care", WORDS),
    Field::optional("brand", Shape::Value(TEXT)),
    value("hsn", TEXT),
    Field::optional("tags", CODES),
    Field::optional("popularity", Shape::Value(WHOLE)),
    Field::optional("published", WINDOW),
    Field::optional("attributes", CODES_BY_ATTRIBUTE),
    Field::optional("options", list(OPTION, &["attribute"], Given::Merged)),
    Field::required("variants", Shape::List(VARIANTS)),
    Field::required("pictures", list(PRODUCT_PICTURE, &["file"], Given::Whole)),
]);
/// A product's variants.
pub(crate) const VARIANTS: List = List { of: VARIANT, identity: Identity::Sku, given: Given::Merged };
const OPTION: &Shape = &Shape::Object(&[value("attribute", CODE), Field::required("values", CODES)]);
const VARIANT: &Shape = &Shape::Object(&[
    value("sku", SKU),
    Field::optional("options", CODE_BY_ATTRIBUTE),
    value("weight_g", WHOLE),
    Field::required(
        "dimensions_mm",
        Shape::Object(&[value("length", WHOLE), value("width", WHOLE), value("height", WHOLE)]),
    ),
    Field::required("price", Shape::Object(AMOUNTS)),
    Field::optional("compare_at", Shape::Object(SOME_AMOUNTS)),
    Field::optional("scheduled_prices", list(SCHEDULED_PRICE, &["currency", "from"], Given::Whole)),
    value("stock", STOCK),
]);
const SCHEDULED_PRICE: &Shape = &Shape::Object(&[
    value("currency", CURRENCY),
    value("amount", AMOUNT),
    Field::optional("compare_at", Shape::Value(AMOUNT)),
    value("from", MOMENT),
    Field::optional("to", Shape::Value(MOMENT)),
]);
const PRODUCT_PICTURE: &Shape = &Shape::Object(&[value("file", TEXT), Field::optional("shows", CODE_BY_ATTRIBUTE)]);

/// A collection's shape.
pub(crate) const COLLECTION: &Shape = &Shape::Object(&[
    value("code", CODE),
    Field::required("slug", SLUGS),
    Field::required("name", WORDS),
    Field::required("description", WORDS),
    Field::optional("picture", FILE),
    Field::optional("published", WINDOW),
    Field::required(
        "members",
        Shape::OneOf { names: &[], fields: &[Field::required("products", CODES), Field::required("rule", RULE)] },
    ),
]);
const RULE: Shape = Shape::Object(&[
    Field::optional("categories", CODES),
    Field::optional("tags", CODES),
    Field::optional("attributes", CODES_BY_ATTRIBUTE),
    Field::optional("price_at_most", Shape::Object(SOME_AMOUNTS)),
]);

/// An amount in the currency of every market.
const AMOUNTS: &[Field] = &[
    value(Market::Ae.currency().code(), AMOUNT),
    value(Market::In.currency().code(), AMOUNT),
    value(Market::Us.currency().code(), AMOUNT),
];
const SOME_AMOUNTS: &[Field] = &[
    Field::optional(Market::Ae.currency().code(), Shape::Value(AMOUNT)),
    Field::optional(Market::In.currency().code(), Shape::Value(AMOUNT)),
    Field::optional(Market::Us.currency().code(), Shape::Value(AMOUNT)),
];

/// Returns a required field with a value that has no fields.
pub(crate) const fn value(name: &'static str, reading: Reading) -> Field {
    Field::required(name, Shape::Value(reading))
}

const fn translated(fields: &'static [Field]) -> Shape {
    Shape::Object(fields)
}

const fn list(of: &'static Shape, names: &'static [&'static str], given: Given) -> Shape {
    Shape::List(List { of, identity: Identity::Fields(names), given })
}
