use std::collections::HashSet;

use catalog::AttributeKind;
use content::PageKind;
use setup::Setup;
use types::{SkuKey, Slug};

use crate::{EntityKind, EntityRef, ExistingShop, ScopedSlug, ShopDocument, nearest::suggestion};

/// The shop after the import: its present things, overlaid with those of the document.
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
    pub(crate) fn new(document: &ShopDocument, before: &'a ExistingShop, setup: &Setup) -> Self {
        Self { before, brought: ExistingShop::default().with(document, setup) }
    }

    /// Returns the end of a sentence about an unknown name, which asks for the one that was probably meant.
    pub(crate) fn suggestion(&self, kind: Reference<'_>, name: &str) -> String {
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
        suggestion(name, known)
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

    /// Returns every category of the shop and of the document.
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

    /// Returns the shop's home page if it has another code.
    pub(crate) fn other_home(&self, code: &Slug) -> Option<&Slug> {
        let homes = self.before.pages.iter().filter(|(kind, _)| *kind == PageKind::Home);
        homes.map(|(_, other)| other).find(|other| *other != code)
    }

    pub(crate) fn has_attribute(&self, attribute: &Slug) -> bool {
        self.values(attribute).next().is_some()
    }

    /// Returns the kind of an attribute that the shop has.
    pub(crate) fn attribute_kind(&self, attribute: &Slug) -> AttributeKind {
        let of = if self.brought.attributes.contains_key(attribute) { &self.brought } else { self.before };
        of.attribute_kinds.get(attribute).copied().unwrap_or_default()
    }

    /// Returns the kind that the attribute had before the import, if the shop had it.
    pub(crate) fn former_kind(&self, attribute: &Slug) -> Option<AttributeKind> {
        let is_known = self.before.attributes.contains_key(attribute);
        is_known.then(|| self.before.attribute_kinds.get(attribute).copied().unwrap_or_default())
    }

    /// Returns true if the shop has another attribute whose query parameters this name is one of.
    pub(crate) fn is_bound_of_number(&self, name: &str) -> bool {
        let kinds = [&self.brought, self.before].into_iter().flat_map(|known| &known.attribute_kinds);
        let mut numbers = kinds.filter(|(_, kind)| **kind == AttributeKind::Number);
        numbers.any(|(code, _)| types::query::bounds_of(code.as_str()).iter().any(|bound| bound == name))
    }

    /// Returns true if the attribute has the value. An import never removes values, since other products may have them.
    pub(crate) fn has_value(&self, attribute: &Slug, value: &Slug) -> bool {
        self.values(attribute).any(|values| values.contains(value))
    }

    fn values(&self, attribute: &Slug) -> impl Iterator<Item = &HashSet<Slug>> {
        [&self.brought, self.before].into_iter().filter_map(|known| known.attributes.get(attribute))
    }

    /// Returns the parent of `category`.
    pub(crate) fn parent(&self, category: &Slug) -> Option<&Slug> {
        let found = self.brought.categories.get(category).or_else(|| self.before.categories.get(category));
        found.and_then(Option::as_ref)
    }

    /// Returns the product outside the document that sells `sku`.
    pub(crate) fn other_owner_of_sku(&self, sku: &SkuKey) -> Option<&Slug> {
        self.before.skus.get(sku).filter(|product| !self.brought.products.contains(*product))
    }

    /// Returns the thing outside the document that has the slug `scoped`.
    pub(crate) fn other_owner_of_slug(&self, scoped: &ScopedSlug) -> Option<&EntityRef> {
        self.before.slugs.get(scoped).filter(|entity| !self.brings(entity))
    }

    /// Returns true if something has the slug after the import.
    pub(crate) fn has_slug(&self, scoped: &ScopedSlug) -> bool {
        self.brought.slugs.contains_key(scoped) || self.other_owner_of_slug(scoped).is_some()
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
