use setup::Origins;
use types::{Language, Locale};

/// A text that shoppers read in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text.
    pub text: String,
    /// The language that it is borrowed from, if it is.
    pub language: Option<Language>,
}

impl LocalText {
    /// Creates the text of the column `place` of a row with these origins.
    pub(crate) fn new(text: String, place: usize, origins: &Origins, locale: Locale) -> Self {
        Self { text, language: origins.borrowed_from(place, locale.languages()) }
    }
}
