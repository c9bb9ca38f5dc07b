use std::collections::{HashMap, HashSet};

use types::{Slug, Translated};

use super::Check;
use crate::{EntityKind, EntityRef, ScopedSlug, field::PathCursor};

/// The codes found so far.
pub(crate) type Codes = HashSet<EntityRef>;

/// The slugs found so far, with the thing that each leads to.
pub(crate) type Slugs = HashMap<ScopedSlug, EntityRef>;

impl Check<'_> {
    /// Checks that no other thing has the code or one of the slugs.
    pub(crate) fn check_uniqueness(
        &mut self,
        at: PathCursor<'_>,
        kind: EntityKind,
        code: &Slug,
        slug: &Translated<Slug>,
    ) {
        let entity = EntityRef { kind, code: code.clone() };
        if !self.codes.insert(entity.clone()) {
            let word = kind.word();
            self.report_broken(at.field("code"), || {
                format!("another {word} above has the code \"{code}\"; give each its own")
            });
            return;
        }
        self.check_languages(at.field("slug"), slug, |slug| Some(slug.as_str()));
        for (language, slug) in self.setup.fill(slug).iter() {
            let at_slug = at.field("slug");
            self.check_slug(at_slug.field(language.code()), (kind.slug_scope(), language, slug.clone()), &entity);
        }
    }

    fn check_slug(&mut self, at: PathCursor<'_>, scoped: ScopedSlug, entity: &EntityRef) {
        let taken = self.slugs.get(&scoped).or_else(|| self.shop.other_owner_of_slug(&scoped));
        if let Some(EntityRef { kind, code }) = taken {
            let (word, slug) = (kind.word(), &scoped.2);
            let message = format!("the {word} \"{code}\" has the slug \"{slug}\"; give each its own");
            self.report_broken(at, || message);
            return;
        }
        self.slugs.insert(scoped, entity.clone());
    }

    /// Checks that a list has no duplicates.
    pub(crate) fn check_duplicates(&mut self, at: PathCursor<'_>, codes: &[Slug]) {
        let mut met = HashSet::new();
        for (index, code) in codes.iter().enumerate() {
            self.require(at.index(index), met.insert(code), || {
                format!("\"{code}\" is in this list already; leave it out")
            });
        }
    }
}
