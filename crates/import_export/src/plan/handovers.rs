//! Slugs and SKUs that go from one thing to another within a document. Readers find each at exactly one thing at any moment
//! of an import: a thing that takes one is written after the thing that gives it up, and things that exchange them in a circle
//! are written together.

use std::collections::{HashMap, HashSet};

use setup::Setup;
use types::{Slug, Translated};

use super::topological_order::sort_topologically;
use crate::{EntityKind, EntityRef, ExistingShop, ShopDocument};

/// The slugs and SKUs that go from one thing to another in an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Handovers {
    /// New slugs of the shop's things, grouped by those that have to change together. They are written before everything else.
    pub(crate) slugs: Vec<Vec<NewSlugs>>,
    /// Indices of the products that are written, grouped by those that have to change together.
    pub(crate) products: Vec<Vec<usize>>,
}

/// The new slugs of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewSlugs {
    pub(crate) entity: EntityRef,
    pub(crate) slugs: Translated<Slug>,
}

impl Handovers {
    /// Compares a document with the shop; the products in `same` are not written.
    pub(super) fn new(document: &ShopDocument, known: &ExistingShop, setup: &Setup, same: &HashSet<Slug>) -> Self {
        Self { slugs: slugs(document, known, setup), products: products(document, known, same) }
    }
}

fn slugs(document: &ShopDocument, known: &ExistingShop, setup: &Setup) -> Vec<Vec<NewSlugs>> {
    let things = entities_with_slugs(document, setup);
    let places: HashMap<&EntityRef, usize> =
        things.iter().enumerate().map(|(place, thing)| (&thing.entity, place)).collect();
    let mut changing = vec![false; things.len()];
    let mut edges = Vec::new();
    for (taker, thing) in things.iter().enumerate() {
        for (language, slug) in thing.slugs.iter() {
            let owner = known.slugs.get(&(thing.entity.kind.slug_scope(), language, slug.clone()));
            let giver = owner.filter(|owner| **owner != thing.entity).and_then(|owner| places.get(owner));
            if let Some(giver) = giver.copied() {
                // A new thing has no slugs yet, and is written after the giver's slugs have changed.
                changing[giver] = true;
                changing[taker] |= known.has(&thing.entity);
                edges.push((giver, taker));
            }
        }
    }
    let groups = sort_topologically(things.len(), &edges).into_iter();
    let groups = groups.map(|group| group.into_iter().filter(|place| changing[*place]));
    groups
        .map(|group| group.map(|place| things[place].clone()).collect())
        .filter(|group: &Vec<_>| !group.is_empty())
        .collect()
}

fn entities_with_slugs(document: &ShopDocument, setup: &Setup) -> Vec<NewSlugs> {
    let thing = |kind: EntityKind, code: &Slug, slugs: &Translated<Slug>| NewSlugs {
        entity: EntityRef { kind, code: code.clone() },
        slugs: setup.fill(slugs),
    };
    let categories = document.categories.iter().map(|of| thing(EntityKind::Category, &of.code, &of.slug));
    let products = document.products.iter().map(|of| thing(EntityKind::Product, &of.code, &of.slug));
    let collections = document.collections.iter().map(|of| thing(EntityKind::Collection, &of.code, &of.slug));
    let pages = document.pages.iter().map(|of| thing(EntityKind::Page(of.kind), &of.code, &of.slug));
    categories.chain(products).chain(collections).chain(pages).collect()
}

fn products(document: &ShopDocument, known: &ExistingShop, same: &HashSet<Slug>) -> Vec<Vec<usize>> {
    let written = document.products.iter().enumerate().filter(|(_, product)| !same.contains(&product.code));
    let places: Vec<usize> = written.map(|(place, _)| place).collect();
    let by_code: HashMap<&Slug, usize> =
        places.iter().enumerate().map(|(index, place)| (&document.products[*place].code, index)).collect();
    let mut edges = Vec::new();
    for (taker, place) in places.iter().enumerate() {
        let product = &document.products[*place];
        for variant in &product.variants {
            let owner = known.skus.get(&variant.sku.key()).filter(|owner| **owner != product.code);
            edges.extend(owner.and_then(|owner| by_code.get(owner)).map(|giver| (*giver, taker)));
        }
    }
    let groups = sort_topologically(places.len(), &edges).into_iter();
    groups.map(|group| group.into_iter().map(|index| places[index]).collect()).collect()
}

impl ExistingShop {
    /// Returns true if the shop has the thing.
    fn has(&self, entity: &EntityRef) -> bool {
        let EntityRef { kind, code } = entity;
        match kind {
            EntityKind::Product => self.products.contains(code),
            EntityKind::Category => self.categories.contains_key(code),
            EntityKind::Collection => self.collections.contains(code),
            EntityKind::Page(kind) => self.pages.contains(&(*kind, code.clone())),
        }
    }
}
