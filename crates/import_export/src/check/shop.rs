use std::collections::HashSet;

use content::PageKind;
use types::{SkuKey, Slug};

use crate::{EntityKind, EntityRef, ExistingShop, ScopedSlug, ShopDocument, nearest::question};

/// The shop as it will be: what it has already, and over it what the document brings.
pub(crate) struct Shop<'a> {
    before: &'a ExistingShop,
    brought: ExistingShop,
}

/// A kind of thing that documents refer to.
#[derive(Clone, Copy)]
pub(crate) enum Reference<'a> {
    Picture,
    Attribute,
    /// A value of this attribute.
    Value(&'a Slug),
    Category,
    Product,
    Collection,
    Page(PageKind),
}

impl<'a> Shop<'a> {
    pub(crate) fn new(document: &ShopDocument, before: &'a ExistingShop) -> Self {
        Self { before, brought: ExistingShop::default().with(document) }
    }

    /// Returns the end of a sentence about an unknown name, which asks for the one that was probably meant.
    pub(crate) fn question(&self, kind: Reference<'_>, name: &str) -> String {
        let both = || [&self.brought, self.before].into_iter();
        let known: Box<dyn Iterator<Item = &str>> = match kind {
            Reference::Picture => Box::new(both().flat_map(|known| known.pictures.iter().map(String::as_str))),
            Reference::Attribute => Box::new(both().flat_map(|known| known.attributes.keys().map(Slug::as_str))),
            Reference::Value(attribute) => Box::new(self.values(attribute).flatten().map(Slug::as_str)),
            Reference::Category => Box::new(both().flat_map(|known| known.categories.keys().map(Slug::as_str))),
            Reference::Product => Box::new(both().flat_map(|known| known.products.iter().map(Slug::as_str))),
            Reference::Collection => Box::new(both().flat_map(|known| known.collections.iter().map(Slug::as_str))),
            Reference::Page(kind) => {
                let pages = both().flat_map(|known| &known.pages).filter(move |(of, _)| *of == kind);
                Box::new(pages.map(|(_, code)| code.as_str()))
            }
        };
        question(name, known)
    }

    pub(crate) fn has_picture(&self, file: &str) -> bool {
        self.brought.pictures.contains(file) || self.before.pictures.contains(file)
    }

    pub(crate) fn has_product(&self, code: &Slug) -> bool {
        self.brought.products.contains(code) || self.before.products.contains(code)
    }

    pub(crate) fn has_category(&self, code: &Slug) -> bool {
        self.brought.categories.contains_key(code) || self.before.categories.contains_key(code)
    }

    /// Every category of the shop and of the document.
    pub(crate) fn categories(&self) -> impl Iterator<Item = &Slug> {
        self.brought.categories.keys().chain(self.before.categories.keys())
    }

    pub(crate) fn brings_category(&self, code: &Slug) -> bool {
        self.brought.categories.contains_key(code)
    }

    pub(crate) fn has_collection(&self, code: &Slug) -> bool {
        self.brought.collections.contains(code) || self.before.collections.contains(code)
    }

    pub(crate) fn has_page(&self, kind: PageKind, code: &Slug) -> bool {
        let page = (kind, code.clone());
        self.brought.pages.contains(&page) || self.before.pages.contains(&page)
    }

    /// The home page that is there already under another code and stays.
    pub(crate) fn other_home(&self, code: &Slug) -> Option<&Slug> {
        let homes = self.before.pages.iter().filter(|(kind, _)| *kind == PageKind::Home);
        homes.map(|(_, other)| other).find(|other| *other != code)
    }

    pub(crate) fn has_attribute(&self, attribute: &Slug) -> bool {
        self.values(attribute).next().is_some()
    }

    /// Values are added to an attribute, never taken away: other products may have them.
    pub(crate) fn has_value(&self, attribute: &Slug, value: &Slug) -> bool {
        self.values(attribute).any(|values| values.contains(value))
    }

    fn values(&self, attribute: &Slug) -> impl Iterator<Item = &HashSet<Slug>> {
        [&self.brought, self.before].into_iter().filter_map(|known| known.attributes.get(attribute))
    }

    /// The category that `category` is under, if it is under one.
    pub(crate) fn parent(&self, category: &Slug) -> Option<&Slug> {
        let found = self.brought.categories.get(category).or_else(|| self.before.categories.get(category));
        found.and_then(Option::as_ref)
    }

    /// The product of the shop that sells `sku` and goes on to do so: the document doesn't bring it.
    pub(crate) fn keeper_of_sku(&self, sku: &SkuKey) -> Option<&Slug> {
        self.before.skus.get(sku).filter(|product| !self.brought.products.contains(*product))
    }

    /// The thing of the shop that has `scoped` and keeps it.
    pub(crate) fn keeper_of_slug(&self, scoped: &ScopedSlug) -> Option<&EntityRef> {
        self.before.slugs.get(scoped).filter(|entity| !self.brings(entity))
    }

    /// Whether something has this slug once the document is in the shop.
    pub(crate) fn has_slug(&self, scoped: &ScopedSlug) -> bool {
        self.brought.slugs.contains_key(scoped) || self.keeper_of_slug(scoped).is_some()
    }

    fn brings(&self, entity: &EntityRef) -> bool {
        match entity.kind {
            EntityKind::Product => self.brought.products.contains(&entity.code),
            EntityKind::Category => self.brought.categories.contains_key(&entity.code),
            EntityKind::Collection => self.brought.collections.contains(&entity.code),
            EntityKind::Page(kind) => self.brought.pages.contains(&(kind, entity.code.clone())),
        }
    }
}
