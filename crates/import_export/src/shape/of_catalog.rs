//! The shapes of pictures and of the catalogue's documents.

use super::{
    Field, Given, Identity, List, Shape,
    reading::{
        AMOUNT, ATTRIBUTE_KIND, CODE, COUNTRY, FACT, GTIN, LANGUAGE, MOMENT, PRICE_LIST, Reading, SCHEMA_PROPERTY, SKU,
        SLUG, STOCK, SWATCH, TEXT, THOUSANDTHS, TRUTH, WHOLE,
    },
};

/// A text in every language.
pub(crate) const WORDS: Shape = Shape::Map { key: LANGUAGE, of: &Shape::Value(TEXT) };
/// A slug in every language.
pub(crate) const SLUGS: Shape = Shape::Map { key: LANGUAGE, of: &Shape::Value(SLUG) };

/// A list of codes, which replaces the shop's.
pub(crate) const CODES: Shape =
    Shape::List(List { of: &Shape::Value(CODE), identity: Identity::Itself, given: Given::Whole });
/// A period in which something is public.
pub(crate) const WINDOW: Shape = Shape::Object(&[value("from", MOMENT), Field::optional("to", Shape::Value(MOMENT))]);
/// The file of a picture.
pub(crate) const FILE: Shape = Shape::Value(TEXT);
const CODES_BY_ATTRIBUTE: Shape = Shape::Map { key: CODE, of: &CODES };
const CODE_BY_ATTRIBUTE: Shape = Shape::Map { key: CODE, of: &Shape::Value(CODE) };

/// The target of a link.
pub(crate) const TARGET: Shape = Shape::OneOf {
    names: &[],
    fields: &[
        value("product", CODE),
        value("category", CODE),
        value("collection", CODE),
        value("story", CODE),
        value("page", CODE),
    ],
};

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
    Field::optional("kind", Shape::Value(ATTRIBUTE_KIND)),
    Field::optional("unit", WORDS),
    value("facet", TRUTH),
    Field::optional("shown", Shape::Value(TRUTH)),
    Field::optional("group", WORDS),
    Field::optional("schema_property", Shape::Value(SCHEMA_PROPERTY)),
    Field::optional("values", list(VALUE, &["code"], Given::Added)),
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
    Field::optional("description", WORDS),
    Field::optional("picture", FILE),
    Field::optional("archived", Shape::Value(TRUTH)),
    Field::optional("redirect", TARGET),
]);

/// A product's shape.
pub(crate) const PRODUCT: &Shape = &Shape::Object(&[
    value("code", CODE),
    value("category", CODE),
    Field::required("slug", SLUGS),
    Field::required("name", WORDS),
    Field::optional("description", WORDS),
    Field::optional("seo", SEO),
    Field::optional("material", WORDS),
    Field::optional("care", WORDS),
    Field::optional("brand", Shape::Value(TEXT)),
    Field::optional("hsn", Shape::Value(TEXT)),
    Field::optional("country_of_origin", Shape::Value(COUNTRY)),
    Field::optional("tax_class", Shape::Value(TEXT)),
    Field::optional("markets", MARKETS),
    Field::optional("tags", CODES),
    Field::optional("popularity", Shape::Value(WHOLE)),
    Field::optional("published", WINDOW),
    Field::optional("archived", Shape::Value(TRUTH)),
    Field::optional("redirect", TARGET),
    Field::optional("attributes", CODES_BY_ATTRIBUTE),
    Field::optional("facts", Shape::Map { key: CODE, of: &Shape::Value(FACT) }),
    Field::optional("options", list(OPTION, &["attribute"], Given::Merged)),
    Field::required("variants", Shape::List(VARIANTS)),
    Field::required("pictures", list(PRODUCT_PICTURE, &["file"], Given::Whole)),
]);
/// The texts for search engines.
const SEO: Shape = Shape::Object(&[Field::optional("title", WORDS), Field::optional("description", WORDS)]);
/// The markets that sell a product, or show an item of a menu.
pub(crate) const MARKETS: Shape =
    Shape::OneOf { names: &[], fields: &[Field::required("only", CODES), Field::required("not", CODES)] };
/// A product's variants.
pub(crate) const VARIANTS: List = List { of: VARIANT, identity: Identity::Sku, given: Given::Merged };
const OPTION: &Shape = &Shape::Object(&[value("attribute", CODE), Field::required("values", CODES)]);
const VARIANT: &Shape = &Shape::Object(&[
    value("sku", SKU),
    Field::optional("gtin", Shape::Value(GTIN)),
    Field::optional("mpn", Shape::Value(TEXT)),
    Field::optional("options", CODE_BY_ATTRIBUTE),
    Field::optional("weight_g", Shape::Value(WHOLE)),
    Field::optional(
        "dimensions_mm",
        Shape::Object(&[value("length", WHOLE), value("width", WHOLE), value("height", WHOLE)]),
    ),
    Field::required("price", AMOUNTS),
    Field::temporary("compare_at", AMOUNTS),
    Field::optional("scheduled_prices", list(SCHEDULED_PRICE, &["currency", "from"], Given::Whole)),
    Field::optional(
        "quantity_prices",
        Shape::Map { key: PRICE_LIST, of: &list(QUANTITY_PRICE, &["from"], Given::Whole) },
    ),
    value("stock", STOCK),
]);
const QUANTITY_PRICE: &Shape = &Shape::Object(&[value("from", WHOLE), value("amount", AMOUNT)]);
const SCHEDULED_PRICE: &Shape = &Shape::Object(&[
    value("currency", PRICE_LIST),
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
    Field::optional("description", WORDS),
    Field::optional("picture", FILE),
    Field::optional("published", WINDOW),
    Field::optional("archived", Shape::Value(TRUTH)),
    Field::optional("redirect", TARGET),
    Field::required(
        "members",
        Shape::OneOf { names: &[], fields: &[Field::required("products", CODES), Field::required("rule", RULE)] },
    ),
]);
const RULE: Shape = Shape::Object(&[
    Field::optional("categories", CODES),
    Field::optional("tags", CODES),
    Field::optional("attributes", CODES_BY_ATTRIBUTE),
    Field::optional("price_at_most", AMOUNTS),
]);

/// An amount for each list of prices.
const AMOUNTS: Shape = Shape::Map { key: PRICE_LIST, of: &Shape::Value(AMOUNT) };

/// Returns a required field with a value that has no fields.
pub(crate) const fn value(name: &'static str, reading: Reading) -> Field {
    Field::required(name, Shape::Value(reading))
}

const fn list(of: &'static Shape, names: &'static [&'static str], given: Given) -> Shape {
    Shape::List(List { of, identity: Identity::Fields(names), given })
}
