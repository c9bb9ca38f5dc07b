use std::collections::{HashMap, HashSet};

use catalog::AttributeKind;
use content::{MenuDocument, MenuKind, PageKind};
use pricing::documents::PromotionDocument;
use setup::Setup;
use types::{MarketCode, SkuKey, Slug, TargetDocument};

use crate::{
    DeletedDocument, DeletedKind, EntityKind, EntityRef, ExistingShop, FormerSlugDocument, ScopedSlug, ShopDocument,
    document::DeletedKey, nearest::suggestion,
};

/// The shop after the import: its present things, overlaid with those of the document.
pub(crate) struct Shop<'a> {
    before: &'a ExistingShop,
    brought: ExistingShop,
    /// The things that the document deletes.
    deleted: HashSet<DeletedKey>,
    menus: HashMap<MenuKind, MenuDocument>,
    promotions: &'a [PromotionDocument],
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
    Sku,
    Collection,
    Page(PageKind),
}

impl<'a> Shop<'a> {
    pub(crate) fn new(document: &'a ShopDocument, before: &'a ExistingShop, setup: &Setup) -> Self {
        let mut menus = before.had.menus.clone();
        menus.extend(document.navigation.iter().map(|menu| (menu.menu, menu.clone())));
        let deleted = document.deleted.iter().map(DeletedDocument::key).collect();
        let promotions = &document.pricing.as_ref().unwrap_or(&before.had.pricing).promotions;
        Self { before, brought: ExistingShop::default().with(document, setup), deleted, menus, promotions }
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
            Reference::Sku => Box::new(both().flat_map(|known| known.skus.keys().map(SkuKey::as_str))),
            Reference::Collection => Box::new(both().flat_map(|known| known.collections.iter().map(Slug::as_str))),
            Reference::Page(kind) => {
                let pages = both().flat_map(|known| &known.pages).filter(move |(of, _)| *of == kind);
                Box::new(pages.map(|(_, code)| code.as_str()))
            }
        };
        suggestion(name, known)
    }

    pub(crate) fn has_picture(&self, file: &str) -> bool {
        self.brought.pictures.contains(file)
            || self.before.pictures.contains(file) && !self.deletes(DeletedKind::Picture, file)
    }

    pub(crate) fn has_product(&self, code: &Slug) -> bool {
        self.brought.products.contains(code)
            || self.before.products.contains(code) && !self.is_deleted(EntityKind::Product, code)
    }

    pub(crate) fn has_category(&self, code: &Slug) -> bool {
        self.brought.categories.contains_key(code)
            || self.before.categories.contains_key(code) && !self.is_deleted(EntityKind::Category, code)
    }

    /// Returns every category of the shop and of the document.
    pub(crate) fn categories(&self) -> impl Iterator<Item = &Slug> {
        self.brought.categories.keys().chain(self.before.categories.keys())
    }

    pub(crate) fn brings_category(&self, code: &Slug) -> bool {
        self.brought.categories.contains_key(code)
    }

    pub(crate) fn has_collection(&self, code: &Slug) -> bool {
        self.brought.collections.contains(code)
            || self.before.collections.contains(code) && !self.is_deleted(EntityKind::Collection, code)
    }

    pub(crate) fn has_page(&self, kind: PageKind, code: &Slug) -> bool {
        let page = (kind, code.clone());
        self.brought.pages.contains(&page)
            || self.before.pages.contains(&page) && !self.is_deleted(EntityKind::Page(kind), code)
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
        !self.deletes(DeletedKind::Value, &format!("{attribute}/{value}"))
            && self.values(attribute).any(|values| values.contains(value))
    }

    fn values(&self, attribute: &Slug) -> impl Iterator<Item = &HashSet<Slug>> {
        [&self.brought, self.before].into_iter().filter_map(|known| known.attributes.get(attribute))
    }

    /// Returns the parent of `category`.
    pub(crate) fn parent(&self, category: &Slug) -> Option<&Slug> {
        let found = self.brought.categories.get(category).or_else(|| self.before.categories.get(category));
        found.and_then(Option::as_ref)
    }

    /// Returns true if a product has the SKU after the import.
    pub(crate) fn has_sku(&self, sku: &SkuKey) -> bool {
        let is_left = |product: &Slug| !self.is_deleted(EntityKind::Product, product);
        self.brought.skus.contains_key(sku) || self.other_owner_of_sku(sku).is_some_and(is_left)
    }

    /// Returns true if the product has the SKU, and no product of the document takes it.
    pub(crate) fn is_sku_of(&self, product: &Slug, sku: &SkuKey) -> bool {
        self.before.skus.get(sku) == Some(product) && !self.brought.skus.contains_key(sku)
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

    fn deletes(&self, kind: DeletedKind, code: &str) -> bool {
        !self.deleted.is_empty() && self.deleted.contains(&(kind, code.to_owned()))
    }

    /// Returns true if the document deletes the thing.
    pub(crate) fn is_deleted(&self, kind: EntityKind, code: &Slug) -> bool {
        self.deletes(DeletedKind::Entity(kind), code.as_str())
    }

    /// Returns true if the document deletes the thing, or the shop has deleted it.
    pub(crate) fn is_or_was_deleted(&self, kind: EntityKind, code: &Slug) -> bool {
        let key = (DeletedKind::Entity(kind), code.as_str().to_owned());
        self.is_deleted(kind, code) || self.before.had.deleted.contains_key(&key)
    }

    /// Returns true if the thing is archived after the import.
    pub(crate) fn is_archived(&self, kind: EntityKind, code: &Slug) -> bool {
        let entity = EntityRef { kind, code: code.clone() };
        self.owner(&entity).archived.contains(&entity)
    }

    /// Returns the reason why pages leave a thing out in these markets, or in some of them, as the end of a sentence.
    pub(crate) fn reason_to_hide(&self, entity: &EntityRef, markets: &[MarketCode]) -> Option<String> {
        let owner = self.owner(entity);
        if owner.archived.contains(entity) {
            return Some("is archived".to_owned());
        }
        if owner.drafts.contains(entity) {
            return Some("is a draft".to_owned());
        }
        let sold_in = owner.markets.get(&entity.code).filter(|_| entity.kind == EntityKind::Product)?;
        let others: Vec<&str> =
            markets.iter().filter(|market| !sold_in.contains(**market)).map(MarketCode::as_str).collect();
        (!others.is_empty()).then(|| format!("is not sold in {}", others.join(", ")))
    }

    /// Returns the shop whose state of the thing holds after the import.
    fn owner(&self, entity: &EntityRef) -> &ExistingShop {
        if self.brings(entity) { &self.brought } else { self.before }
    }

    /// Returns the promotions after the import.
    pub(crate) const fn promotions(&self) -> &'a [PromotionDocument] {
        self.promotions
    }

    /// Returns the menus after the import, the header's first.
    pub(crate) fn menus(&self) -> impl Iterator<Item = &MenuDocument> {
        MenuKind::ALL.iter().filter_map(|kind| self.menus.get(kind))
    }

    /// Returns true if the shop has the thing or has deleted it, or if `former` says that addresses lead to it.
    pub(crate) fn may_delete(&self, document: &DeletedDocument, former: &[FormerSlugDocument]) -> bool {
        let before = self.before;
        if before.had.deleted.contains_key(&document.key()) {
            return true;
        }
        if let Some((attribute, value)) = document.value() {
            return before.attributes.get(&attribute).is_some_and(|values| values.contains(&value));
        }
        let Some((kind, code)) = document.entity() else { return before.pictures.contains(&document.code) };
        let is_there = match kind {
            EntityKind::Product => before.products.contains(&code),
            EntityKind::Category => before.categories.contains_key(&code),
            EntityKind::Collection => before.collections.contains(&code),
            EntityKind::Page(kind) => before.pages.contains(&(kind, code.clone())),
        };
        is_there || former.iter().any(|former| former.kind == kind && former.code == code)
    }

    /// Returns the things of the shop that refer to a thing, except those that the document changes or deletes.
    pub(crate) fn referrers(&self, kind: DeletedKind, code: &str) -> impl Iterator<Item = &'a EntityRef> {
        let found = self.before.referrers.get(&(kind, code.to_owned())).map(Vec::as_slice).unwrap_or_default();
        found.iter().filter(|one| !self.brings(one) && !self.is_deleted(one.kind, &one.code))
    }

    /// Returns the deleted things whose addresses redirect to a thing, except those that the document changes, in order.
    pub(crate) fn deleted_redirecting_to(&self, target: &TargetDocument) -> Vec<&'a DeletedDocument> {
        let is_left = |deleted: &&DeletedDocument| {
            let entity = deleted.entity().map(|(kind, code)| EntityRef { kind, code });
            deleted.redirect.as_ref() == Some(target)
                && !self.deletes(deleted.kind, &deleted.code)
                && entity.is_none_or(|entity| !self.brings(&entity))
        };
        let mut found: Vec<&DeletedDocument> = self.before.had.deleted.values().filter(is_left).collect();
        found.sort_by_key(|deleted| (deleted.kind.name(), deleted.code.as_str()));
        found
    }

    pub(crate) fn brings(&self, entity: &EntityRef) -> bool {
        match entity.kind {
            EntityKind::Product => self.brought.products.contains(&entity.code),
            EntityKind::Category => self.brought.categories.contains_key(&entity.code),
            EntityKind::Collection => self.brought.collections.contains(&entity.code),
            EntityKind::Page(kind) => self.brought.pages.contains(&(kind, entity.code.clone())),
        }
    }
}
