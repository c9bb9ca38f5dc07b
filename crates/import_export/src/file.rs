use std::{borrow::Cow, path::Path};

use setup::SetupDocument;

use crate::{
    Diagnostics, ExistingShop,
    csv::CsvFile,
    mentions::Mentions,
    names::Names,
    picture_files::PictureFiles,
    plan::{Losses, Plan},
    read_json::JsonFile,
    text::text_of,
};

/// The text of a file to import.
pub struct ImportFile<'a> {
    name: &'a str,
    text: Cow<'a, str>,
}

/// A file whose format is recognised, and that is not compared with the shop yet.
pub struct OpenFile<'a>(Format<'a>);

enum Format<'a> {
    Json(Box<JsonFile<'a>>),
    Csv(CsvFile<'a>),
}

impl<'a> ImportFile<'a> {
    /// Decodes the bytes of a file, and normalises the text to NFC. Diagnostics name the file `name`.
    pub fn decode(name: &'a str, bytes: &'a [u8]) -> Result<Self, Diagnostics> {
        let text = text_of(name, bytes)?;
        let composed = match types::nfc(&text) {
            Cow::Owned(composed) => Some(composed),
            Cow::Borrowed(_) => None,
        };
        Ok(Self { name, text: composed.map_or(text, Cow::Owned) })
    }

    /// Recognises the format by the content, or by the name if the content is ambiguous.
    pub fn open(&self) -> Result<OpenFile<'_>, Diagnostics> {
        let (name, text) = (self.name, self.text.as_ref());
        let is_json = || JsonFile::open(name, text).map(|file| OpenFile(Format::Json(Box::new(file))));
        if text.trim_start().starts_with(['{', '[']) {
            return is_json();
        }
        let table = CsvFile::open(name, text);
        if table.as_ref().is_ok_and(CsvFile::is_ours) || has_ending(name, "csv") {
            return table.map(|file| OpenFile(Format::Csv(file)));
        }
        if has_ending(name, "json") {
            return is_json();
        }
        let message = "this is neither a shop in JSON nor a table of products; see the manual for both formats";
        Err(Diagnostics::of_file(name, message))
    }
}

impl OpenFile<'_> {
    /// Returns everything that the file names.
    pub fn names(&self) -> Names {
        match &self.0 {
            Format::Json(file) => file.names(),
            Format::Csv(file) => file.names(),
        }
    }

    /// Returns every text of the file that may be a name.
    pub fn mentions(&self) -> Mentions {
        match &self.0 {
            Format::Json(file) => file.mentions(),
            Format::Csv(file) => file.mentions(),
        }
    }

    /// Returns the setup that the file brings, if it has the right form.
    pub(crate) fn setup(&self) -> Option<SetupDocument> {
        match &self.0 {
            Format::Json(file) => file.setup(),
            Format::Csv(_) => None,
        }
    }

    /// Merges the file with the shop's documents.
    ///
    /// # Errors
    /// Returns all diagnostics of a file with faults: of form, rules, pictures, and losses unless they are allowed.
    pub fn plan(&self, known: &ExistingShop, losses: Losses, pictures: &PictureFiles) -> Result<Plan, Diagnostics> {
        match &self.0 {
            Format::Json(file) => file.plan(known, losses, pictures),
            Format::Csv(file) => file.plan(known, losses),
        }
    }
}

/// Returns true if a file's name has this ending, in capitals or not.
fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
}
