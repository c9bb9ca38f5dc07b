//! The elements of a shop document's lists: their shapes, and the shop's documents that they change.

use catalog::{AttributeDocument, CategoryDocument, CollectionDocument, ProductDocument};
use content::{MenuDocument, MenuKind, PageDocument, PageKind};
use pictures::PictureDocument;
use serde::{Deserialize as _, Serialize, de::DeserializeOwned};
use serde_json::Value;
use types::{Language, Slug};

use crate::{
    DeletedDocument, DeletedKind, EntityKind, ExistingShop, FormerPictureDocument, FormerSlugDocument,
    document::Section,
    shape::{self, Shape},
};

/// An element of one of a document's lists.
pub(crate) trait ListedDocument: Serialize + DeserializeOwned + PartialEq {
    /// The list that holds such elements.
    const SECTION: Section;
    /// The shape of an element.
    const SHAPE: &'static Shape;

    /// Returns the shop's document of the thing that `given` names.
    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self>;
}

fn code(given: &Value) -> Option<Slug> {
    Slug::new(given.get("code")?.as_str()?).ok()
}

impl ListedDocument for PictureDocument {
    const SECTION: Section = Section::Pictures;
    const SHAPE: &'static Shape = shape::PICTURE;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.pictures.get(given.get("file")?.as_str()?)
    }
}

impl ListedDocument for AttributeDocument {
    const SECTION: Section = Section::Attributes;
    const SHAPE: &'static Shape = shape::ATTRIBUTE;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.attributes.get(&code(given)?)
    }
}

impl ListedDocument for CategoryDocument {
    const SECTION: Section = Section::Categories;
    const SHAPE: &'static Shape = shape::CATEGORY;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.categories.get(&code(given)?)
    }
}

impl ListedDocument for ProductDocument {
    const SECTION: Section = Section::Products;
    const SHAPE: &'static Shape = shape::PRODUCT;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.products.get(&code(given)?)
    }
}

impl ListedDocument for CollectionDocument {
    const SECTION: Section = Section::Collections;
    const SHAPE: &'static Shape = shape::COLLECTION;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.collections.get(&code(given)?)
    }
}

impl ListedDocument for PageDocument {
    const SECTION: Section = Section::Pages;
    const SHAPE: &'static Shape = shape::PAGE;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        let name = given.get("kind")?.as_str()?;
        let kind = PageKind::ALL.into_iter().find(|kind| kind.name() == name)?;
        known.had.pages.get(&(kind, code(given)?))
    }
}

impl ListedDocument for MenuDocument {
    const SECTION: Section = Section::Navigation;
    const SHAPE: &'static Shape = shape::MENU;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        let kind = MenuKind::deserialize(given.get("menu")?).ok()?;
        known.had.menus.get(&kind)
    }
}

impl ListedDocument for DeletedDocument {
    const SECTION: Section = Section::Deleted;
    const SHAPE: &'static Shape = shape::DELETED;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        let kind = DeletedKind::deserialize(given.get("kind")?).ok()?;
        known.had.deleted.get(&(kind, given.get("code")?.as_str()?.to_owned()))
    }
}

impl ListedDocument for FormerSlugDocument {
    const SECTION: Section = Section::FormerSlugs;
    const SHAPE: &'static Shape = shape::FORMER_SLUG;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        let kind = EntityKind::deserialize(given.get("kind")?).ok()?;
        let language = Language::deserialize(given.get("language")?).ok()?;
        known.had.former_slugs.get(&(kind, language, Slug::new(given.get("slug")?.as_str()?).ok()?))
    }
}

impl ListedDocument for FormerPictureDocument {
    const SECTION: Section = Section::FormerPictures;
    const SHAPE: &'static Shape = shape::FORMER_PICTURE;

    fn existing<'k>(known: &'k ExistingShop, given: &Value) -> Option<&'k Self> {
        known.had.former_pictures.get(given.get("address")?.as_str()?)
    }
}
