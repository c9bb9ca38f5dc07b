use serde::Deserialize;
use serde_json::{error::Category, value::RawValue};

use crate::{
    Format, Refusal, Refusals,
    field::{FieldPath, Step},
    wording::{friendly, missing_name, not_json},
};

/// The document with its elements unread.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sections<'a> {
    #[serde(rename = "format")]
    _format: Format,
    #[serde(borrow, default)]
    pictures: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    attributes: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    categories: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    products: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    collections: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pages: Vec<&'a RawValue>,
}

/// The document's lists.
#[derive(Clone, Copy)]
pub(crate) enum Section {
    Pictures,
    Attributes,
    Categories,
    Products,
    Collections,
    Pages,
}

impl Section {
    const ALL: [Self; 6] =
        [Self::Pictures, Self::Attributes, Self::Categories, Self::Products, Self::Collections, Self::Pages];

    /// As the document writes it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Pictures => "pictures",
            Self::Attributes => "attributes",
            Self::Categories => "categories",
            Self::Products => "products",
            Self::Collections => "collections",
            Self::Pages => "pages",
        }
    }
}

impl<'a> Sections<'a> {
    /// The lists of the document, if its syntax is right.
    pub(crate) fn of(file: &str, text: &'a str) -> Result<Self, Refusals> {
        let mut parser = serde_json::Deserializer::from_str(text);
        let sections = serde_path_to_error::deserialize(&mut parser).map_err(|fault| {
            let path = FieldPath::from(fault.path());
            refused(file, path, &fault.into_inner())
        })?;
        parser.end().map_err(|error| refused(file, FieldPath::default(), &error))?;
        Ok(sections)
    }

    /// A list's elements.
    pub(crate) fn of_section(&self, section: Section) -> &[&'a RawValue] {
        match section {
            Section::Pictures => &self.pictures,
            Section::Attributes => &self.attributes,
            Section::Categories => &self.categories,
            Section::Products => &self.products,
            Section::Collections => &self.collections,
            Section::Pages => &self.pages,
        }
    }

    /// The elements of the list with this name.
    pub(crate) fn named(&self, name: &str) -> Option<&[&'a RawValue]> {
        Section::ALL.into_iter().find(|section| section.name() == name).map(|section| self.of_section(section))
    }
}

fn refused(file: &str, mut path: FieldPath, error: &serde_json::Error) -> Refusals {
    let parser_says = error.to_string();
    path.0.extend(missing_name(&parser_says).map(|name| Step::Field(name.to_owned())));
    let message = match error.classify() {
        Category::Data => friendly(&parser_says),
        Category::Io | Category::Syntax | Category::Eof => not_json(&parser_says),
    };
    Refusals::one(Refusal { file: file.to_owned(), line: Some(error.line()), field: path.to_string(), message })
}
