use std::{collections::HashMap, fmt};

use catalog::{ProductDocument, VariantDocument};
use pictures::PictureDocument;
use pricing::documents::{DeliveryMethodDocument, PromotionDocument};
use pricing_rules::PricingRulesDocument;
use types::SkuKey;

use crate::{ExistingShop, ShopDocument, picture_files::PictureWork};

/// The numbers of things that an import adds, changes, removes and leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The setup.
    pub setup: Tally,
    /// Pictures.
    pub pictures: Tally,
    /// Attributes.
    pub attributes: Tally,
    /// Categories.
    pub categories: Tally,
    /// Products.
    pub products: Tally,
    /// Variants of the products.
    pub variants: Tally,
    /// Collections.
    pub collections: Tally,
    /// Pages of every kind.
    pub pages: Tally,
    /// Menus.
    pub menus: Tally,
    /// Things that are deleted.
    pub deleted: Tally,
    /// Promotions.
    pub promotions: Tally,
    /// Delivery methods.
    pub delivery_methods: Tally,
    /// Former slugs, and former addresses of pictures.
    pub former: Tally,
    /// Variants that the shop has and for which the file states another stock, which is not taken.
    pub kept_stock: usize,
}

/// The numbers of things of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New things.
    pub added: usize,
    /// Things that the shop has and that change.
    pub changed: usize,
    /// Things that are taken off sale.
    pub removed: usize,
    /// Things that stay as they are, including variants that the file does not name.
    pub left: usize,
}

impl Summary {
    /// Compares a document with the shop.
    pub(crate) fn of(document: &ShopDocument, known: &ExistingShop, works: &HashMap<String, PictureWork>) -> Self {
        let had = &known.had;
        let mut summary = Self {
            setup: tally(document.setup.as_slice(), |_| had.setup.as_ref()),
            pictures: pictures(&document.pictures, known, works),
            attributes: tally(&document.attributes, |attribute| had.attributes.get(&attribute.code)),
            categories: tally(&document.categories, |category| had.categories.get(&category.code)),
            products: tally(&document.products, |product| had.products.get(&product.code)),
            variants: Tally::default(),
            collections: tally(&document.collections, |collection| had.collections.get(&collection.code)),
            pages: tally(&document.pages, |page| had.pages.get(&(page.kind, page.code.clone()))),
            menus: tally(&document.navigation, |menu| had.menus.get(&menu.menu)),
            deleted: tally(&document.deleted, |deleted| had.deleted.get(&deleted.key())),
            promotions: tally(promotions(document.pricing.as_ref()), |one| {
                had.pricing.promotions.iter().find(|other| other.id == one.id)
            }),
            delivery_methods: tally(delivery_methods(document.pricing.as_ref()), |one| {
                had.pricing.delivery_methods.iter().find(|other| other.id == one.id)
            }),
            former: tally(&document.former_slugs, |former| had.former_slugs.get(&former.key())),
            kept_stock: 0,
        };
        summary.former.add(&tally(&document.former_pictures, |one| had.former_pictures.get(&one.address)));
        for product in &document.products {
            summary.variants.add(&variants(had.products.get(&product.code), product));
        }
        summary
    }

