//! The documents of pages: the content part of the import and export format.

use serde::{Deserialize, Serialize};
use types::{Slug, TargetDocument, Translated, Window};

/// A page made of blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageDocument {
    /// Its kind, which decides its address.
    pub kind: PageKind,
    /// Its name in documents.
    pub code: Slug,
    /// Its name in URLs.
    pub slug: Translated<Slug>,
    /// Its heading and title.
    pub title: Translated,
    /// A sentence on its content, for lists, search engines and shared links.
    #[serde(default, skip_serializing_if = "Translated::is_empty")]
    pub summary: Translated,
    /// The file of its picture, for lists and shared links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The window in which it is public. A page without one is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// True if it is no longer public, whatever `published` says.
    #[serde(default, skip_serializing_if = "is_false")]
    pub archived: bool,
    /// The target of its addresses while it is archived; without it, they answer 410.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect: Option<TargetDocument>,
    /// Its blocks, from top to bottom.
    pub blocks: Vec<BlockDocument>,
}

/// The kinds of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// `/{locale}`; there is one.
    Home,
    /// `/{locale}/stories/{slug}`
    Story,
    /// `/{locale}/pages/{slug}`
    Page,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl PageKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Home, Self::Story, Self::Page];

    /// Returns the name for documents and the database.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Story => "story",
            Self::Page => "page",
        }
    }
}

/// A block in every language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BlockDocument {
    /// A large picture with a heading, a sentence and a link, at the head of a page.
    Hero {
        /// Heading.
        title: Translated,
        /// A sentence.
        #[serde(default, skip_serializing_if = "Translated::is_empty")]
        text: Translated,
        /// The file of its picture.
        picture: String,
        /// The link below the texts.
        link: LinkDocument,
    },
    /// A picture with a heading, a sentence and a link.
    Banner {
        /// Heading.
        title: Translated,
        /// A sentence.
        #[serde(default, skip_serializing_if = "Translated::is_empty")]
        text: Translated,
        /// The file of its picture.
        picture: String,
        /// The link below the texts.
        link: LinkDocument,
    },
    /// Running text as Markdown (CommonMark without HTML).
    RichText {
        /// The text.
        markdown: Translated,
    },
    /// One picture with a text below it.
    Picture {
        /// The file of the picture.
        picture: String,
        /// A text below the picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<Translated>,
    },
    /// A quotation.
    Quote {
        /// The quoted text.
        text: Translated,
        /// The person or work that is quoted.
        #[serde(default, skip_serializing_if = "Translated::is_empty")]
        source: Translated,
    },
    /// Two or three texts side by side.
    Columns {
        /// The heading and text of each.
        columns: Vec<ColumnDocument>,
    },
    /// A row of products.
    ProductList {
        /// Heading.
        title: Translated,
        /// The choice of products.
        products: ProductSource,
        /// The most products in the row: 1 to 24.
        limit: u8,
    },
    /// The collections, as cards.
    Collections {
        /// Heading.
        title: Translated,
        /// Their codes, in order.
        collections: Vec<Slug>,
    },
    /// The top categories, as cards.
    Categories {
        /// Heading.
        title: Translated,
    },
    /// The newest stories, as cards.
    Stories {
        /// Heading.
        title: Translated,
        /// The most stories: 1 to 12.
        limit: u8,
    },
}

/// A heading with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDocument {
    /// Heading.
    pub title: Translated,
    /// Text as Markdown.
    pub markdown: Translated,
}

/// A link to a product, a listing or a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkDocument {
    /// Its text.
    pub label: Translated,
    /// Its target.
    pub to: TargetDocument,
}

/// The choice of products that a row shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProductSource {
    /// The newest of the whole shop.
    Newest,
    /// The most popular of the whole shop.
    Popular,
    /// The first of a collection, by code.
    Collection(Slug),
    /// These, by code.
    Products(Vec<Slug>),
}
