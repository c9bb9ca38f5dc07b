//! The rules that a document's parts keep between them, once each part has the right form.

mod attributes;
mod categories;
mod collections;
mod pages;
mod pictures;
mod products;
mod shop;
mod unique;
mod variants;
mod words;

use std::collections::HashMap;

use types::{SkuKey, Slug};

pub(crate) use self::pictures::stays_in_folder;
use crate::{Known, ShopDocument, field::At, refusal::Findings};
use shop::Shop;
use unique::{Codes, Slugs};

/// Every rule that `document` breaks in a shop that has `known` already.
pub(crate) fn findings(document: &ShopDocument, known: &Known) -> Findings {
    let mut check = Check::new(document, known);
    check.pictures(&document.pictures);
    check.attributes(&document.attributes);
    check.categories(&document.categories);
    check.products(&document.products);
    check.collections(&document.collections);
    check.pages(&document.pages);
    check.found
}

/// A walk through a document, and what it found so far.
struct Check<'a> {
    shop: Shop<'a>,
    codes: Codes,
    slugs: Slugs,
    skus: HashMap<SkuKey, Slug>,
    found: Findings,
}

impl<'a> Check<'a> {
    fn new(document: &ShopDocument, known: &'a Known) -> Self {
        let shop = Shop::new(document, known);
        Self { shop, codes: Codes::new(), slugs: Slugs::new(), skus: HashMap::new(), found: Findings::default() }
    }

    /// Records `message` unless the rule is kept.
    fn rule(&mut self, at: At<'_>, kept: bool, message: impl FnOnce() -> String) {
        if !kept {
            self.found.add(at, message());
        }
    }
}