    fn kinds(&self) -> [(Tally, [&'static str; 2]); 13] {
        [
            (self.setup, ["the setup", "the setup"]),
            (self.pictures, ["picture", "pictures"]),
            (self.attributes, ["attribute", "attributes"]),
            (self.categories, ["category", "categories"]),
            (self.products, ["product", "products"]),
            (self.variants, ["variant", "variants"]),
            (self.collections, ["collection", "collections"]),
            (self.pages, ["page", "pages"]),
            (self.menus, ["menu", "menus"]),
            (Tally { left: self.deleted.left, ..Tally::default() }, ["deleted thing", "deleted things"]),
            (self.promotions, ["promotion", "promotions"]),
            (self.delivery_methods, ["delivery method", "delivery methods"]),
            (self.former, ["former address", "former addresses"]),
        ]
    }
}

fn promotions(rules: Option<&PricingRulesDocument>) -> &[PromotionDocument] {
    rules.map(|rules| rules.promotions.as_slice()).unwrap_or_default()
}

fn delivery_methods(rules: Option<&PricingRulesDocument>) -> &[DeliveryMethodDocument] {
    rules.map(|rules| rules.delivery_methods.as_slice()).unwrap_or_default()
}

/// Counts the pictures. A picture changes if its texts, its focus or its bytes do.
fn pictures(now: &[PictureDocument], known: &ExistingShop, works: &HashMap<String, PictureWork>) -> Tally {
    let mut tally = Tally::default();
    for picture in now {
        let is_known = known.had.pictures.contains_key(&picture.file);
        match works.get(&picture.file) {
            _ if !is_known => tally.added += 1,
            Some(PictureWork::Nothing) => tally.left += 1,
            _ => tally.changed += 1,
        }
    }
    tally
}

fn tally<'a, T: PartialEq + 'a>(now: &'a [T], had: impl Fn(&'a T) -> Option<&'a T>) -> Tally {
    let mut tally = Tally::default();
    for thing in now {
        tally.count(had(thing), thing);
    }
    tally
}

fn variants(had: Option<&ProductDocument>, now: &ProductDocument) -> Tally {
    let had = had.map(|had| had.variants.as_slice()).unwrap_or_default();
    let mut before: HashMap<SkuKey, &VariantDocument> =
        had.iter().map(|variant| (variant.sku.key(), variant)).collect();
    let mut tally = Tally::default();
    for variant in &now.variants {
        tally.count(before.remove(&variant.sku.key()), variant);
    }
    tally.removed = before.len();
    tally
}

impl Tally {
    fn count<T: PartialEq>(&mut self, had: Option<&T>, now: &T) {
        match had {
            None => self.added += 1,
            Some(had) if had == now => self.left += 1,
            Some(_) => self.changed += 1,
        }
    }

    const fn add(&mut self, other: &Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.removed += other.removed;
        self.left += other.left;
    }
}

impl fmt::Display for Summary {
    /// Writes a sentence: `1 product and 1 variant changed; 3 variants left as they are`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = |count: fn(&Tally) -> usize, end: fn(usize) -> &'static str| {
            let counted = self.kinds().map(|(tally, names)| (count(&tally), names));
            let total: usize = counted.iter().map(|(count, _)| count).sum();
            let words =
                counted.iter().filter(|(count, _)| *count > 0).map(|(count, names)| count_with_noun(*count, names));
            (total > 0).then(|| format!("{} {}", join_words(&words.collect::<Vec<_>>()), end(total)))
        };
        let deletions = self.deleted.added + self.deleted.changed;
        let deleted = (deletions > 0).then(|| format!("{} deleted", count_with_noun(deletions, &["thing", "things"])));
        let sentences = [
            sentence(|tally| tally.added, |_| "added"),
            sentence(|tally| tally.changed, |_| "changed"),
            sentence(|tally| tally.removed, |_| "taken off sale"),
            deleted,
            sentence(|tally| tally.left, |total| if total == 1 { "left as it is" } else { "left as they are" }),
        ];
        f.write_str(&sentences.into_iter().flatten().collect::<Vec<_>>().join("; "))
    }
}

fn count_with_noun(count: usize, [one, many]: &[&'static str; 2]) -> String {
    if one.starts_with("the ") {
        return (*one).to_owned();
    }
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Joins words: `a`, `a and b`, `a, b and c`.
fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_a_sentence() {
        let tally = |added, changed, removed, left| Tally { added, changed, removed, left };
        let of = |products, variants| Summary { products, variants, ..Summary::default() };

        let price = of(tally(0, 1, 0, 0), tally(0, 1, 0, 3));
        let new = Summary { pages: tally(1, 0, 0, 0), ..of(tally(2, 0, 0, 0), tally(5, 0, 0, 0)) };
        let replaced = of(tally(0, 1, 0, 0), tally(0, 0, 2, 1));

        assert_eq!(price.to_string(), "1 product and 1 variant changed; 3 variants left as they are");
        assert_eq!(new.to_string(), "2 products, 5 variants and 1 page added");
        assert_eq!(replaced.to_string(), "1 product changed; 2 variants taken off sale; 1 variant left as it is");
        assert_eq!(Summary::default().to_string(), "");
    }
}
