use types::{
    Translated, Window,
    bounds::{LAST_MOMENT, MAX_NAME_BYTES, MAX_TEXT_BYTES},
    control_character,
};

use super::Check;
use crate::{diagnostic::DiagnosticKind, field::PathCursor};

impl Check<'_> {
    /// Checks a name, title or label: it has one line in every language that borrows none.
    pub(crate) fn check_words(&mut self, at: PathCursor<'_>, text: &Translated) {
        self.check_text(at, text, MAX_NAME_BYTES);
        for (language, words) in text.iter() {
            let is_one_line = control_character(words.trim()).is_none();
            self.require(at.field(language.code()), is_one_line, || {
                format!("the text in \"{language}\" holds a line break or a tab; write it in one line")
            });
        }
    }

    /// Checks a running text that is required in every language that borrows none.
    pub(crate) fn check_long_words(&mut self, at: PathCursor<'_>, text: &Translated) {
        self.check_text(at, text, MAX_TEXT_BYTES);
    }

    /// Checks an optional running text: it is empty in all languages, or there in all that borrow none.
    pub(crate) fn check_optional_words(&mut self, at: PathCursor<'_>, text: &Translated) {
        if text.iter().any(|(_, words)| !words.trim().is_empty()) {
            self.check_long_words(at, text);
        } else {
            self.check_known_languages(at, text);
        }
    }

    /// Checks an optional title or heading: one line, which may be missing in any language.
    pub(crate) fn check_optional_line(&mut self, at: PathCursor<'_>, text: &Translated) {
        self.check_known_languages(at, text);
        for (language, words) in text.iter() {
            let is_line = words.len() <= MAX_NAME_BYTES && control_character(words.trim()).is_none();
            self.require(at.field(language.code()), is_line, || {
                format!("write the text in \"{language}\" in one line of at most {MAX_NAME_BYTES} bytes")
            });
        }
    }

    /// Checks a text that is required in every language that borrows none, with at most `most` bytes.
    pub(crate) fn check_text(&mut self, at: PathCursor<'_>, text: &Translated, most: usize) {
        self.check_languages(at, text, |words| Some(words.trim()).filter(|words| !words.is_empty()));
        for (language, words) in text.iter() {
            self.require(at.field(language.code()), words.len() <= most, || {
                format!("the text in \"{language}\" has {} bytes; write at most {most}", words.len())
            });
        }
    }

    /// Checks that a value is there in every language that borrows none, and in no language that the shop does not have.
    pub(crate) fn check_languages<T>(
        &mut self,
        at: PathCursor<'_>,
        values: &Translated<T>,
        written: impl Fn(&T) -> Option<&str>,
    ) {
        self.check_known_languages(at, values);
        let setup = self.setup;
        for language in setup.languages().iter().map(|of| of.language).filter(|language| setup.is_required(*language)) {
            match values.get(language) {
                None => self.found.add(DiagnosticKind::Missing, at.field(language.code()), || {
                    format!("the text in \"{language}\" is missing; write it")
                }),
                Some(value) => self.require(at.field(language.code()), written(value).is_some(), || {
                    format!("the text in \"{language}\" is empty; write it")
                }),
            }
        }
    }

    fn check_known_languages<T>(&mut self, at: PathCursor<'_>, values: &Translated<T>) {
        let setup = self.setup;
        for (language, _) in values.iter() {
            self.require(at.field(language.code()), setup.has_language(language), || {
                format!(
                    "\"{language}\" is no language of this shop; add it to \"languages\" of the setup, or leave it out"
                )
            });
        }
    }

    /// Checks that a list has at most `most` elements; `what` names them.
    pub(crate) fn check_count(&mut self, list: PathCursor<'_>, count: usize, most: usize, what: &str) {
        self.require(list, count <= most, || format!("these are {count} {what}; write at most {most}"));
    }

    /// Checks that a number is at most `most`.
    pub(crate) fn check_number(&mut self, at: PathCursor<'_>, number: u32, most: u32) {
        self.require(at, number <= most, || format!("write a whole number from 0 to {most}, not {number}"));
    }

    /// Checks that a window ends after it begins.
    pub(crate) fn check_window(&mut self, at: PathCursor<'_>, window: Option<&Window>) {
        let Some(window) = window else { return };
        self.check_moments(at, window.from, window.to);
    }

    /// Checks that two moments lie in the supported years, the second after the first.
    pub(crate) fn check_moments(&mut self, at: PathCursor<'_>, from: jiff::Timestamp, to: Option<jiff::Timestamp>) {
        self.check_order(at.field("to"), from, to);
        for (name, moment) in [("from", Some(from)), ("to", to)] {
            let known = moment.is_none_or(|moment| (0..=LAST_MOMENT).contains(&moment.as_millisecond()));
            self.require(at.field(name), known, || "write a moment of the years 1970 to 2999".to_owned());
        }
    }

    /// Checks that `to` comes after `from` in milliseconds, the precision of the database.
    fn check_order(&mut self, at_to: PathCursor<'_>, from: jiff::Timestamp, to: Option<jiff::Timestamp>) {
        let Some(to) = to else { return };
        let kept = to.as_millisecond() > from.as_millisecond();
        self.require(at_to, kept, || format!("this is not after \"from\", {from}; write a later moment"));
    }
}
