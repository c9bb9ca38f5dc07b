//! The shape of deleted things.

use super::{
    Field, Shape,
    of_catalog::{TARGET, value},
    reading::{CODE, DELETED_KIND, TEXT},
};

/// A deleted thing's shape.
pub(crate) const DELETED: &Shape = &Shape::Object(&[
    value("kind", DELETED_KIND),
    value("code", TEXT),
    Field::optional("category", Shape::Value(CODE)),
    Field::optional("redirect", TARGET),
]);
