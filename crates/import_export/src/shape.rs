//! The shape of documents: their fields, which of them a new thing must have, and which may be taken away.
//!
//! The types that documents are read as know the same, but stop at the first fault and can't hold a half of a thing. From
//! the shape come all faults of a document at once, the whole thing that a partial document changes, and a list of what it
//! would lose.

mod faults;
mod losses;
mod merge;
mod of_catalog;
mod of_content;
mod of_former;
mod reading;

use serde_json::Value;
use types::Sku;

pub(crate) use self::{
    faults::{correct, sample},
    losses::losses,
    merge::merge,
};
pub(crate) use of_catalog::{ATTRIBUTE, CATEGORY, COLLECTION, PICTURE, PRODUCT, VARIANTS};
pub(crate) use of_content::PAGE;
pub(crate) use of_former::{FORMER_PICTURE, FORMER_SLUG};
use reading::Reading;
pub(crate) use reading::of_code;

/// The shape of a value.
pub(crate) enum Shape {
    /// A value that is read as a whole.
    Value(Reading),
    /// An object of these fields. Fields that are left out of a partial document stay as they are.
    Object(&'static [Field]),
    /// An object of any fields that `key` reads, each with a value of one shape.
    Map {
        key: Reading,
        of: &'static Shape,
    },
    /// One of these names in quotes, or an object with exactly one of these fields.
    OneOf {
        names: &'static [&'static str],
        fields: &'static [Field],
    },
    List(List),
}

/// A field of an object.
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    /// Whether a new thing must have it. `null` takes away what need not be there.
    pub(crate) is_required: bool,
}

/// A list, and the meaning that a partial document gives it.
pub(crate) struct List {
    pub(crate) of: &'static Shape,
    pub(crate) identity: Identity,
    pub(crate) given: Given,
}

/// What makes an element the same as another one.
#[derive(Clone, Copy)]
pub(crate) enum Identity {
    /// It is equal.
    Itself,
    /// These fields are equal.
    Fields(&'static [&'static str]),
    /// The SKUs in `sku` name the same variant.
    Sku,
    /// It has the same field, whatever its value: blocks are known by their kind.
    Kind,
}

/// What a list in a partial document says of elements that the shop has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// Nothing: its elements replace them.
    Whole,
    /// An element that the shop has too is merged with it; others are lost.
    Merged,
    /// An element that the shop has too is merged with it; others stay.
    Added,
}

impl Field {
    const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, is_required: true }
    }

    const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, is_required: false }
    }
}

impl Shape {
    /// The field `name` of an object of this shape.
    fn field(&self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Object(fields) | Self::OneOf { fields, .. } => fields.iter().find(|field| field.name == name),
            Self::Value(_) | Self::Map { .. } | Self::List(_) => None,
        }
    }

    /// The shape of what is at `name` in an object of this shape.
    fn inside(&self, name: &str) -> Option<&'static Shape> {
        match self {
            Self::Map { of, .. } => Some(of),
            _ => self.field(name).map(|field| &field.shape),
        }
    }
}

impl Identity {
    /// Returns what tells this element from others, if it says so.
    pub(crate) fn of(self, element: &Value) -> Option<String> {
        match self {
            Self::Itself => Some(element.to_string()),
            Self::Fields(names) => names.iter().map(|name| Some(element.get(name)?.to_string())).collect(),
            Self::Sku => {
                let sku = Sku::new(element.get("sku")?.as_str()?).ok()?;
                Some(sku.key().as_str().to_owned())
            }
            Self::Kind => element.as_object()?.keys().next().cloned(),
        }
    }

    /// Returns an element's name in sentences.
    fn name(self, element: &Value) -> Option<String> {
        match self {
            Self::Itself => element.as_str().map(str::to_owned),
            Self::Fields([name, ..]) => element.get(name)?.as_str().map(str::to_owned),
            Self::Fields([]) => None,
            Self::Sku => element.get("sku")?.as_str().map(str::to_owned),
            Self::Kind => self.of(element),
        }
    }
}

#[cfg(test)]
mod tests;
