//! Categories: those of the shop, and new ones.

use std::collections::{HashMap, HashSet};

use import_export::{ExistingShop, GivenDocument, SlugScope};
use serde_json::json;
use types::{Language, Slug};

use crate::{
    measures::in_small_letters,
    slug::{Numbering, slug_of, with_ending},
};

/// The categories of the shop and of the file.
pub(crate) struct Categories<'a> {
    known: &'a ExistingShop,
    language: Language,
    categories: Vec<Category>,
    /// The places of the categories with a name in small letters, in their order.
    by_name: HashMap<String, Vec<usize>>,
    codes: HashSet<Slug>,
    numbering: Numbering,
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
        let mut categories = Self {
            known,
            language,
            categories: Vec::new(),
            by_name: HashMap::new(),
            codes: HashSet::new(),
            numbering: Numbering::default(),
        };
        for document in known.category_documents() {
            categories.codes.insert(document.code.clone());
            categories.push(Category {
                code: document.code.clone(),
                parent: document.parent.clone(),
                names: document.name.iter().map(|(_, name)| name.clone()).collect(),
                line: None,
            });
        }
        categories
    }

    fn push(&mut self, category: Category) {
        for name in &category.names {
            let places = self.by_name.entry(in_small_letters(name)).or_default();
            if places.last() != Some(&self.categories.len()) {
                places.push(self.categories.len());
            }
        }
        self.categories.push(category);
    }

    /// Returns the categories with a name, in any case.
    fn called(&self, name: &str) -> impl Iterator<Item = &Category> {
        self.by_name.get(&in_small_letters(name)).into_iter().flatten().map(|place| &self.categories[*place])
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
        let mut found = self.called(name);
        let first = found.next()?;
        found.next().is_none().then(|| first.code.clone())
    }

    fn below(&self, parent: Option<&Slug>, name: &str) -> Option<Slug> {
        let mut found = self.called(name).filter(|category| category.parent.as_ref() == parent);
        found.next().map(|category| category.code.clone())
    }

    fn add(&mut self, parent: Option<&Slug>, name: &str, line: u64) -> Option<Slug> {
        let slug = slug_of(name)?;
        let (codes, slugs, language) = (&self.codes, &self.known.slugs, self.language);
        // A category or a collection of the shop may have the address.
        let is_address = |slug: &Slug| slugs.contains_key(&(SlugScope::Listings, language, slug.clone()));
        let is_taken = |code: &Slug| codes.contains(code) || is_address(code);
        let below = parent.map(|parent| with_ending(parent, &format!("-{slug}")));
        let code = match below {
            Some(below) if is_taken(&slug) => self.numbering.free(&below, is_taken),
            _ => self.numbering.free(&slug, is_taken),
        };
        self.codes.insert(code.clone());
        let (parent, names) = (parent.cloned(), vec![name.to_owned()]);
        self.push(Category { code: code.clone(), parent, names, line: Some(line) });
        Some(code)
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
