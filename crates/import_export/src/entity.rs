//! The kinds of things that have slugs.

use catalog::SluggedKind;
use content::PageKind;
use serde::{Deserialize, Serialize};
use types::{Language, Slug};

/// A slug with the scope in which it is unique.
pub type ScopedSlug = (SlugScope, Language, Slug);

/// A scope in which slugs are unique per language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlugScope {
    /// Products: `/p/{slug}`.
    Products,
    /// Categories and collections: `/c/{slug}`.
    Listings,
    /// Pages of one kind.
    Pages(PageKind),
}

/// A reference to a thing that has slugs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityRef {
    /// The kind of the thing.
    pub kind: EntityKind,
    /// The code of the thing.
    pub code: Slug,
}

/// A kind of thing that has slugs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum EntityKind {
    /// A product.
    Product,
    /// A category.
    Category,
    /// A collection.
    Collection,
    /// A page of a kind.
    Page(PageKind),
}

impl EntityKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::Product,
        Self::Category,
        Self::Collection,
        Self::Page(PageKind::Home),
        Self::Page(PageKind::Story),
        Self::Page(PageKind::Page),
    ];

    /// Returns the kind's name in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Collection => "collection",
            Self::Page(kind) => kind.name(),
        }
    }

    /// Returns the catalogue's kind, or the kind of a page.
    pub(crate) const fn in_catalog(self) -> Result<SluggedKind, PageKind> {
        match self {
            Self::Product => Ok(SluggedKind::Product),
            Self::Category => Ok(SluggedKind::Category),
            Self::Collection => Ok(SluggedKind::Collection),
            Self::Page(kind) => Err(kind),
        }
    }

    /// Returns the scope in which its slugs are unique.
    pub const fn slug_scope(self) -> SlugScope {
        match self {
            Self::Product => SlugScope::Products,
            Self::Category | Self::Collection => SlugScope::Listings,
            Self::Page(kind) => SlugScope::Pages(kind),
        }
    }

    /// Returns the kind's name in sentences.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Collection => "collection",
            Self::Page(PageKind::Home) => "home page",
            Self::Page(PageKind::Story) => "story",
            Self::Page(PageKind::Page) => "page",
        }
    }
}

impl TryFrom<String> for EntityKind {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or_else(|| format!("there is no kind \"{name}\""))
    }
}

impl From<EntityKind> for &'static str {
    fn from(kind: EntityKind) -> Self {
        kind.name()
    }
}

impl From<SluggedKind> for EntityKind {
    fn from(kind: SluggedKind) -> Self {
        match kind {
            SluggedKind::Product => Self::Product,
            SluggedKind::Category => Self::Category,
            SluggedKind::Collection => Self::Collection,
        }
    }
}
