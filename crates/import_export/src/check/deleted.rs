use std::collections::HashSet;

use content::PageKind;
use types::{Slug, TargetDocument};

use super::Check;
use crate::{
    DeletedDocument, DeletedKind, EntityKind, EntityRef, FormerSlugDocument, field::PathCursor, referrers::target_of,
};

/// The most things that a sentence names.
const NAMED: usize = 3;

/// The reason why the home page can be neither deleted nor archived.
pub(super) const HOME_STAYS: &str = "a shop has a home page; change it instead";

impl Check<'_> {
    /// Checks that each thing is there, is deleted once, and that nothing refers to it after the import.
    pub(crate) fn check_deleted(&mut self, deleted: &[DeletedDocument], former: &[FormerSlugDocument]) {
        let list = PathCursor::top("deleted");
        let mut met = HashSet::new();
        for (index, document) in deleted.iter().enumerate() {
            let at = list.index(index);
            let (word, code) = (document.kind.word(), &document.code);
            if document.kind == DeletedKind::Entity(EntityKind::Page(PageKind::Home)) {
                self.report_broken(at.field("kind"), || HOME_STAYS.to_owned());
                continue;
            }
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
            let users = self.users(document);
            self.check_unused(at.field("code"), (document.kind, code.as_str()), "deleted", &users);
        }
    }

    /// Checks that a category to be archived has nothing in it that is not archived.
    pub(crate) fn check_empty(&mut self, at: PathCursor<'_>, category: &Slug) {
        let kind = DeletedKind::Entity(EntityKind::Category);
        let inside = self.referrers(kind, category.as_str());
        self.check_unused(at, (kind, category.as_str()), "archived", &inside);
    }

    /// Returns the names of everything that uses a deleted thing after the import, except things of the document.
    fn users(&self, document: &DeletedDocument) -> Vec<String> {
        let mut users = self.referrers(document.kind, &document.code);
        let Some((kind, code)) = document.entity() else { return users };
        users.extend(self.promotions_naming(kind, &code));
        if let Some(target) = target_of(kind, code) {
            users.extend(self.menus_to(&target));
            let redirects = self.shop.deleted_redirecting_to(&target);
            let name = |of: &DeletedDocument| format!("the redirect of the deleted {} \"{}\"", of.kind.word(), of.code);
            users.extend(redirects.into_iter().map(name));
        }
        users
    }

    /// Returns the names of the things of the shop that refer to a thing, except those that the document changes.
    fn referrers(&self, kind: DeletedKind, code: &str) -> Vec<String> {
        let things = self.shop.referrers(kind, code);
        things.map(|one| format!("the {} \"{}\"", one.kind.word(), one.code)).collect()
    }

    /// Checks that a thing to be `deleted` or `archived` has no users.
    fn check_unused(&mut self, at: PathCursor<'_>, (kind, code): (DeletedKind, &str), verb: &str, users: &[String]) {
        let names = users.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = match users.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let verb_of_use = if users.len() == 1 { "uses" } else { "use" };
        self.require(at, users.is_empty(), || {
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
