//! Isolation of texts that run against the mail's direction, for plain text. Markup has `dir="auto"` instead.

use types::Direction;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_DIRECTIONAL_ISOLATE: char = '\u{2069}';

/// Returns the text between isolating marks if a letter of it runs against `direction`. Other texts stay as they are, so that
/// they can be copied without invisible characters.
pub(super) fn isolated(text: &str, direction: Direction) -> String {
    let is_against =
        |letter: char| letter.is_alphabetic() && is_right_to_left(letter) != (direction == Direction::RightToLeft);
    if text.chars().any(is_against) {
        format!("{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}")
    } else {
        text.to_owned()
    }
}

/// Returns true for letters of Hebrew, Arabic and the other scripts of their blocks.
const fn is_right_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_texts_against_the_direction_are_marked() {
        let right = |text| isolated(text, Direction::RightToLeft);
        let left = |text| isolated(text, Direction::LeftToRight);

        assert_eq!(right("Dune vase"), "\u{2068}Dune vase\u{2069}");
        assert_eq!(right("مزهرية 12"), "مزهرية 12");
        assert_eq!(left("مزهرية"), "\u{2068}مزهرية\u{2069}");
        assert_eq!((left("Dune 12"), left("गुलदान")), ("Dune 12".to_owned(), "गुलदान".to_owned()));
    }
}
