//! The shapes of pages and their blocks.

use super::{
    Field, Given, Identity, List, Shape,
    of_catalog::{CODES, FILE, SLUGS, TARGET, WINDOW, WORDS, value},
    reading::{CODE, COUNT, PAGE_KIND, TRUTH},
};

/// A page's shape.
pub(crate) const PAGE: &Shape = &Shape::Object(&[
    value("kind", PAGE_KIND),
    value("code", CODE),
    Field::required("slug", SLUGS),
    Field::required("title", WORDS),
    Field::optional("summary", WORDS),
    Field::optional("picture", FILE),
    Field::optional("published", WINDOW),
    Field::optional("archived", Shape::Value(TRUTH)),
    Field::optional("redirect", TARGET),
    Field::required("blocks", Shape::List(List { of: BLOCK, identity: Identity::Kind, given: Given::Whole })),
]);

const BLOCK: &Shape = &Shape::OneOf {
    names: &[],
    fields: &[
        Field::required("hero", SCENE),
        Field::required("banner", SCENE),
        Field::required("rich_text", Shape::Object(&[Field::required("markdown", WORDS)])),
        Field::required(
            "picture",
            Shape::Object(&[Field::required("picture", FILE), Field::optional("caption", WORDS)]),
        ),
        Field::required("quote", Shape::Object(&[Field::required("text", WORDS), Field::optional("source", WORDS)])),
        Field::required(
            "columns",
            Shape::Object(&[Field::required(
                "columns",
                Shape::List(List { of: COLUMN, identity: Identity::Itself, given: Given::Whole }),
            )]),
        ),
        Field::required(
            "product_list",
            Shape::Object(&[
                Field::required("title", WORDS),
                Field::required("products", PRODUCT_SOURCE),
                value("limit", COUNT),
            ]),
        ),
        Field::required(
            "collections",
            Shape::Object(&[Field::required("title", WORDS), Field::required("collections", CODES)]),
        ),
        Field::required("categories", Shape::Object(&[Field::required("title", WORDS)])),
        Field::required("stories", Shape::Object(&[Field::required("title", WORDS), value("limit", COUNT)])),
    ],
};

/// The shape of heroes and banners.
const SCENE: Shape = Shape::Object(&[
    Field::required("title", WORDS),
    Field::optional("text", WORDS),
    Field::required("picture", FILE),
    Field::required("link", Shape::Object(&[Field::required("label", WORDS), Field::required("to", TARGET)])),
]);

const COLUMN: &Shape = &Shape::Object(&[Field::required("title", WORDS), Field::required("markdown", WORDS)]);

const PRODUCT_SOURCE: Shape = Shape::OneOf {
    names: &["newest", "popular"],
    fields: &[value("collection", CODE), Field::required("products", CODES)],
};
