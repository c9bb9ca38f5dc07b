use types::{Language, Translated, Window};

use super::Check;
use crate::field::At;

impl Check<'_> {
    /// A text that must be there in every language.
    pub(crate) fn words(&mut self, at: At<'_>, text: &Translated) {
        for (language, words) in text.iter() {
            let name = english_name(language);
            let is_there = !words.trim().is_empty();
            self.rule(at.field(language.code()), is_there, || format!("the {name} text is empty; write it"));
        }
    }

    /// A text that may be left empty, but not in some languages only.
    pub(crate) fn words_or_none(&mut self, at: At<'_>, text: &Translated) {
        if text.iter().any(|(_, words)| !words.trim().is_empty()) {
            self.words(at, text);
        }
    }

    /// A window ends after it begins.
    pub(crate) fn window(&mut self, at: At<'_>, window: Option<&Window>) {
        let Some(window) = window else { return };
        self.forwards(at.field("to"), window.from, window.to);
    }

    /// `to` comes after `from`, as the database tells moments apart: in milliseconds.
    pub(crate) fn forwards(&mut self, at_to: At<'_>, from: jiff::Timestamp, to: Option<jiff::Timestamp>) {
        let Some(to) = to else { return };
        let kept = to.as_millisecond() > from.as_millisecond();
        self.rule(at_to, kept, || format!("this is not after \"from\", {from}; write a later moment"));
    }
}

fn english_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Ar => "Arabic",
        Language::Hi => "Hindi",
    }
}
