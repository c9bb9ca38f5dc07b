use catalog::CategoryDocument;
use types::{Slug, bounds::MAX_CATEGORY_DEPTH};

use super::{
    Check, Reference,
    levels::{Levels, way_back},
};
use crate::{EntityKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn categories(&mut self, categories: &[CategoryDocument]) {
        let list = PathCursor::top("categories");
        let levels = Levels::of(&self.shop);
        for (index, category) in categories.iter().enumerate() {
            let at = list.index(index);
            self.addressed(at, EntityKind::Category, &category.code, &category.slug);
            self.words(at.field("name"), &category.name);
            self.words_or_none(at.field("description"), &category.description);
            self.picture(at.field("picture"), category.picture.as_ref());
            self.parent(at.field("parent"), category, &levels);
        }
    }

    /// Checks that the shop has the category.
    pub(crate) fn category(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_category(code) {
            self.unknown(at, Reference::Category, "category", code.as_str(), "categories");
        }
    }

    fn parent(&mut self, at: PathCursor<'_>, category: &CategoryDocument, levels: &Levels) {
        let (code, Some(parent)) = (&category.code, &category.parent) else { return };
        self.category(at, parent);
        if levels.is_under_itself(code) {
            let way = way_back(&self.shop, code);
            self.broken(at, || format!("\"{code}\" would be under itself ({way}); choose another parent"));
        }
        let lowest = levels.lowest_under(code);
        self.rule(at, lowest <= MAX_CATEGORY_DEPTH, || {
            format!("the tree would have {lowest} levels here; at most {MAX_CATEGORY_DEPTH} fit: choose a parent above this one")
        });
    }
}
