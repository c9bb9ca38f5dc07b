//! Text as people type and paste it.

/// Returns a text without the marks of direction and of byte order that copied text brings along.
pub(crate) fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !is_mark(*c)).collect()
}

const fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
    )
}
