use types::{
    Language, Translated, Window,
    bounds::{LAST_MOMENT, MAX_NAME_BYTES, MAX_TEXT_BYTES},
    control_character,
};

use super::Check;
use crate::field::PathCursor;

impl Check<'_> {
    /// Checks a name, title or label: it has one line in every language.
    pub(crate) fn words(&mut self, at: PathCursor<'_>, text: &Translated) {
        self.text_up_to(at, text, MAX_NAME_BYTES);
        for (language, words) in text.iter() {
            let is_one_line = control_character(words.trim()).is_none();
            self.rule(at.field(language.code()), is_one_line, || {
                format!("the {} text holds a line break or a tab; write it in one line", english_name(language))
            });
        }
    }

    /// Checks a running text that is required in every language.
    pub(crate) fn long_words(&mut self, at: PathCursor<'_>, text: &Translated) {
        self.text_up_to(at, text, MAX_TEXT_BYTES);
    }

    /// Checks an optional running text: it is empty in all languages or in none.
    pub(crate) fn words_or_none(&mut self, at: PathCursor<'_>, text: &Translated) {
        if text.iter().any(|(_, words)| !words.trim().is_empty()) {
            self.long_words(at, text);
        }
    }

    /// Checks a text that is required in every language, with at most `most` bytes.
    pub(crate) fn text_up_to(&mut self, at: PathCursor<'_>, text: &Translated, most: usize) {
        for (language, words) in text.iter() {
            let (at, name) = (at.field(language.code()), english_name(language));
            self.rule(at, !words.trim().is_empty(), || format!("the {name} text is empty; write it"));
            self.rule(at, words.len() <= most, || {
                format!("the {name} text has {} bytes; write at most {most}", words.len())
            });
        }
    }

    /// Checks that a list has at most `most` elements; `what` names them.
    pub(crate) fn at_most(&mut self, list: PathCursor<'_>, count: usize, most: usize, what: &str) {
        self.rule(list, count <= most, || format!("these are {count} {what}; write at most {most}"));
    }

    /// Checks that a number is at most `most`.
    pub(crate) fn number(&mut self, at: PathCursor<'_>, number: u32, most: u32) {
        self.rule(at, number <= most, || format!("write a whole number from 0 to {most}, not {number}"));
    }

    /// Checks that a window ends after it begins.
    pub(crate) fn window(&mut self, at: PathCursor<'_>, window: Option<&Window>) {
        let Some(window) = window else { return };
        self.moments(at, window.from, window.to);
    }

    /// Checks that two moments lie in the supported years, the second after the first.
    pub(crate) fn moments(&mut self, at: PathCursor<'_>, from: jiff::Timestamp, to: Option<jiff::Timestamp>) {
        self.forwards(at.field("to"), from, to);
        for (name, moment) in [("from", Some(from)), ("to", to)] {
            let known = moment.is_none_or(|moment| (0..=LAST_MOMENT).contains(&moment.as_millisecond()));
            self.rule(at.field(name), known, || "write a moment of the years 1970 to 2999".to_owned());
        }
    }

    /// Checks that `to` comes after `from` in milliseconds, the precision of the database.
    fn forwards(&mut self, at_to: PathCursor<'_>, from: jiff::Timestamp, to: Option<jiff::Timestamp>) {
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
