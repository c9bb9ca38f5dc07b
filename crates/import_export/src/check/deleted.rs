use std::collections::HashSet;

use types::{Slug, TargetDocument};

use super::Check;
use crate::{
    DeletedDocument, DeletedKind, EntityKind, EntityRef, FormerSlugDocument, field::PathCursor, referrers::target_of,
};

/// The most things that a sentence names.
const NAMED: usize = 3;

impl Check<'_> {
    /// Checks that each thing is there, is deleted once, and that nothing refers to it after the import.
    pub(crate) fn check_deleted(&mut self, deleted: &[DeletedDocument], former: &[FormerSlugDocument]) {
        let list = PathCursor::top("deleted");
        let mut met = HashSet::new();
        for (index, document) in deleted.iter().enumerate() {
            let at = list.index(index);
            let (word, code) = (document.kind.word(), &document.code);
            self.require(at.field("code"), met.insert(document.key()), || {
                format!("the {word} \"{code}\" is in this list already; leave it out")
            });
            self.require(at.field("code"), self.shop.may_delete(document, former), || {
                format!("there is no {word} \"{code}\"")
            });
            let own = document.entity().and_then(|(kind, code)| target_of(kind, code));
            self.check_redirect(at.field("redirect"), document.redirect.as_ref(), own.as_ref());
            if let Some((kind, code)) = document.entity() {
                let is_brought = self.shop.brings(&EntityRef { kind, code });
                self.require(at.field("code"), !is_brought, || {
                    format!("this document has the {word} \"{code}\", too; leave one of them out", code = document.code)
                });
            }
            self.check_unused(at.field("code"), document.kind, code, "deleted");
        }
    }

    /// Checks that a category to be archived has nothing in it that is not archived.
    pub(crate) fn check_empty(&mut self, at: PathCursor<'_>, category: &Slug) {
        self.check_unused(at, DeletedKind::Entity(EntityKind::Category), category.as_str(), "archived");
    }

    /// Checks that nothing of the shop that the document leaves as it is refers to a thing.
    fn check_unused(&mut self, at: PathCursor<'_>, kind: DeletedKind, code: &str, verb: &str) {
        let things = self.shop.referrers(kind, code).map(|one| format!("the {} \"{}\"", one.kind.word(), one.code));
        let mut left: Vec<String> = things.collect();
        if let (DeletedKind::Entity(kind), Ok(code), "deleted") = (kind, Slug::new(code), verb) {
            left.extend(target_of(kind, code).iter().flat_map(|target| self.menus_to(target)));
        }
        let names = left.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = match left.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let verb_of_use = if left.len() == 1 { "uses" } else { "use" };
        self.require(at, left.is_empty(), || {
            let word = kind.word();
            format!("the {word} \"{code}\" can't be {verb}: {names}{more} {verb_of_use} it; change that first")
        });
    }

    /// Checks that the target of a redirect is there, and another thing.
    pub(crate) fn check_redirect(
        &mut self,
        at: PathCursor<'_>,
        redirect: Option<&TargetDocument>,
        own: Option<&TargetDocument>,
    ) {
        let Some(target) = redirect else { return };
        self.check_target(at, target);
        self.require(at, Some(target) != own, || {
            "its addresses would lead to itself; choose another target".to_owned()
        });
    }
}
