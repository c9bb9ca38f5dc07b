use std::{borrow::Cow, collections::HashSet};

use serde::Deserialize;
use types::{Sku, SkuKey, Slug};

use crate::document::Section;

/// Everything that a file names: what it may change in the shop.
#[derive(Debug, Default)]
pub struct Names {
    /// Codes of things of every kind.
    pub codes: HashSet<Slug>,
    /// SKUs that stand for the product they belong to.
    pub skus: HashSet<SkuKey>,
    /// Files of pictures that the document brings, in its order.
    pub pictures: Vec<String>,
}

impl Names {
    /// Adds the name of a document's element, if it has one.
    pub(crate) fn add_element(&mut self, section: Section, json: &str) {
        #[derive(Deserialize)]
        struct Name<'a> {
            #[serde(borrow)]
            code: Option<Cow<'a, str>>,
            #[serde(borrow)]
            file: Option<Cow<'a, str>>,
        }
        let Ok(name) = serde_json::from_str::<Name<'_>>(json) else { return };
        match section {
            Section::Pictures => self.pictures.extend(name.file.map(Cow::into_owned)),
            _ => self.add_code(name.code.as_deref().unwrap_or_default()),
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
