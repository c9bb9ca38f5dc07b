//! The shape of documents: their fields, and which of these are required.
//!
//! The documents' types describe the same fields, but `serde` stops at the first fault, and a type can't hold a partial
//! document. The shape serves to find all faults of a document at once, to merge a partial document with the shop's, and to
//! list everything that a document would remove.

mod faults;
mod languages;
mod losses;
mod merge;
mod of_catalog;
mod of_content;
mod of_deleted;
mod of_former;
mod of_menu;
mod reading;

use serde_json::Value;
use types::Sku;

pub(crate) use self::{
    faults::{correct, sample},
    languages::retain_languages,
    losses::losses,
    merge::merge,
};
pub(crate) use of_catalog::{ATTRIBUTE, CATEGORY, COLLECTION, PICTURE, PRODUCT, VARIANTS};
pub(crate) use of_content::PAGE;
pub(crate) use of_deleted::DELETED;
pub(crate) use of_former::{FORMER_PICTURE, FORMER_SLUG};
pub(crate) use of_menu::MENU;
use reading::Reading;
pub(crate) use reading::of_code;

/// The shape of a value.
pub(crate) enum Shape {
    /// A value without fields.
    Value(Reading),
    /// An object of these fields. Fields that a partial document leaves out stay as they are.
    Object(&'static [Field]),
    /// An object of any fields whose names `key` reads, with values of one shape.
    Map {
        key: Reading,
        of: &'static Shape,
    },
    /// One of these names as a text, or an object with exactly one of these fields.
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
    /// True if a new thing must have the field. `null` removes a field that is not required.
    pub(crate) is_required: bool,
    /// True if its value ends in the course of business, as a compare-at price does with a sale. That is no loss.
    pub(crate) is_temporary: bool,
}

/// A list, and its meaning in a partial document.
pub(crate) struct List {
    pub(crate) of: &'static Shape,
    pub(crate) identity: Identity,
    pub(crate) given: Given,
}

/// The identity of a list's elements.
#[derive(Clone, Copy)]
pub(crate) enum Identity {
    /// Elements are the same if they are equal.
    Itself,
    /// Elements are the same if these fields are equal.
    Fields(&'static [&'static str]),
    /// Elements are the same if their fields `sku` name the same variant.
    Sku,
    /// Elements are never the same: the list is one thing, of which nothing can be lost.
    Nothing,
    /// Elements are the same if they have the same field, with any value: a block is identified by its kind.
    Kind,
}

/// The meaning of a partial document's list for elements that the shop has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Given {
    /// The list replaces them.
    Whole,
    /// Elements in both are merged; the shop's other elements are lost.
    Merged,
    /// Elements in both are merged; the shop's other elements stay.
    Added,
}

impl Field {
    const fn required(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, is_required: true, is_temporary: false }
    }

    const fn optional(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, is_required: false, is_temporary: false }
    }

    const fn temporary(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, is_required: false, is_temporary: true }
    }
}

impl Shape {
    /// Returns the field `name` of an object of this shape.
    fn field(&self, name: &str) -> Option<&'static Field> {
        match self {
            Self::Object(fields) | Self::OneOf { fields, .. } => fields.iter().find(|field| field.name == name),
            Self::Value(_) | Self::Map { .. } | Self::List(_) => None,
        }
    }

    /// Returns the shape of the value at `name` in an object of this shape.
    fn inside(&self, name: &str) -> Option<&'static Shape> {
        match self {
            Self::Map { of, .. } => Some(of),
            _ => self.field(name).map(|field| &field.shape),
        }
    }
}

impl Identity {
    /// Returns the text that identifies this element, if it has one.
    pub(crate) fn of(self, element: &Value) -> Option<String> {
        match self {
            Self::Nothing => None,
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
            Self::Fields([]) | Self::Nothing => None,
            Self::Sku => element.get("sku")?.as_str().map(str::to_owned),
            Self::Kind => self.of(element),
        }
    }
}

#[cfg(test)]
mod tests;
