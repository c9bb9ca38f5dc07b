//! Collections by tag. A product joins a collection by its tag, so that a file never has to name all members.

use std::collections::HashMap;

use import_export::{ExistingShop, GivenDocument, SlugScope};
use jiff::Timestamp;
use serde_json::json;
use types::{Language, Slug};

use crate::slug::slug_of;

/// The collections that a file names.
#[derive(Default)]
pub(crate) struct Collections {
    /// The name and the line of each by its code, which is also its tag.
    named: HashMap<Slug, (String, u64)>,
    order: Vec<Slug>,
}

impl Collections {
    /// Returns the tag of the collection with this name.
    pub(crate) fn tag(&mut self, name: &str, line: u64) -> Option<Slug> {
        let code = slug_of(name)?;
        if !self.named.contains_key(&code) {
            self.named.insert(code.clone(), (name.to_owned(), line));
            self.order.push(code.clone());
        }
        Some(code)
    }

    /// Returns the collections that the shop lacks, public from `now` on. Of one whose address something else has, only the
    /// tag is kept: `refused` is called with its line and name.
    pub(crate) fn into_documents(
        self,
        known: &ExistingShop,
        (language, now): (Language, Timestamp),
        is_category: impl Fn(&Slug) -> bool,
        mut refused: impl FnMut(u64, &str),
    ) -> Vec<GivenDocument> {
        let tag = language.code();
        let mut documents = Vec::new();
        for code in self.order {
            let Some((name, line)) = self.named.get(&code).filter(|_| !known.collections.contains(&code)) else {
                continue;
            };
            if is_category(&code) || known.slugs.contains_key(&(SlugScope::Listings, language, code.clone())) {
                refused(*line, name);
                continue;
            }
            let value = json!({
                "code": code,
                "slug": { tag: code },
                "name": { tag: name },
                "published": { "from": now },
                "members": { "rule": { "tags": [code] } },
            });
            documents.push(GivenDocument::new(value, *line));
        }
        documents
    }
}
