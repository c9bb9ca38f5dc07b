//! The normal form in which texts from outside are stored and compared.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::{CodePointMapData, props::GeneralCategory};

/// Returns `text` in Unicode's composed form (NFC, UAX #15): one spelling for texts that look the same. Keyboards, file
/// systems and spreadsheets disagree on which they write.
pub fn nfc(text: &str) -> Cow<'_, str> {
    const { ComposingNormalizerBorrowed::new_nfc() }.normalize(text)
}

/// Returns the first character that no reader can see or type: a control character, a mark of direction, a line
/// separator, half of a surrogate pair's range, or a code point that Unicode has not assigned.
///
/// The joiners U+200C and U+200D pass: Persian and Hindi are not written without them.
pub fn unprintable(text: &str) -> Option<char> {
    text.chars().find(|c| !matches!(c, '\u{200C}' | '\u{200D}') && is_unprintable(*c))
}

/// Returns the first control character of a text that stands in one line: one of C0 (tab and line breaks included), DEL or
/// C1.
///
/// PostgreSQL keeps no NUL, XML has no way to write most of the others, and none of them can be seen.
pub fn control_character(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_control())
}

/// Like [`control_character`], for a text that may have lines and columns: tab, line feed and carriage return pass.
pub fn control_character_in_lines(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
}

fn is_unprintable(c: char) -> bool {
    matches!(
        CodePointMapData::<GeneralCategory>::new().get(c),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
            | GeneralCategory::PrivateUse
            | GeneralCategory::Surrogate
            | GeneralCategory::Unassigned
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_look_the_same_have_one_form() {
        let cases = [("cafe\u{301}", "café"), ("\u{95E}ल", "\u{92B}\u{93C}ल"), ("vase", "vase"), ("", "")];
        for (given, composed) in cases {
            assert_eq!(nfc(given), composed);
        }
    }

    #[test]
    fn a_control_character_is_found_and_line_breaks_pass_where_there_may_be_lines() {
        let cases = [
            ("a vase – مزهرية\u{200C}", None, None),
            ("a\tb\r\nc", Some('\t'), None),
            ("a\nb\0", Some('\n'), Some('\0')),
            ("a\u{1F}", Some('\u{1F}'), Some('\u{1F}')),
            ("a\u{7F}", Some('\u{7F}'), Some('\u{7F}')),
            ("a\u{85}b", Some('\u{85}'), Some('\u{85}')),
            ("a\u{A0}b", None, None),
        ];
        for (text, in_one_line, in_lines) in cases {
            assert_eq!(
                (control_character(text), control_character_in_lines(text)),
                (in_one_line, in_lines),
                "{text:?}"
            );
        }
    }

    #[test]
    fn an_unprintable_character_is_found() {
        let cases = [
            ("A-1 b/2 ü", None),
            ("نیم\u{200C}فاصله", None),
            ("A\u{200E}1", Some('\u{200E}')),
            ("A\0", Some('\0')),
            ("\u{FEFF}A", Some('\u{FEFF}')),
            ("A\nB", Some('\n')),
        ];
        for (text, found) in cases {
            assert_eq!(unprintable(text), found, "{text:?}");
        }
    }
}
