use crate::Language;

/// A text that shoppers read in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LocalText {
    /// The text.
    pub text: String,
    /// The language that the text is borrowed from; none if it is in the page's own language.
    pub language: Option<Language>,
}

impl LocalText {
    /// Returns true unless the text is empty or white space.
    pub fn has_words(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

impl From<String> for LocalText {
    /// Creates a text in the page's own language.
    fn from(text: String) -> Self {
        Self { text, language: None }
    }
}
