use catalog::CategoryDocument;
use types::Slug;

use super::{Check, Reference};
use crate::{Noun, field::At};

impl Check<'_> {
    pub(crate) fn categories(&mut self, categories: &[CategoryDocument]) {
        let list = At::top("categories");
        for (index, category) in categories.iter().enumerate() {
            let at = list.index(index);
            self.addressed(at, Noun::Category, &category.code, &category.slug);
            self.words(at.field("name"), &category.name);
            self.words_or_none(at.field("description"), &category.description);
            self.picture(at.field("picture"), category.picture.as_ref());
            self.parent(at.field("parent"), category);
        }
    }

    /// The code of a category is one of the shop's.
    pub(crate) fn category(&mut self, at: At<'_>, code: &Slug) {
        if !self.shop.has_category(code) {
            self.unknown(at, Reference::Category, "category", code.as_str(), "categories");
        }
    }

    fn parent(&mut self, at: At<'_>, category: &CategoryDocument) {
        let Some(parent) = &category.parent else { return };
        self.category(at, parent);
        if let Some(way) = self.way_back(&category.code) {
            let code = &category.code;
            self.broken(at, || format!("\"{code}\" would be under itself ({way}); choose another parent"));
        }
    }

    /// The way up from `code` that comes back to it, if it does: `a < b < a`. A way that runs into somebody else's
    /// circle ends where it meets itself.
    fn way_back(&self, code: &Slug) -> Option<String> {
        let mut way = vec![code.as_str()];
        let mut category = code;
        while let Some(parent) = self.shop.parent(category) {
            if way[1..].contains(&parent.as_str()) {
                return None;
            }
            way.push(parent.as_str());
            if parent == code {
                return Some(way.join(" < "));
            }
            category = parent;
        }
        None
    }
}
