//! The fonts that a document chooses: bundled ones by name, or the merchant's files.

use super::{bundled, family::Family, file::FontFile};
use crate::{
    document::{FontDocument, OwnFontDocument, ThemeDocument},
    error::ThemeError,
};
use std::collections::BTreeMap;

/// The most font files that a theme has, titles and text together.
pub const MAX_FONT_FILES: usize = 4;

/// The longest name of a merchant's font, in characters.
const MAX_NAME_CHARACTERS: usize = 80;

/// The merchant's font files by the paths that documents name them with.
pub type OwnFonts = BTreeMap<String, FontFile>;

/// Finds the families that a document names: of titles, and of text.
pub(crate) fn families(
    document: &ThemeDocument,
    own: &OwnFonts,
    errors: &mut Vec<ThemeError>,
) -> (Option<Family>, Option<Family>) {
    let mut family = |field, font: &Option<FontDocument>| find(field, font.as_ref()?, own, errors);
    let titles = family("title_font", &document.title_font);
    let text = family("text_font", &document.text_font);
    let count = titles.iter().chain(text.iter().filter(|text| Some(*text) != titles.as_ref()));
    let files: usize = count.map(|family| family.files.len()).sum();
    if files > MAX_FONT_FILES {
        let message = format!("titles and text have {files} font files; at most {MAX_FONT_FILES} are allowed.");
        errors.push(ThemeError::new("text_font", message));
    }
    (titles, text)
}

fn find(field: &'static str, font: &FontDocument, own: &OwnFonts, errors: &mut Vec<ThemeError>) -> Option<Family> {
    match font {
        FontDocument::Bundled(name) => {
            let family = bundled::family(name);
            if family.is_none() {
                let known = bundled::NAMES.join(", ");
                errors.push(ThemeError::new(field, format!("no bundled font is called {name:?}. There are {known}.")));
            }
            family
        }
        FontDocument::Own(document) => find_own(field, document, own, errors),
    }
}

fn find_own(
    field: &'static str,
    document: &OwnFontDocument,
    own: &OwnFonts,
    errors: &mut Vec<ThemeError>,
) -> Option<Family> {
    let name = document.name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME_CHARACTERS || name.chars().any(char::is_control) {
        let message =
            format!("the name of a font has 1 to {MAX_NAME_CHARACTERS} characters and no control characters.");
        errors.push(ThemeError::new(format!("{field}.name"), message));
    }
    if document.files.is_empty() {
        errors.push(ThemeError::new(format!("{field}.files"), "name at least one WOFF2 file."));
    }
    let mut files = Vec::new();
    for (index, path) in document.files.iter().enumerate() {
        match own.get(path) {
            Some(file) => files.push(file.clone()),
            None => errors.push(ThemeError::new(
                format!("{field}.files[{index}]"),
                format!("the font file {path:?} is not there, or was refused."),
            )),
        }
    }
    let kind = document.kind.or(files.first().map(|file| file.kind))?;
    Some(Family::own(files, kind)).filter(|family| !family.files.is_empty())
}
