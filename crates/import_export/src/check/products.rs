use std::collections::{BTreeSet, HashSet};

use catalog::{MarketsDocument, OptionDocument, ProductDocument, ProductPictureDocument};
use types::{
    Slug, TargetDocument, TaxRule,
    bounds::{MAX_OF_PRODUCT, MAX_OPTIONS, MAX_POPULARITY, MAX_VARIANTS},
};

use super::{Check, Reference};
use crate::{EntityKind, field::PathCursor, nearest::one_of};

/// Maximum number of characters of a brand, that of Google's product data specification.
const LONGEST_BRAND: usize = 70;

impl Check<'_> {
    pub(crate) fn check_products(&mut self, products: &[ProductDocument]) {
        let list = PathCursor::top("products");
        for (index, product) in products.iter().enumerate() {
            let at = list.index(index);
            self.check_uniqueness(at, EntityKind::Product, &product.code, &product.slug);
            self.check_product_words(at, product);
            self.check_category(at.field("category"), &product.category);
            if !product.archived {
                self.check_category_is_active(at.field("category"), &product.category);
            }
            let own = TargetDocument::Product(product.code.clone());
            self.check_redirect(at.field("redirect"), product.redirect.as_ref(), Some(&own));
            self.check_brand(at.field("brand"), &product.brand);
            self.check_hsn(at.field("hsn"), &product.hsn);
            self.check_tax_class(at.field("tax_class"), &product.tax_class);
            self.check_markets(at.field("markets"), product.markets.as_ref());
            self.check_count(at.field("tags"), product.tags.len(), MAX_OF_PRODUCT, "tags");
            self.check_duplicates(at.field("tags"), &product.tags);
            self.check_number(at.field("popularity"), product.popularity, MAX_POPULARITY);
            self.check_window(at.field("published"), product.published.as_ref());
            let values = product.attributes.values().map(Vec::len).sum();
            self.check_count(at.field("attributes"), values, MAX_OF_PRODUCT, "values of attributes");
            self.check_attribute_choices(at.field("attributes"), &product.attributes);
            self.check_count(at.field("facts"), product.facts.len(), MAX_OF_PRODUCT, "facts");
            self.check_facts(at.field("facts"), &product.facts);
            self.check_options(at.field("options"), &product.options);
            self.check_variants(at.field("variants"), product);
            self.check_product_pictures(at.field("pictures"), &product.pictures);
            // The choices can't be checked against options that can't be read.
            if !self.found.is_unreadable(&at.field("options").path()) {
                self.check_choices(at.field("variants"), product);
                self.check_shown(at.field("pictures"), product);
            }
        }
    }

    /// Checks that the shop has the product.
    pub(crate) fn check_product(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_product(code) {
            self.report_unknown(at, Reference::Product, "product", code.as_str(), "products");
        }
    }

    fn check_product_words(&mut self, at: PathCursor<'_>, product: &ProductDocument) {
        self.check_words(at.field("name"), &product.name);
        self.check_optional_words(at.field("description"), &product.description);
        self.check_optional_line(at.field("seo").field("title"), &product.seo.title);
        self.check_optional_line(at.field("seo").field("description"), &product.seo.description);
        self.check_optional_words(at.field("material"), &product.material);
        self.check_optional_words(at.field("care"), &product.care);
    }

    fn check_brand(&mut self, at: PathCursor<'_>, brand: &str) {
        let kept = brand.chars().count() <= LONGEST_BRAND && !brand.contains(char::is_control);
        self.require(at, kept, || format!("a brand is one line of at most {LONGEST_BRAND} characters, not {brand:?}"));
    }

    fn check_hsn(&mut self, at: PathCursor<'_>, hsn: &str) {
        let is_code = matches!(hsn.len(), 4 | 6 | 8) && hsn.bytes().all(|byte| byte.is_ascii_digit());
        self.require(at, is_code || hsn.is_empty(), || format!("an HSN code is 4, 6 or 8 digits, not \"{hsn}\""));
        let is_missing = hsn.is_empty() && self.setup.needs_hsn();
        self.require(at, !is_missing, || {
            "the tax of a market asks for an HSN code; write its 4, 6 or 8 digits".to_owned()
        });
    }

    /// Checks that a market has a rate of value-added tax for the class.
    fn check_tax_class(&mut self, at: PathCursor<'_>, class: &str) {
        let setup = self.setup;
        let classes = || setup.markets().iter().flat_map(|market| market.tax().classes());
        let kept = class.is_empty() || class == TaxRule::STANDARD || classes().any(|known| known == class);
        self.require(at, kept, || {
            let known: BTreeSet<&str> = classes().chain([TaxRule::STANDARD]).collect();
            format!("no market has a rate for the tax class \"{class}\"; write {}", one_of(known.into_iter()))
        });
    }

    pub(crate) fn check_markets(&mut self, at: PathCursor<'_>, markets: Option<&MarketsDocument>) {
        let (field, codes) = match markets {
            None => return,
            Some(MarketsDocument::Only(codes)) => ("only", codes),
            Some(MarketsDocument::Not(codes)) => ("not", codes),
        };
        let setup = self.setup;
        for (index, code) in codes.iter().enumerate() {
            self.require(at.field(field).index(index), setup.market(*code).is_some(), || {
                format!("the shop has no market \"{code}\"; add it to \"markets\" of the setup, or leave it out")
            });
        }
    }

    fn check_options(&mut self, list: PathCursor<'_>, options: &[OptionDocument]) {
        self.check_count(list, options.len(), MAX_OPTIONS, "options");
        let mut met = HashSet::new();
        for (index, option) in options.iter().enumerate() {
            let at = list.index(index);
            self.check_count(at.field("values"), option.values.len(), MAX_VARIANTS, "values");
            self.require(at.field("attribute"), met.insert(&option.attribute), || {
                format!("the product has the option \"{}\" already; leave one out", option.attribute)
            });
            self.require(at.field("values"), !option.values.is_empty(), || {
                format!("the option \"{}\" has no values; write at least one", option.attribute)
            });
            self.check_values(at.field("attribute"), at.field("values"), &option.attribute, &option.values);
        }
    }

    fn check_product_pictures(&mut self, list: PathCursor<'_>, pictures: &[ProductPictureDocument]) {
        self.check_count(list, pictures.len(), MAX_OF_PRODUCT, "pictures");
        for (index, picture) in pictures.iter().enumerate() {
            self.check_picture(list.index(index).field("file"), Some(&picture.file));
        }
    }

    fn check_shown(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        for (index, picture) in product.pictures.iter().enumerate() {
            self.check_shows(list.index(index).field("shows"), picture, &product.options);
        }
    }

    fn check_shows(&mut self, at: PathCursor<'_>, picture: &ProductPictureDocument, options: &[OptionDocument]) {
        self.require(at, picture.shows.len() <= 1, || "a picture shows one value of one option; name one".to_owned());
        for (attribute, value) in &picture.shows {
            let option = options.iter().find(|option| option.attribute == *attribute);
            let kept = option.is_some_and(|option| option.values.contains(value));
            self.require(at.field(attribute.as_str()), kept, || {
                format!("the product's options have no {attribute} \"{value}\"; name one of its values")
            });
        }
    }
}
