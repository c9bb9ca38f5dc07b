use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument};
use content::{MenuDocument, PageDocument};
use pictures::PictureDocument;
use pricing_rules::PricingRulesDocument;
use serde::{Deserialize, Serialize};
use setup::SetupDocument;

pub(crate) use deleted::DeletedKey;
pub use deleted::{DeletedDocument, DeletedKind};
pub(crate) use former::FormerSlugKey;
pub use former::{FormerPictureDocument, FormerSlugDocument};

mod deleted;
mod former;

/// The field of a document that holds the setup.
pub(crate) const SETUP: &str = "setup";

/// The field of a document that holds the rules of prices in carts.
pub(crate) const PRICING: &str = "pricing";

/// The name and version of the format, with which every document begins.
pub const FORMAT: &str = "vitrine/1";

/// A shop, or a part of one. An import leaves everything that a document doesn't name as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShopDocument {
    /// The format's name and version.
    pub format: FormatVersion,
    /// The shop's name, languages, markets and interface texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<SetupDocument>,
    /// The promotions, delivery methods and tax rates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pricing: Option<PricingRulesDocument>,
    /// The source pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<PictureDocument>,
    /// The attributes of products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<AttributeDocument>,
    /// The category tree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<CategoryDocument>,
    /// The products.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductDocument>,
    /// The collections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collections: Vec<CollectionDocument>,
    /// The home page, stories and pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<PageDocument>,
    /// The menus of the header and the footer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub navigation: Vec<MenuDocument>,
    /// Things to delete. An export names those that are deleted and whose former addresses still lead on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deleted: Vec<DeletedDocument>,
    /// Former slugs. Each redirects to the thing that had it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_slugs: Vec<FormerSlugDocument>,
    /// Former addresses of pictures. Each redirects to the pixels that replaced those at the address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_pictures: Vec<FormerPictureDocument>,
}

/// The version of the format: always the text [`FORMAT`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct FormatVersion;

/// A list of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Pictures,
    Attributes,
    Categories,
    Products,
    Collections,
    Pages,
    Navigation,
    Deleted,
    FormerSlugs,
    FormerPictures,
}

impl Section {
    pub(crate) const ALL: [Self; 10] = [
        Self::Pictures,
        Self::Attributes,
        Self::Categories,
        Self::Products,
        Self::Collections,
        Self::Pages,
        Self::Navigation,
        Self::Deleted,
        Self::FormerSlugs,
        Self::FormerPictures,
    ];

    /// The list's name in documents.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Attributes => "attributes",
            Self::Categories => "categories",
            Self::Products => "products",
            Self::Collections => "collections",
            Self::Pages => "pages",
            Self::Navigation => "navigation",
            Self::Deleted => "deleted",
            Self::FormerSlugs => "former_slugs",
            Self::FormerPictures => "former_pictures",
        }
    }
}

impl TryFrom<String> for FormatVersion {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text == FORMAT { Ok(Self) } else { Err(format!("this version reads \"{FORMAT}\", not \"{text}\"")) }
    }
}

impl From<FormatVersion> for &'static str {
    fn from(_: FormatVersion) -> Self {
        FORMAT
    }
}
