use serde::{Deserialize, Serialize};
use types::TargetDocument;

use crate::ProductSource;

/// A block of a page in one language. `P` is its picture: an id in the database, an [`ImageRef`](types::ImageRef) on
/// pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block<P> {
    /// A large picture with a heading, a sentence and a link, at the head of a page.
    Hero {
        /// Heading.
        title: String,
        /// A sentence.
        text: String,
        /// The picture behind or beside the texts.
        picture: P,
        /// The link below the texts.
        link: Link,
    },
    /// A picture with a heading, a sentence and a link.
    Banner {
        /// Heading.
        title: String,
        /// A sentence.
        text: String,
        /// The picture beside the texts.
        picture: P,
        /// The link below the texts.
        link: Link,
    },
    /// Running text.
    RichText {
        /// Safe HTML, made from the merchant's Markdown.
        html: String,
    },
    /// One picture.
    Picture {
        /// The picture.
        picture: P,
        /// A text below the picture.
        caption: Option<String>,
    },
    /// A quotation.
    Quote {
        /// The quoted text.
        text: String,
        /// The person or work that is quoted.
        source: String,
    },
    /// Texts side by side.
    Columns(Vec<TextColumn>),
    /// A row of products.
    ProductList {
        /// Heading.
        title: String,
        /// The choice of products.
        products: ProductSource,
        /// The most products or stories in the row.
        limit: u8,
    },
    /// Collections as cards.
    Collections {
        /// Heading.
        title: String,
        /// Their codes, in order.
        collections: Vec<String>,
    },
    /// The top categories as cards.
    Categories {
        /// Heading.
        title: String,
    },
    /// The newest stories as cards.
    Stories {
        /// Heading.
        title: String,
        /// The most products or stories in the row.
        limit: u8,
    },
}

/// A heading with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextColumn {
    /// Heading.
    pub title: String,
    /// Safe HTML, made from the merchant's Markdown.
    pub html: String,
}

/// A link to a product, a listing or a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its text.
    pub label: String,
    /// Its target.
    pub to: TargetDocument,
}

impl<P> Block<P> {
    /// Returns the picture, if the block has one.
    pub const fn picture(&self) -> Option<&P> {
        match self {
            Self::Hero { picture, .. } | Self::Banner { picture, .. } | Self::Picture { picture, .. } => Some(picture),
            _ => None,
        }
    }

    /// Replaces the picture with the one that `look_up` returns for it. `None` if it returns none.
    pub fn with_picture<Q>(self, look_up: impl FnOnce(P) -> Option<Q>) -> Option<Block<Q>> {
        Some(match self {
            Self::Hero { title, text, picture, link } => Block::Hero { title, text, picture: look_up(picture)?, link },
            Self::Banner { title, text, picture, link } => {
                Block::Banner { title, text, picture: look_up(picture)?, link }
            }
            Self::Picture { picture, caption } => Block::Picture { picture: look_up(picture)?, caption },
            Self::RichText { html } => Block::RichText { html },
            Self::Quote { text, source } => Block::Quote { text, source },
            Self::Columns(columns) => Block::Columns(columns),
            Self::ProductList { title, products, limit } => Block::ProductList { title, products, limit },
            Self::Collections { title, collections } => Block::Collections { title, collections },
            Self::Categories { title } => Block::Categories { title },
            Self::Stories { title, limit } => Block::Stories { title, limit },
        })
    }
}
