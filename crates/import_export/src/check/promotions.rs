use pricing::documents::{PromotionDocument, SelectionDocument};
use types::{Sku, Slug};

use super::{Check, Reference};
use crate::{EntityKind, document::PRICING, field::PathCursor};

impl Check<'_> {
    /// Checks that promotions name products, variants, categories and collections of the shop. `named` are the ids of the
    /// promotions in the file, in its order; the shop's others were checked when they came.
    pub(crate) fn check_promotions(&mut self, promotions: &[PromotionDocument], named: &[String]) {
        let top = PathCursor::top(PRICING);
        let list = top.field("promotions");
        for (index, id) in named.iter().enumerate() {
            let Some(promotion) = promotions.iter().find(|promotion| promotion.id == *id) else { continue };
            let at = list.index(index);
            self.check_selection(at.field("items"), &promotion.items);
            self.check_selection(at.field("except"), &promotion.except);
        }
    }

    fn check_selection(&mut self, at: PathCursor<'_>, selection: &SelectionDocument) {
        let SelectionDocument { products, variants, categories, collections, tags: _ } = selection;
        self.check_each(
            at.field("products"),
            products,
            |name| Slug::new(name),
            |check, at, code| check.check_product(at, code),
        );
        self.check_each(
            at.field("categories"),
            categories,
            |name| Slug::new(name),
            |check, at, code| check.check_category(at, code),
        );
        self.check_each(
            at.field("collections"),
            collections,
            |name| Slug::new(name),
            |check, at, code| {
                check.check_collection(at, code);
            },
        );
        self.check_each(
            at.field("variants"),
            variants,
            |name| Sku::new(name),
            |check, at, sku| {
                if !check.shop.has_sku(&sku.key()) {
                    check.report_unknown(at, Reference::Sku, "variant", sku.as_str(), "products");
                }
            },
        );
    }

    /// Returns the names of the promotions that name a thing after the import, or a variant of it.
    pub(crate) fn promotions_naming(&self, kind: EntityKind, code: &Slug) -> Vec<String> {
        let naming = self.shop.promotions().iter().filter(|promotion| {
            self.selects(&promotion.items, kind, code) || self.selects(&promotion.except, kind, code)
        });
        naming.map(|promotion| format!("the promotion \"{}\"", promotion.id)).collect()
    }

    /// Returns true if a selection names a thing, or a variant of it.
    fn selects(&self, selection: &SelectionDocument, kind: EntityKind, code: &Slug) -> bool {
        let names = match kind {
            EntityKind::Product => &selection.products,
            EntityKind::Category => &selection.categories,
            EntityKind::Collection => &selection.collections,
            EntityKind::Page(_) => return false,
        };
        let is_own = |sku: &String| Sku::new(sku).is_ok_and(|sku| self.shop.is_sku_of(code, &sku.key()));
        names.iter().any(|name| Slug::new(name).is_ok_and(|name| name == *code))
            || kind == EntityKind::Product && selection.variants.iter().any(is_own)
    }

    fn check_each<T, E: std::fmt::Display>(
        &mut self,
        at: PathCursor<'_>,
        names: &[String],
        read: impl Fn(&str) -> Result<T, E>,
        check: impl Fn(&mut Self, PathCursor<'_>, &T),
    ) {
        for (index, name) in names.iter().enumerate() {
            match read(name) {
                Ok(name) => check(self, at.index(index), &name),
                Err(error) => self.report_broken(at.index(index), || error.to_string()),
            }
        }
    }
}
