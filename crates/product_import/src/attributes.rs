//! Attributes with their values: those of the shop, and new ones.

use std::collections::{BTreeMap, HashMap, HashSet};

use catalog::{AttributeDocument, AttributeKind};
use import_export::{ExistingShop, GivenDocument};
use serde_json::json;
use types::{Language, Slug, bounds::MAX_NAME_BYTES, control_character};

use crate::{
    measures::is_same,
    slug::{Numbering, slug_of, with_ending},
};

/// The attributes of the shop and of the file.
pub(crate) struct Attributes {
    language: Language,
    attributes: Vec<Attribute>,
    by_name: HashMap<String, usize>,
    codes: HashSet<Slug>,
    numbering: Numbering,
}

/// An attribute, and its changes by the file.
struct Attribute {
    code: Slug,
    /// The name, if it is new.
    new_name: Option<String>,
    is_option: bool,
    is_shown: bool,
    /// The line that it is from.
    line: u64,
    /// The codes of its values by label.
    by_label: HashMap<String, Slug>,
    codes: HashSet<Slug>,
    numbering: Numbering,
    /// The order of the values.
    places: BTreeMap<Slug, usize>,
    new_values: Vec<(Slug, String)>,
}

/// The use of an attribute by a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttributeUse {
    /// Buyers choose by it.
    Option,
    /// It states a fact, which the page shows or not.
    Fact { is_shown: bool },
}

impl Attributes {
    pub(crate) fn of_shop(known: &ExistingShop, language: Language) -> Self {
        let mut attributes = Self {
            language,
            attributes: Vec::new(),
            by_name: HashMap::new(),
            codes: HashSet::new(),
            numbering: Numbering::default(),
        };
        for document in known.attribute_documents() {
            attributes.add_existing(document);
        }
        attributes
    }

    fn add_existing(&mut self, document: &AttributeDocument) {
        // The files have words. An attribute of numbers or flags takes none, so the words get one of their own.
        if document.kind != AttributeKind::Values {
            self.codes.insert(document.code.clone());
            return;
        }
        let place = self.attributes.len();
        for name in document.name.iter().map(|(_, name)| name.as_str()).chain([document.code.as_str()]) {
            self.by_name.entry(name.to_lowercase()).or_insert(place);
        }
        let mut by_label = HashMap::new();
        for value in &document.values {
            let labels = value.label.get(self.language).into_iter().chain(value.label.iter().map(|(_, label)| label));
            for label in labels {
                by_label.entry(label.to_lowercase()).or_insert_with(|| value.code.clone());
            }
        }
        self.codes.insert(document.code.clone());
        self.attributes.push(Attribute {
            code: document.code.clone(),
            new_name: None,
            is_option: false,
            is_shown: false,
            line: 1,
            by_label,
            codes: document.values.iter().map(|value| value.code.clone()).collect(),
            numbering: Numbering::default(),
            places: document.values.iter().map(|value| value.code.clone()).zip(0..).collect(),
            new_values: Vec::new(),
        });
    }

    /// Returns the place of the attribute with a name; a name that the shop lacks becomes a new one. Fails if the name has no
    /// letter or digit.
    pub(crate) fn attribute(&mut self, name: &str, of: AttributeUse, line: u64) -> Result<usize, &'static str> {
        let name = name.trim();
        let place = match self.by_name.get(&name.to_lowercase()) {
            Some(place) => *place,
            None => self.add_new(name, line)?,
        };
        let attribute = &mut self.attributes[place];
        attribute.is_option |= of == AttributeUse::Option;
        attribute.is_shown |= of == AttributeUse::Fact { is_shown: true };
        Ok(place)
    }

    fn add_new(&mut self, name: &str, line: u64) -> Result<usize, &'static str> {
        check_label(name)?;
        let slug = slug_of(name).ok_or("the name has no letter or digit to make a code of")?;
        let slug = if types::query::is_reserved(slug.as_str()) { with_ending(&slug, "-attribute") } else { slug };
        let code = self.numbering.free(&slug, |code| self.codes.contains(code));
        self.codes.insert(code.clone());
        let place = self.attributes.len();
        self.by_name.insert(name.to_lowercase(), place);
        self.attributes.push(Attribute {
            code,
            new_name: Some(name.to_owned()),
            is_option: false,
            is_shown: false,
            line,
            by_label: HashMap::new(),
            codes: HashSet::new(),
            numbering: Numbering::default(),
            places: BTreeMap::new(),
            new_values: Vec::new(),
        });
        Ok(place)
    }

    /// Returns the code of an attribute.
    pub(crate) fn code(&self, place: usize) -> &Slug {
        &self.attributes[place].code
    }

    /// Returns the code of the value with a label; a label that the attribute lacks becomes a new value.
    pub(crate) fn value(&mut self, place: usize, label: &str) -> Result<Slug, &'static str> {
        self.attributes[place].value(label.trim())
    }

    /// Sorts values by the attribute's order, and removes duplicates.
    pub(crate) fn sort(&self, place: usize, values: &mut Vec<Slug>) {
        let places = &self.attributes[place].places;
        values.sort_by_key(|value| places.get(value).copied().unwrap_or(usize::MAX));
        values.dedup();
    }

    /// Returns the new attributes, and the new values of those that the shop has. Attributes of the shop come first, in its
    /// order.
    pub(crate) fn into_documents(self) -> Vec<GivenDocument> {
        let language = self.language;
        let changed = self.attributes.into_iter().filter(|of| !of.new_values.is_empty());
        changed.map(|attribute| attribute.into_document(language)).collect()
    }
}

impl Attribute {
    fn value(&mut self, label: &str) -> Result<Slug, &'static str> {
        if let Some(code) = self.by_label.get(&label.to_lowercase()) {
            return Ok(code.clone());
        }
        check_label(label)?;
        let slug = slug_of(label).ok_or("the value has no letter or digit to make a code of")?;
        let code = self.numbering.free(&slug, |code| self.codes.contains(code));
        self.codes.insert(code.clone());
        self.by_label.insert(label.to_lowercase(), code.clone());
        self.places.insert(code.clone(), self.places.len());
        self.new_values.push((code.clone(), label.to_owned()));
        Ok(code)
    }

    fn into_document(self, language: Language) -> GivenDocument {
        let value = |(code, label): &(Slug, String)| json!({ "code": code, "label": { language.code(): label } });
        let values: Vec<_> = self.new_values.iter().map(value).collect();
        let mut document = json!({ "code": self.code, "values": values });
        if let Some(name) = self.new_name {
            document["name"] = json!({ language.code(): name });
            document["facet"] = self.is_option.into();
            document["shown"] = self.is_shown.into();
        }
        GivenDocument::new(document, self.line)
    }
}

/// Checks that a name or a label is one line of a length that the shop stores.
fn check_label(label: &str) -> Result<(), &'static str> {
    if label.len() > MAX_NAME_BYTES {
        return Err("it is longer than a value may be; move it to the description");
    }
    if control_character(label).is_some() {
        return Err("it has several lines; move it to the description");
    }
    if is_same(label, "") { Err("it is empty") } else { Ok(()) }
}
