use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument};
use content::PageDocument;
use pictures::PictureDocument;
use serde::{Deserialize, Serialize};

/// The name and version of the format, which every document opens with.
pub const FORMAT: &str = "vitrine/1";

/// A shop, or a part of one: what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopDocument {
    /// The format's name and version.
    pub format: Format,
    /// The source pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureDocument>,
    /// What products can be told apart by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeDocument>,
    /// The category tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryDocument>,
    /// What is sold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductDocument>,
    /// Lists of products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<CollectionDocument>,
    /// The home page, stories and pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageDocument>,
}

/// The text [`FORMAT`], and no other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Format;

impl TryFrom<String> for Format {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == FORMAT { Ok(Self) } else { Err(format!("this version reads \"{FORMAT}\", not \"{text}\"")) }
    }
}

impl From<Format> for &'static str {
    fn from(_: Format) -> Self {
        FORMAT
    }
}
