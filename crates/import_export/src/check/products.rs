use std::collections::HashSet;

use catalog::{OptionDocument, ProductDocument, ProductPictureDocument};
use types::{
    Slug,
    bounds::{MAX_OF_PRODUCT, MAX_OPTIONS, MAX_POPULARITY, MAX_VARIANTS},
};

use super::{Check, Reference};
use crate::{EntityKind, field::PathCursor};

/// Maximum number of characters of a brand, that of Google's product data specification.
const LONGEST_BRAND: usize = 70;

impl Check<'_> {
    pub(crate) fn products(&mut self, products: &[ProductDocument]) {
        let list = PathCursor::top("products");
        for (index, product) in products.iter().enumerate() {
            let at = list.index(index);
            self.addressed(at, EntityKind::Product, &product.code, &product.slug);
            self.product_words(at, product);
            self.category(at.field("category"), &product.category);
            self.brand(at.field("brand"), &product.brand);
            self.hsn(at.field("hsn"), &product.hsn);
            self.at_most(at.field("tags"), product.tags.len(), MAX_OF_PRODUCT, "tags");
            self.each_once(at.field("tags"), &product.tags);
            self.number(at.field("popularity"), product.popularity, MAX_POPULARITY);
            self.window(at.field("published"), product.published.as_ref());
            let values = product.attributes.values().map(Vec::len).sum();
            self.at_most(at.field("attributes"), values, MAX_OF_PRODUCT, "values of attributes");
            self.attribute_choices(at.field("attributes"), &product.attributes);
            self.options(at.field("options"), &product.options);
            self.variants(at.field("variants"), product);
            self.product_pictures(at.field("pictures"), &product.pictures);
            // The choices can't be checked against options that can't be read.
            if !self.found.is_unreadable(&at.field("options").path()) {
                self.choices(at.field("variants"), product);
                self.shown(at.field("pictures"), product);
            }
        }
    }

    /// Checks that the shop has the product.
    pub(crate) fn product(&mut self, at: PathCursor<'_>, code: &Slug) {
        if !self.shop.has_product(code) {
            self.unknown(at, Reference::Product, "product", code.as_str(), "products");
        }
    }

    fn product_words(&mut self, at: PathCursor<'_>, product: &ProductDocument) {
        self.words(at.field("name"), &product.name);
        self.words_or_none(at.field("description"), &product.description);
        self.words_or_none(at.field("material"), &product.material);
        self.words_or_none(at.field("care"), &product.care);
    }

    fn brand(&mut self, at: PathCursor<'_>, brand: &str) {
        let kept = brand.chars().count() <= LONGEST_BRAND && !brand.contains(char::is_control);
        self.rule(at, kept, || format!("a brand is one line of at most {LONGEST_BRAND} characters, not {brand:?}"));
    }

    fn hsn(&mut self, at: PathCursor<'_>, hsn: &str) {
        let kept = matches!(hsn.len(), 4 | 6 | 8) && hsn.bytes().all(|byte| byte.is_ascii_digit());
        self.rule(at, kept, || format!("an HSN code is 4, 6 or 8 digits, not \"{hsn}\""));
    }

    fn options(&mut self, list: PathCursor<'_>, options: &[OptionDocument]) {
        self.at_most(list, options.len(), MAX_OPTIONS, "options");
        let mut met = HashSet::new();
        for (index, option) in options.iter().enumerate() {
            let at = list.index(index);
            self.at_most(at.field("values"), option.values.len(), MAX_VARIANTS, "values");
            self.rule(at.field("attribute"), met.insert(&option.attribute), || {
                format!("the product has the option \"{}\" already; leave one out", option.attribute)
            });
            self.rule(at.field("values"), !option.values.is_empty(), || {
                format!("the option \"{}\" has no values; write at least one", option.attribute)
            });
            self.values_of(at.field("attribute"), at.field("values"), &option.attribute, &option.values);
        }
    }

    fn product_pictures(&mut self, list: PathCursor<'_>, pictures: &[ProductPictureDocument]) {
        self.at_most(list, pictures.len(), MAX_OF_PRODUCT, "pictures");
        for (index, picture) in pictures.iter().enumerate() {
            self.picture(list.index(index).field("file"), Some(&picture.file));
        }
    }

    fn shown(&mut self, list: PathCursor<'_>, product: &ProductDocument) {
        for (index, picture) in product.pictures.iter().enumerate() {
            self.shows(list.index(index).field("shows"), picture, &product.options);
        }
    }

    fn shows(&mut self, at: PathCursor<'_>, picture: &ProductPictureDocument, options: &[OptionDocument]) {
        self.rule(at, picture.shows.len() <= 1, || "a picture shows one value of one option; name one".to_owned());
        for (attribute, value) in &picture.shows {
            let option = options.iter().find(|option| option.attribute == *attribute);
            let kept = option.is_some_and(|option| option.values.contains(value));
            self.rule(at.field(attribute.as_str()), kept, || {
                format!("the product's options have no {attribute} \"{value}\"; name one of its values")
            });
        }
    }
}
