use catalog::{CollectionDocument, MembersDocument, Rule};
use types::{
    Slug, TargetDocument,
    bounds::{MAX_MEMBERS, MAX_OF_RULE},
};

use super::{Check, Reference};
use crate::{EntityKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn check_collections(&mut self, collections: &[CollectionDocument]) {
        let list = PathCursor::top("collections");
        for (index, collection) in collections.iter().enumerate() {
            let at = list.index(index);
            self.check_uniqueness(at, EntityKind::Collection, &collection.code, &collection.slug);
            self.check_words(at.field("name"), &collection.name);
            self.check_optional_words(at.field("description"), &collection.description);
            self.check_picture(at.field("picture"), collection.picture.as_ref());
            self.check_window(at.field("published"), collection.published.as_ref());
            self.check_members(at.field("members"), &collection.members);
            let own = TargetDocument::Collection(collection.code.clone());
            self.check_redirect(at.field("redirect"), collection.redirect.as_ref(), Some(&own));
        }
    }

    /// Checks that the shop has the collection.
    pub(crate) fn check_collection(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_collection(code) {
            self.report_unknown(at, Reference::Collection, "collection", code.as_str(), "collections");
        }
    }

    /// Checks that the codes are those of distinct products of the shop.
    pub(crate) fn check_product_codes(&mut self, at: PathCursor<'_>, codes: &[Slug]) {
        for (index, code) in codes.iter().enumerate() {
            self.check_product(at.index(index), code);
        }
        self.check_duplicates(at, codes);
    }

    fn check_members(&mut self, at: PathCursor<'_>, members: &MembersDocument) {
        match members {
            MembersDocument::Products(codes) => {
                self.check_count(at.field("products"), codes.len(), MAX_MEMBERS, "products");
                self.check_product_codes(at.field("products"), codes);
            }
            MembersDocument::Rule(rule) => self.check_membership_rule(at.field("rule"), rule),
        }
    }

    fn check_membership_rule(&mut self, at: PathCursor<'_>, rule: &Rule) {
        let values = rule.attributes.values().map(Vec::len).sum();
        let counts = [("categories", rule.categories.len()), ("tags", rule.tags.len()), ("attributes", values)];
        for (list, count) in counts {
            self.check_count(at.field(list), count, MAX_OF_RULE, list);
        }
        let categories = at.field("categories");
        for (index, code) in rule.categories.iter().enumerate() {
            self.check_category(categories.index(index), code);
        }
        self.check_attribute_choices(at.field("attributes"), &rule.attributes);
        self.check_price_lists(at.field("price_at_most"), rule.price_at_most.keys());
    }
}
