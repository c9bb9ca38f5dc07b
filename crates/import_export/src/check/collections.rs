use catalog::{CollectionDocument, MembersDocument, Rule};
use types::{
    Slug,
    bounds::{MAX_MEMBERS, MAX_OF_RULE},
};

use super::{Check, Reference};
use crate::{EntityKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn collections(&mut self, collections: &[CollectionDocument]) {
        let list = PathCursor::top("collections");
        for (index, collection) in collections.iter().enumerate() {
            let at = list.index(index);
            self.addressed(at, EntityKind::Collection, &collection.code, &collection.slug);
            self.words(at.field("name"), &collection.name);
            self.words_or_none(at.field("description"), &collection.description);
            self.picture(at.field("picture"), collection.picture.as_ref());
            self.window(at.field("published"), collection.published.as_ref());
            self.members(at.field("members"), &collection.members);
        }
    }

    /// Checks that the shop has the collection.
    pub(crate) fn collection(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_collection(code) {
            self.unknown(at, Reference::Collection, "collection", code.as_str(), "collections");
        }
    }

    /// Checks that the codes are those of distinct products of the shop.
    pub(crate) fn product_codes(&mut self, at: PathCursor<'_>, codes: &[Slug]) {
        for (index, code) in codes.iter().enumerate() {
            self.product(at.index(index), code);
        }
        self.each_once(at, codes);
    }

    fn members(&mut self, at: PathCursor<'_>, members: &MembersDocument) {
        match members {
            MembersDocument::Products(codes) => {
                self.at_most(at.field("products"), codes.len(), MAX_MEMBERS, "products");
                self.product_codes(at.field("products"), codes);
            }
            MembersDocument::Rule(rule) => self.membership_rule(at.field("rule"), rule),
        }
    }

    fn membership_rule(&mut self, at: PathCursor<'_>, rule: &Rule) {
        let values = rule.attributes.values().map(Vec::len).sum();
        let counts = [("categories", rule.categories.len()), ("tags", rule.tags.len()), ("attributes", values)];
        for (list, count) in counts {
            self.at_most(at.field(list), count, MAX_OF_RULE, list);
        }
        let categories = at.field("categories");
        for (index, code) in rule.categories.iter().enumerate() {
            self.category(categories.index(index), code);
        }
        self.attribute_choices(at.field("attributes"), &rule.attributes);
    }
}
