use std::{borrow::Cow, collections::HashSet, fmt};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use types::{Sku, SkuKey, Slug};

use crate::document::{DeletedKind, Section};

/// Everything that a file names and so may change in the shop.
#[derive(Debug, Default)]
pub struct Names {
    /// Codes of things of every kind.
    pub codes: HashSet<Slug>,
    /// SKUs that stand for the product they belong to.
    pub skus: HashSet<SkuKey>,
    /// The pictures that the document names, in its order.
    pub pictures: Vec<NamedPicture>,
    /// The things that the file deletes.
    pub deleted: Vec<(DeletedKind, String)>,
    /// The categories that the file archives.
    pub archived_categories: Vec<Slug>,
    /// True if the file has menus.
    pub has_menus: bool,
}

/// A picture as a document names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPicture {
    /// The file that the picture is named after.
    pub file: String,
    /// The file with the bytes, if that is another one.
    pub from: Option<String>,
}

impl NamedPicture {
    /// Returns the file with the bytes.
    pub fn source(&self) -> &str {
        self.from.as_ref().unwrap_or(&self.file)
    }
}

/// The name of an element. The first of several names counts; a file with duplicate fields is rejected later.
#[derive(Default)]
struct Name<'a> {
    code: Option<Cow<'a, str>>,
    file: Option<Cow<'a, str>>,
    /// These fields in any form. A wrong form is reported when the element is read.
    from: Option<serde_json::Value>,
    kind: Option<serde_json::Value>,
    archived: Option<serde_json::Value>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Name<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Name<'de>, A::Error> {
        let mut name = Name::default();
        while let Some(field) = object.next_key::<Cow<'de, str>>()? {
            match field.as_ref() {
                "code" if name.code.is_none() => name.code = Some(object.next_value()?),
                "file" if name.file.is_none() => name.file = Some(object.next_value()?),
                "from" if name.from.is_none() => name.from = Some(object.next_value()?),
                "kind" if name.kind.is_none() => name.kind = Some(object.next_value()?),
                "archived" if name.archived.is_none() => name.archived = Some(object.next_value()?),
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(name)
    }
}

impl Names {
    /// Returns true if the file changes things that others refer to, or has menus, so that all of the shop is needed.
    pub(crate) fn concerns_others(&self) -> bool {
        self.has_menus || !self.deleted.is_empty() || !self.archived_categories.is_empty()
    }

    /// Adds the name of a document's element, if it has one.
    pub(crate) fn add_element(&mut self, section: Section, json: &str) {
        let Name { code, file, from, kind, archived } = serde_json::from_str(json).unwrap_or_default();
        let from = from.and_then(|from| from.as_str().map(str::to_owned));
        match section {
            Section::Pictures => {
                self.pictures.extend(file.map(|file| NamedPicture { file: file.into_owned(), from }));
            }
            Section::Deleted => {
                let kind = kind.and_then(|kind| DeletedKind::deserialize(kind).ok());
                self.deleted.extend(kind.zip(code.map(Cow::into_owned)));
            }
            Section::Categories if archived == Some(true.into()) => {
                let code = Slug::new(code.as_deref().unwrap_or_default());
                self.codes.extend(code.clone());
                self.archived_categories.extend(code);
            }
            Section::Navigation => self.has_menus = true,
            _ => self.add_code(code.as_deref().unwrap_or_default()),
        }
    }

    /// Adds a code, if it is one.
    pub(crate) fn add_code(&mut self, code: &str) {
        self.codes.extend(Slug::new(code));
    }

    /// Adds a SKU, if it is one.
    pub(crate) fn add_sku(&mut self, sku: &str) {
        self.skus.extend(Sku::new(sku).map(|sku| sku.key()));
    }
}
