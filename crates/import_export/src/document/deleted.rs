//! Documents of deleted things.

use content::PageKind;
use serde::{Deserialize, Serialize};
use types::{Slug, TargetDocument};

use crate::EntityKind;

/// A thing that an import deletes, or that the shop has deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeletedDocument {
    /// The kind of the thing.
    pub kind: DeletedKind,
    /// The code of the thing, the file of a picture, or attribute and value with a slash, such as `colour/clay`.
    pub code: String,
    /// The code of a product's home category, or of the category above a category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Slug>,
    /// The target of its addresses; without it, they answer 410.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<TargetDocument>,
}

/// A kind of thing that can be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum DeletedKind {
    /// A thing that has slugs.
    Entity(EntityKind),
    /// A value of an attribute.
    Value,
    /// A picture.
    Picture,
}

/// The key of a deleted thing.
pub(crate) type DeletedKey = (DeletedKind, String);

impl DeletedKind {
    /// Returns every kind of which things can be deleted: a shop keeps its home page.
    pub fn all() -> impl Iterator<Item = Self> {
        let entities = EntityKind::ALL.into_iter().filter(|kind| *kind != EntityKind::Page(PageKind::Home));
        entities.map(Self::Entity).chain([Self::Value, Self::Picture])
    }

    /// Returns the kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.name(),
            Self::Value => "value",
            Self::Picture => "picture",
        }
    }

    /// Returns the kind's name in sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Entity(kind) => kind.word(),
            Self::Value => "value",
            Self::Picture => "picture",
        }
    }
}

impl TryFrom<String> for DeletedKind {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        match [Self::Value, Self::Picture].into_iter().find(|kind| kind.name() == name) {
            Some(kind) => Ok(kind),
            None => EntityKind::try_from(name).map(Self::Entity),
        }
    }
}

impl From<DeletedKind> for &'static str {
    fn from(kind: DeletedKind) -> Self {
        kind.name()
    }
}

impl DeletedDocument {
    pub(crate) fn key(&self) -> DeletedKey {
        (self.kind, self.code.clone())
    }

    /// Returns the kind and the code of a thing that has slugs.
    pub(crate) fn entity(&self) -> Option<(EntityKind, Slug)> {
        match self.kind {
            DeletedKind::Entity(kind) => Some((kind, Slug::new(self.code.as_str()).ok()?)),
            DeletedKind::Value | DeletedKind::Picture => None,
        }
    }

    /// Returns the attribute and the value, if it is one.
    pub(crate) fn value(&self) -> Option<(Slug, Slug)> {
        let (attribute, value) = self.code.split_once('/').filter(|_| self.kind == DeletedKind::Value)?;
        Slug::new(attribute).ok().zip(Slug::new(value).ok())
    }
}
