//! A shop document in JSON.

mod element;
mod locate;
mod pricing;
mod sections;
mod syntax;

use std::sync::Arc;

use serde_json::{Value, value::RawValue};
use setup::{PathStep, Setup, SetupDocument, SetupError};

use crate::{
    Diagnostic, Diagnostics, ExistingShop,
    check::check_interface_texts,
    diagnostic::{DiagnosticKind, Place, Violation, Violations},
    document::{PRICING, SETUP, Section},
    draft::Draft,
    field::{FieldPath, PathCursor, Step},
    listed_document::ListedDocument,
    mentions::Mentions,
    names::Names,
    picture_files::PictureFiles,
    plan::{Losses, Plan},
    shape::{merge, retain_languages},
    text::line_at,
};
use locate::{duplicate_fields, offset_of, path_at};
use sections::Sections;
use syntax::{fault, fault_of_data};

/// A document with valid syntax. Its elements are unread text, each with a known line.
pub(crate) struct JsonFile<'a> {
    file: &'a str,
    text: &'a str,
    sections: Sections<'a>,
}

impl<'a> JsonFile<'a> {
    /// Splits the document into elements; diagnostics name it `file`.
    pub(crate) fn open(file: &'a str, text: &'a str) -> Result<Self, Diagnostics> {
        Ok(Self { file, text, sections: Sections::of(file, text)? })
    }

    /// Returns everything that the document names.
    pub(crate) fn names(&self) -> Names {
        let mut names = Names::default();
        for section in Section::ALL {
            for raw in self.sections.of_section(section) {
                names.add_element(section, raw.get());
            }
        }
        names
    }

    /// Returns every text of the document that may be a name.
    pub(crate) fn mentions(&self) -> Mentions {
        let mut mentions = Mentions::default();
        let elements = Section::ALL.into_iter().flat_map(|section| self.sections.of_section(section));
        elements
            .chain(&self.sections.setup())
            .chain(&self.sections.pricing())
            .for_each(|raw| mentions.add_json(raw.get()));
        let former = [Section::FormerSlugs, Section::FormerPictures];
        mentions.has_former = former.into_iter().any(|section| !self.sections.of_section(section).is_empty());
        mentions
    }

    /// Returns the setup, if it has the right form.
    pub(crate) fn setup(&self) -> Option<SetupDocument> {
        serde_json::from_str(self.sections.setup()?.get()).ok()
    }

    /// Returns the plan of an import, or every reason against it.
    pub(crate) fn plan(
        &self,
        known: &ExistingShop,
        losses: Losses,
        pictures: &PictureFiles,
    ) -> Result<Plan, Diagnostics> {
        self.draft(known, pictures).finish(losses, pictures, |violation, _| self.diagnostic(violation))
    }

