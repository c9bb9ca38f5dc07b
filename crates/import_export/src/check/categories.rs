use catalog::CategoryDocument;
use types::{Slug, TargetDocument, bounds::MAX_CATEGORY_DEPTH};

use super::{
    Check, Reference,
    levels::{Levels, circle_path},
};
use crate::{EntityKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn check_categories(&mut self, categories: &[CategoryDocument]) {
        let list = PathCursor::top("categories");
        let levels = Levels::of(&self.shop);
        for (index, category) in categories.iter().enumerate() {
            let at = list.index(index);
            self.check_uniqueness(at, EntityKind::Category, &category.code, &category.slug);
            self.check_words(at.field("name"), &category.name);
            self.check_optional_words(at.field("description"), &category.description);
            self.check_picture(at.field("picture"), category.picture.as_ref());
            self.check_parent(at.field("parent"), category, &levels);
            if category.archived {
                self.check_empty(at.field("archived"), &category.code);
            } else if let Some(parent) = category.parent.as_ref() {
                self.check_category_is_active(at.field("parent"), parent);
            }
            let own = TargetDocument::Category(category.code.clone());
            self.check_redirect(at.field("redirect"), category.redirect.as_ref(), Some(&own));
        }
    }

    /// Checks that the shop has the category.
    pub(crate) fn check_category(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_category(code) {
            self.report_unknown(at, Reference::Category, "category", code.as_str(), "categories");
        }
    }

    /// Checks that a thing that is not archived is in a category that is not, either.
    pub(crate) fn check_category_is_active(&mut self, at: PathCursor<'_>, code: &Slug) {
        let is_archived = self.shop.is_archived(EntityKind::Category, code);
        self.require(at, !is_archived, || {
            format!("the category \"{code}\" is archived; choose another, or archive this, too")
        });
    }

    fn check_parent(&mut self, at: PathCursor<'_>, category: &CategoryDocument, levels: &Levels) {
        let (code, Some(parent)) = (&category.code, &category.parent) else { return };
        self.check_category(at, parent);
        if levels.is_under_itself(code) {
            let way = circle_path(&self.shop, code);
            self.report_broken(at, || format!("\"{code}\" would be under itself ({way}); choose another parent"));
        }
        let lowest = levels.lowest_under(code);
        self.require(at, lowest <= MAX_CATEGORY_DEPTH, || {
            format!("the tree would have {lowest} levels here; at most {MAX_CATEGORY_DEPTH} fit: choose a parent above this one")
        });
    }
}
