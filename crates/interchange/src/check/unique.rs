use std::collections::{HashMap, HashSet};

use types::{Slug, Translated};

use super::Check;
use crate::{Address, Named, Noun, field::At};

/// The codes met so far.
pub(crate) type Codes = HashSet<Named>;

/// The slugs met so far, and what each leads to.
pub(crate) type Slugs = HashMap<Address, Named>;

impl Check<'_> {
    /// A thing's code is its own, and so are its slugs.
    pub(crate) fn addressed(&mut self, at: At<'_>, noun: Noun, code: &Slug, slug: &Translated<Slug>) {
        let named = Named { noun, code: code.clone() };
        if !self.codes.insert(named.clone()) {
            let word = noun.word();
            self.broken(at.field("code"), || {
                format!("another {word} above has the code \"{code}\"; give each its own")
            });
            return;
        }
        for (language, slug) in slug.iter() {
            let at_slug = at.field("slug");
            self.slug_once(at_slug.field(language.code()), (noun.space(), language, slug.clone()), &named);
        }
    }

    fn slug_once(&mut self, at: At<'_>, address: Address, named: &Named) {
        let taken = self.slugs.get(&address).or_else(|| self.shop.keeper_of_slug(&address));
        if let Some(Named { noun, code }) = taken {
            let (word, slug) = (noun.word(), &address.2);
            let message = format!("the {word} \"{code}\" has the slug \"{slug}\"; give each its own");
            self.broken(at, || message);
            return;
        }
        self.slugs.insert(address, named.clone());
    }

    /// Every element of a list is met once.
    pub(crate) fn each_once(&mut self, at: At<'_>, codes: &[Slug]) {
        let mut met = HashSet::new();
        for (index, code) in codes.iter().enumerate() {
            self.rule(at.index(index), met.insert(code), || {
                format!("\"{code}\" is in this list already; leave it out")
            });
        }
    }
}
