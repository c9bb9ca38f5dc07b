//! What a merchant writes of pages, and reads back: the content part of the import and export format.

use serde::{Deserialize, Serialize};
use types::{Slug, Translated, Window};

/// A page made of blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageDocument {
    /// What kind of page, which decides its address.
    pub kind: PageKind,
    /// The name it has in documents.
    pub code: Slug,
    /// The name it has in URLs.
    pub slug: Translated<Slug>,
    /// Its heading and title.
    pub title: Translated,
    /// What it says, in a sentence: for lists, search engines and shared links.
    pub summary: Translated,
    /// The file of its picture, for lists and shared links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// When it is public from and to; without it, it is a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Window>,
    /// What it is made of, from top to bottom.
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

impl PageKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Home, Self::Story, Self::Page];

    /// As documents and the database write it.
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
    /// The first thing a visitor sees: a large picture, a heading, a sentence, a way on.
    Hero {
        /// Heading.
        title: Translated,
        /// A sentence.
        text: Translated,
        /// The file of its picture.
        picture: String,
        /// Where it leads.
        link: LinkDocument,
    },
    /// A picture beside or behind a few words, with a way on.
    Banner {
        /// Heading.
        title: Translated,
        /// A sentence.
        text: Translated,
        /// The file of its picture.
        picture: String,
        /// Where it leads.
        link: LinkDocument,
    },
    /// Running text as Markdown (CommonMark without HTML).
    RichText {
        /// The text.
        markdown: Translated,
    },
    /// One picture with words under it.
    Picture {
        /// The file of the picture.
        picture: String,
        /// Words under it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<Translated>,
    },
    /// Somebody's words.
    Quote {
        /// The words.
        text: Translated,
        /// Whose they are.
        source: Translated,
    },
    /// Two or three texts side by side.
    Columns {
        /// Each one's heading and text.
        columns: Vec<ColumnDocument>,
    },
    /// A row of products.
    ProductList {
        /// Heading.
        title: Translated,
        /// Which.
        products: ProductSource,
        /// At most how many: 1 to 24.
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
        /// At most how many: 1 to 12.
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

/// A way on, to a thing of the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkDocument {
    /// What it says.
    pub label: Translated,
    /// Where it leads.
    pub to: TargetDocument,
}

/// A thing of the shop, by code: its address follows its slug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TargetDocument {
    /// A product.
    Product(Slug),
    /// A category.
    Category(Slug),
    /// A collection.
    Collection(Slug),
    /// A story.
    Story(Slug),
    /// A page.
    Page(Slug),
}

/// Which products a row shows.
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