    /// Merges the document with the shop's documents, and collects its violations.
    fn draft<'k>(&self, known: &'k ExistingShop, files: &PictureFiles) -> Draft<'k> {
        let mut draft = Draft::new(known);
        self.sections.faults(&mut draft.found);
        self.read_setup(&mut draft, files);
        self.read_pricing(&mut draft);
        draft.document.pictures = self.elements(&mut draft);
        draft.document.attributes = self.elements(&mut draft);
        draft.document.categories = self.elements(&mut draft);
        draft.document.products = self.elements(&mut draft);
        draft.document.collections = self.elements(&mut draft);
        draft.document.pages = self.elements(&mut draft);
        draft.document.navigation = self.elements(&mut draft);
        draft.document.deleted = self.elements(&mut draft);
        draft.document.former_slugs = self.elements(&mut draft);
        draft.document.former_pictures = self.elements(&mut draft);
        draft
    }

    /// Reads the setup, which replaces the shop's as a whole.
    fn read_setup(&self, draft: &mut Draft<'_>, files: &PictureFiles) {
        let Some(raw) = self.sections.setup() else { return };
        draft.is_setup_refused = true;
        let top = PathCursor::top(SETUP);
        if !raw.get().starts_with('{') {
            return;
        }
        self.add_repeated(raw, top, &mut draft.found);
        let document: SetupDocument = match serde_json::from_str(raw.get()) {
            Ok(document) => document,
            Err(error) => {
                let offset = error_offset(raw.get(), &error);
                let FieldPath(above) = top.path();
                let path = FieldPath([above, path_at(raw.get(), offset)].concat());
                draft.found.push(
                    DiagnosticKind::Form,
                    Place::Byte(path, self.start_of(raw) + offset),
                    fault_of_data(&error),
                );
                return;
            }
        };
        check_interface_texts(&document, &mut draft.found);
        let faults: Vec<_> = files.theme().faults(draft.known).collect();
        match Setup::check_with_files(&document, &files.theme().files(draft.known)) {
            Ok(setup) => {
                draft.setup = Arc::new(setup);
                draft.is_setup_refused = false;
            }
            Err(errors) => {
                // The reason why a file was refused says more than that it is not there.
                let is_new = |error: &&SetupError| faults.iter().all(|(path, _)| *path != error.path);
                for error in errors.iter().filter(is_new) {
                    let place = Place::Field(setup_path(&error.path));
                    draft.found.push(DiagnosticKind::Rule, place, error.message.clone());
                }
            }
        }
        for (path, message) in faults {
            draft.found.push(DiagnosticKind::Picture, Place::Field(setup_path(&path)), message.to_owned());
        }
        draft.document.setup = Some(document);
    }

    fn elements<T: ListedDocument>(&self, draft: &mut Draft<'_>) -> Vec<T> {
        let list = PathCursor::top(T::SECTION.name());
        let read = |(index, raw): (usize, &&RawValue)| {
            let given = self.read_value(raw, list.index(index), &mut draft.found);
            let had = T::existing(draft.known, &given);
            let before = had.map(|had| {
                let mut before = serde_json::to_value(had).expect("a document has texts for keys");
                // The file's setup, or the shop's own, may have dropped a language that the shop's texts still have.
                retain_languages(T::SHAPE, &mut before, &|language| draft.setup.has_language(language));
                before
            });
            draft.note(&given);
            draft.element(list.index(index), had, merge(T::SHAPE, before, given))
        };
        self.sections.of_section(T::SECTION).iter().enumerate().map(read).collect()
    }

    /// Returns the element's value. Of a duplicate field the first value counts.
    fn read_value(&self, raw: &RawValue, at: PathCursor<'_>, found: &mut Violations) -> Value {
        match element::value_of(raw.get()) {
            Ok((value, is_plain)) => {
                if !is_plain {
                    self.add_repeated(raw, at, found);
                }
                element::control_characters(&value, at, found);
                value
            }
            Err(error) => {
                let place = Place::Byte(at.path(), self.start_of(raw) + error_offset(raw.get(), &error));
                found.push(DiagnosticKind::Form, place, fault(&error));
                found.mark(at);
                Value::Null
            }
        }
    }

    fn add_repeated(&self, raw: &RawValue, at: PathCursor<'_>, found: &mut Violations) {
        let FieldPath(above) = at.path();
        for (path, offset) in duplicate_fields(raw.get()) {
            let path = FieldPath([above.as_slice(), &path].concat());
            let place = Place::Byte(path, self.start_of(raw) + offset);
            found.push(DiagnosticKind::Form, place, "this field is there twice; leave one out");
        }
    }

    fn diagnostic(&self, violation: &Violation) -> Diagnostic {
        let (field, line) = match &violation.place {
            Place::Field(path) => (path.to_string(), self.line(self.offset(path))),
            Place::Byte(path, offset) => (path.to_string(), self.line(*offset)),
            Place::Cell(line, field) => (field.clone(), *line),
        };
        Diagnostic { file: self.file.to_owned(), line: Some(line), field, message: violation.message.clone() }
    }

    fn line(&self, offset: usize) -> usize {
        line_at(self.text.as_bytes(), offset)
    }

    /// Returns the byte at which the value at `path` begins. If there is none, the nearest value around it counts.
    fn offset(&self, path: &FieldPath) -> usize {
        let objects = [(SETUP, self.sections.setup()), (PRICING, self.sections.pricing())];
        for (name, object) in objects {
            if let ([Step::Field(field), inside @ ..], Some(object)) = (path.0.as_slice(), object)
                && field == name
            {
                return self.start_of(object) + offset_of(object.get(), inside);
            }
        }
        let [Step::Field(section), Step::Index(index), inside @ ..] = path.0.as_slice() else { return 0 };
        let Some(element) = self.sections.by_name(section).and_then(|elements| elements.get(*index)) else { return 0 };
        self.start_of(element) + offset_of(element.get(), inside)
    }

    /// Returns the offset of an element: the distance of its address from that of the text, which it borrows from.
    fn start_of(&self, element: &RawValue) -> usize {
        element.get().as_ptr().addr() - self.text.as_ptr().addr()
    }
}

/// Returns the path of a part of the setup within the document.
fn setup_path(inside: &[PathStep]) -> FieldPath {
    let step = |step: &PathStep| match step {
        PathStep::Field(name) => Step::Field(name.clone()),
        PathStep::Item(index) => Step::Index(*index),
    };
    FieldPath(std::iter::once(Step::Field(SETUP.to_owned())).chain(inside.iter().map(step)).collect())
}

/// Returns the offset of the last byte that the parser has read.
fn error_offset(json: &str, error: &serde_json::Error) -> usize {
    let lines_before = json.split_inclusive('\n').take(error.line().saturating_sub(1));
    lines_before.map(str::len).sum::<usize>() + error.column().saturating_sub(1)
}

#[cfg(test)]
mod tests;
