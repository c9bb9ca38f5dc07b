//! The kinds of things that have slugs.

use catalog::SluggedKind;
use content::PageKind;
use serde::{Deserialize, Serialize};
use types::{Language, Slug};

/// A slug in the space it must be unique in.
pub type ScopedSlug = (SlugScope, Language, Slug);

/// Slugs are unique per language and space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlugScope {
    /// `/p/{slug}`
    Products,
    /// `/c/{slug}`: categories and collections together.
    Listings,
    /// Pages of one kind.
    Pages(PageKind),
}

/// A thing of the shop that has an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityRef {
    /// What it is.
    pub kind: EntityKind,
    /// Its code.
    pub code: Slug,
}

/// The things that have addresses.
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
    /// Every kind of thing.
    pub const ALL: [Self; 6] = [
        Self::Product,
        Self::Category,
        Self::Collection,
        Self::Page(PageKind::Home),
        Self::Page(PageKind::Story),
        Self::Page(PageKind::Page),
    ];

    /// As documents write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Product => "product",
            Self::Category => "category",
            Self::Collection => "collection",
            Self::Page(kind) => kind.name(),
        }
    }

    /// The catalogue's kind, or the kind of a page.
    pub(crate) const fn in_catalog(self) -> Result<SluggedKind, PageKind> {
        match self {
            Self::Product => Ok(SluggedKind::Product),
            Self::Category => Ok(SluggedKind::Category),
            Self::Collection => Ok(SluggedKind::Collection),
            Self::Page(kind) => Err(kind),
        }
    }

    /// Where its slugs must be unique.
    pub const fn slug_scope(self) -> SlugScope {
        match self {
            Self::Product => SlugScope::Products,
            Self::Category | Self::Collection => SlugScope::Listings,
            Self::Page(kind) => SlugScope::Pages(kind),
        }
    }

    /// As refusals call it.
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
