//! Partial documents that another reader has made of a file.

use std::path::Path;

use pictures::Storage;
use serde_json::Value;

use crate::{
    Diagnostic, Diagnostics, ExistingShop, Losses, NamedPicture, Plan,
    diagnostic::{Place, Violation},
    document::Section,
    draft::Draft,
    field::{FieldPath, PathCursor, Step},
    import::probe_pictures,
    listed_document::ListedDocument,
    picture_files::PictureFiles,
    shape::merge,
};

/// Partial documents of a shop. As in a JSON file, fields that they leave out stay as they are.
#[derive(Debug, Default)]
pub struct GivenShop {
    /// The source pictures.
    pub pictures: Vec<GivenDocument>,
    /// The attributes.
    pub attributes: Vec<GivenDocument>,
    /// The categories.
    pub categories: Vec<GivenDocument>,
    /// The products.
    pub products: Vec<GivenDocument>,
    /// The collections.
    pub collections: Vec<GivenDocument>,
}

/// A partial document with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenDocument {
    /// The fields.
    pub value: Value,
    /// The line that it begins in, counted from 1.
    pub line: u64,
    /// The lines of a product's variants, in their order.
    pub variant_lines: Vec<u64>,
}

impl GivenDocument {
    /// Creates a document from the fields of a line.
    pub const fn new(value: Value, line: u64) -> Self {
        Self { value, line, variant_lines: Vec::new() }
    }
}

/// Plans the import of documents that were made of the file `name`. Pictures lie below `folder`; `storage` holds those of
/// the shop. Nothing is written.
///
/// # Errors
/// Returns all diagnostics of documents with faults, and losses unless they are allowed.
pub async fn plan_given(
    known: &ExistingShop,
    name: &str,
    given: &GivenShop,
    folder: &Path,
    storage: &Storage,
    losses: Losses,
) -> Result<Plan, Diagnostics> {
    let mut pictures = probe_pictures(folder, &given.named_pictures()).await;
    pictures.record_held(storage, known).await;
    given.plan(known, name, losses, &pictures)
}

impl GivenShop {
    fn plan(
        &self,
        known: &ExistingShop,
        name: &str,
        losses: Losses,
        pictures: &PictureFiles,
    ) -> Result<Plan, Diagnostics> {
        let mut draft = Draft::new(known);
        draft.document.pictures = self.elements(&mut draft);
        draft.document.attributes = self.elements(&mut draft);
        draft.document.categories = self.elements(&mut draft);
        draft.document.products = self.elements(&mut draft);
        draft.document.collections = self.elements(&mut draft);
        draft.finish(losses, pictures, |violation, _| self.diagnostic(name, violation))
    }

    fn elements<T: ListedDocument>(&self, draft: &mut Draft<'_>) -> Vec<T> {
        let list = PathCursor::top(T::SECTION.name());
        let mut elements = Vec::new();
        for (index, GivenDocument { value, .. }) in self.section(T::SECTION).iter().enumerate() {
            let had = T::existing(draft.known, value);
            let before = had.map(|had| serde_json::to_value(had).expect("a document has texts for keys"));
            draft.note(value);
            elements.push(draft.element(list.index(index), had, merge(T::SHAPE, before, value.clone())));
        }
        elements
    }

    fn section(&self, section: Section) -> &[GivenDocument] {
        match section {
            Section::Pictures => &self.pictures,
            Section::Attributes => &self.attributes,
            Section::Categories => &self.categories,
            Section::Products => &self.products,
            Section::Collections => &self.collections,
            Section::Pages
            | Section::Navigation
            | Section::Deleted
            | Section::FormerSlugs
            | Section::FormerPictures => &[],
        }
    }

    fn named_pictures(&self) -> Vec<NamedPicture> {
        let text = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let named = |given: &GivenDocument| {
            Some(NamedPicture { file: text(&given.value, "file")?, from: text(&given.value, "from") })
        };
        self.pictures.iter().filter_map(named).collect()
    }

    fn diagnostic(&self, name: &str, violation: &Violation) -> Diagnostic {
        let (line, field) = match &violation.place {
            Place::Cell(line, field) => (u64::try_from(*line).ok(), field.clone()),
            Place::Field(path) | Place::Byte(path, _) => (self.line(path), path.to_string()),
        };
        let line = line.and_then(|line| usize::try_from(line).ok());
        Diagnostic { file: name.to_owned(), line, field, message: violation.message.clone() }
    }

    /// Returns the line of the document, or of the variant, that a path leads into.
    fn line(&self, path: &FieldPath) -> Option<u64> {
        let [Step::Field(section), Step::Index(index), inside @ ..] = path.0.as_slice() else { return None };
        let section = Section::ALL.into_iter().find(|known| known.name() == section)?;
        let given = self.section(section).get(*index)?;
        let variant = match inside {
            [Step::Field(field), Step::Index(place), ..] if field == "variants" => given.variant_lines.get(*place),
            _ => None,
        };
        Some(variant.copied().unwrap_or(given.line))
    }
}
