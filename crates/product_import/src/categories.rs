//! Categories: those of the shop, and new ones.

use std::collections::HashSet;

use import_export::{ExistingShop, GivenDocument, SlugScope};
use serde_json::json;
use types::{Language, Slug};

use crate::{
    measures::is_same,
    slug::{free, slug_of, with_ending},
};

/// The categories of the shop and of the file.
pub(crate) struct Categories<'a> {
    known: &'a ExistingShop,
    language: Language,
    categories: Vec<Category>,
    codes: HashSet<Slug>,
}

struct Category {
    code: Slug,
    parent: Option<Slug>,
    names: Vec<String>,
    /// The line that it is from, if it is new.
    line: Option<u64>,
}

impl<'a> Categories<'a> {
    pub(crate) fn of_shop(known: &'a ExistingShop, language: Language) -> Self {
        let mut categories = Self { known, language, categories: Vec::new(), codes: HashSet::new() };
        for document in known.category_documents() {
            categories.codes.insert(document.code.clone());
            categories.categories.push(Category {
                code: document.code.clone(),
                parent: document.parent.clone(),
                names: document.name.iter().map(|(_, name)| name.clone()).collect(),
                line: None,
            });
        }
        categories
    }

    /// Returns the code of the category at the end of a path of names. Names that the shop lacks become new categories.
    pub(crate) fn at(&mut self, path: &[String], line: u64) -> Option<Slug> {
        if let [only] = path
            && let Some(found) = self.named(only)
        {
            return Some(found);
        }
        let mut parent: Option<Slug> = None;
        for name in path {
            let found = self.below(parent.as_ref(), name);
            parent = Some(match found {
                Some(code) => code,
                None => self.add(parent.as_ref(), name, line)?,
            });
        }
        parent
    }

    /// Returns the only category with this name, wherever it stands.
    fn named(&self, name: &str) -> Option<Slug> {
        let mut found = self.categories.iter().filter(|category| category.is_called(name));
        let first = found.next()?;
        found.next().is_none().then(|| first.code.clone())
    }

    fn below(&self, parent: Option<&Slug>, name: &str) -> Option<Slug> {
        let is_it = |category: &&Category| category.parent.as_ref() == parent && category.is_called(name);
        self.categories.iter().find(is_it).map(|category| category.code.clone())
    }

    fn add(&mut self, parent: Option<&Slug>, name: &str, line: u64) -> Option<Slug> {
        let slug = slug_of(name)?;
        let is_taken = |code: &Slug| self.codes.contains(code) || self.is_address(code);
        let below = parent.map(|parent| with_ending(parent, &format!("-{slug}")));
        let code = match below {
            Some(below) if is_taken(&slug) => free(&below, is_taken),
            _ => free(&slug, is_taken),
        };
        self.codes.insert(code.clone());
        let (parent, names) = (parent.cloned(), vec![name.to_owned()]);
        self.categories.push(Category { code: code.clone(), parent, names, line: Some(line) });
        Some(code)
    }

    /// Returns whether a category or a collection of the shop has the address.
    fn is_address(&self, slug: &Slug) -> bool {
        self.known.slugs.contains_key(&(SlugScope::Listings, self.language, slug.clone()))
    }

    /// Returns whether a category has this code.
    pub(crate) fn contains(&self, code: &Slug) -> bool {
        self.codes.contains(code)
    }

    /// Returns the new categories, parents first.
    pub(crate) fn into_documents(self) -> Vec<GivenDocument> {
        let tag = self.language.code();
        let document = |category: Category| {
            let Category { code, parent, names, line } = category;
            let mut value = json!({ "code": code, "slug": { tag: code }, "name": { tag: names.first()? } });
            if let Some(parent) = parent {
                value["parent"] = json!(parent);
            }
            Some(GivenDocument::new(value, line?))
        };
        self.categories.into_iter().filter_map(document).collect()
    }
}

impl Category {
    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|known| is_same(known, name))
    }
}
