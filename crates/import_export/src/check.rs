//! The rules between the parts of a document. Each part has the right form already.

mod attributes;
mod categories;
mod collections;
mod deleted;
mod former;
mod interface_texts;
mod levels;
mod menus;
mod pages;
mod pictures;
mod products;
mod promotions;
mod shop;
mod unique;
mod variants;
mod words;

use std::collections::HashMap;

use setup::Setup;
use types::{SkuKey, Slug};

pub(crate) use self::{
    former::leave_out_present_slugs, interface_texts::check_interface_texts, pictures::stays_in_folder,
};
use crate::{
    ExistingShop, ShopDocument,
    diagnostic::{DiagnosticKind, Violations},
    field::PathCursor,
};
use shop::{Reference, Shop};
use unique::{Codes, Slugs};

/// Records every rule that `document` breaks in a shop that has `known` already.
pub(crate) fn check(
    document: &ShopDocument,
    known: &ExistingShop,
    setup: &Setup,
    named_promotions: &[String],
    found: &mut Violations,
) {
    let shop = Shop::new(document, known, setup);
    let mut check = Check { setup, shop, codes: Codes::new(), slugs: Slugs::new(), skus: HashMap::new(), found };
    check.check_pictures(&document.pictures);
    check.check_attributes(&document.attributes);
    check.check_categories(&document.categories);
    check.check_products(&document.products);
    check.check_collections(&document.collections);
    check.check_pages(&document.pages);
    check.check_menus(&document.navigation);
    check.check_deleted(&document.deleted, &document.former_slugs);
    if let Some(pricing) = &document.pricing {
        check.check_promotions(&pricing.promotions, named_promotions);
    }
    check.check_former_slugs(&document.former_slugs);
    check.check_former_pictures(&document.former_pictures);
}

/// Returns the items of menus that pages leave out after the import, with the reasons.
pub(crate) fn hidden_items(document: &ShopDocument, known: &ExistingShop, setup: &Setup) -> Violations {
    let mut found = Violations::default();
    let shop = Shop::new(document, known, setup);
    let (codes, slugs, skus) = (Codes::new(), Slugs::new(), HashMap::new());
    Check { setup, shop, codes, slugs, skus, found: &mut found }.report_hidden_items(&document.navigation);
    found
}

/// A walk through a document, with the violations found so far.
struct Check<'a> {
    /// The setup of the shop after the import.
    setup: &'a Setup,
    shop: Shop<'a>,
    codes: Codes,
    slugs: Slugs,
    skus: HashMap<SkuKey, Slug>,
    found: &'a mut Violations,
}

impl Check<'_> {
    /// Records `message` if the rule is broken.
    fn require(&mut self, at: PathCursor<'_>, kept: bool, message: impl FnOnce() -> String) {
        if !kept {
            self.found.add(DiagnosticKind::Rule, at, message);
        }
    }

    /// Records a reference to a missing thing. `list` is the list that the thing could be added to.
    fn report_unknown(&mut self, at: PathCursor<'_>, kind: Reference<'_>, word: &str, name: &str, list: &str) {
        let shop = &self.shop;
        self.found.add(DiagnosticKind::Rule, at, || {
            let question = shop.suggestion(kind, name);
            format!("there is no {word} \"{name}\"; add it to \"{list}\"{question}")
        });
    }

    /// Records that a rule is broken.
    fn report_broken(&mut self, at: PathCursor<'_>, message: impl FnOnce() -> String) {
        self.found.add(DiagnosticKind::Rule, at, message);
    }
}

#[cfg(test)]
mod tests;
