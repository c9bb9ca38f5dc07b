use serde::{Deserialize, Serialize};

use crate::ProductSource;

/// A block in one language. `P` is a picture: its row as it is stored, or everything a page needs to show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block<P> {
    /// The first thing a visitor sees.
    Hero {
        /// Heading.
        title: String,
        /// A sentence.
        text: String,
        /// Behind or beside the words.
        picture: P,
        /// Where it leads.
        link: Link,
    },
    /// A picture with a few words and a way on.
    Banner {
        /// Heading.
        title: String,
        /// A sentence.
        text: String,
        /// Beside the words.
        picture: P,
        /// Where it leads.
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
        /// Words under it.
        caption: Option<String>,
    },
    /// Somebody's words.
    Quote {
        /// The words.
        text: String,
        /// Whose they are.
        source: String,
    },
    /// Texts side by side.
    Columns(Vec<Column>),
    /// A row of products.
    ProductList {
        /// Heading.
        title: String,
        /// Which.
        products: ProductSource,
        /// At most how many.
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
        /// At most how many.
        limit: u8,
    },
}

/// A heading with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Heading.
    pub title: String,
    /// Safe HTML, made from the merchant's Markdown.
    pub html: String,
}

/// A way on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub to: Target,
}

/// A thing of the shop, by code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A product.
    Product(String),
    /// A category.
    Category(String),
    /// A collection.
    Collection(String),
    /// A story.
    Story(String),
    /// A page.
    Page(String),
}

impl<P> Block<P> {
    /// The picture it shows, if it shows one.
    pub const fn picture(&self) -> Option<&P> {
        match self {
            Self::Hero { picture, .. } | Self::Banner { picture, .. } | Self::Picture { picture, .. } => Some(picture),
            _ => None,
        }
    }

    /// The same block with its picture looked up, or `None` where there is no such picture.
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
