//! The shapes of former addresses.

use super::{
    Shape,
    of_catalog::value,
    reading::{CODE, ENTITY_KIND, LANGUAGE, SLUG, TEXT},
};

/// A former slug's shape.
pub(crate) const FORMER_SLUG: &Shape = &Shape::Object(&[
    value("kind", ENTITY_KIND),
    value("code", CODE),
    value("language", LANGUAGE),
    value("slug", SLUG),
]);

/// The shape of a former address of a picture.
pub(crate) const FORMER_PICTURE: &Shape = &Shape::Object(&[value("address", TEXT), value("file", TEXT)]);
