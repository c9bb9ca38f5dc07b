use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::nfc;

/// A name in a URL: 1 to 96 characters, lower-case letters of any script, digits, and single hyphens between them, in
/// Unicode's composed form (NFC).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// A text that is no slug.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlugError;

impl Slug {
    /// The most characters that a slug may have.
    pub const LONGEST: usize = 96;

    /// Returns `text` in composed form, if that has the form of a slug.
    pub fn new(text: impl AsRef<str>) -> Result<Self, SlugError> {
        let text = nfc(text.as_ref());
        let length = text.chars().count();
        let tidy = !text.starts_with('-') && !text.ends_with('-') && !text.contains("--");
        if (1..=Self::LONGEST).contains(&length) && tidy && text.chars().all(is_slug_char) {
            Ok(Self(text.into_owned()))
        } else {
            Err(SlugError)
        }
    }

    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns whether a slug may contain `c`. Letters with a case must be in lower case. Devanagari's virama and nukta and
/// Arabic's vowel marks are not alphabetic by Unicode, but words are not written without them.
fn is_slug_char(c: char) -> bool {
    let sign = matches!(c, '\u{0900}'..='\u{0963}' | '\u{064B}'..='\u{0652}');
    c == '-' || sign || (c.is_alphanumeric() && !c.is_uppercase())
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, SlugError> {
        Self::new(text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SlugError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a slug is 1 to 96 lower-case letters or digits, with single hyphens between them")
    }
}

impl std::error::Error for SlugError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_tidy_in_every_script() {
        for good in ["dune-vase", "a", "2024", "مزهرية-الكثبان", "ड्यून-फूलदान"] {
            assert!(Slug::new(good).is_ok(), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Dune", "a b", "a/b", "a.b", "a%2f", &"a".repeat(97)] {
            assert!(Slug::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn spellings_that_look_the_same_are_one_slug() {
        let cases = [
            ("cafe\u{301}", "café"),
            // NFC decomposes these letters, and composes those of the cases below.
            ("\u{95E}ल", "\u{92B}\u{93C}ल"),
            (
                "\u{958}\u{959}\u{95A}\u{95B}\u{95C}\u{95D}\u{95F}",
                "क\u{93C}ख\u{93C}ग\u{93C}ज\u{93C}ड\u{93C}ढ\u{93C}य\u{93C}",
            ),
            ("न\u{93C}र\u{93C}ळ\u{93C}", "\u{929}\u{931}\u{934}"),
            ("ا\u{653}", "آ"),
            ("م\u{651}\u{64E}", "م\u{64E}\u{651}"),
        ];
        for (one, other) in cases {
            assert_eq!(Slug::new(one).unwrap(), Slug::new(other).unwrap(), "{one}");
            assert_eq!(Slug::new(one).unwrap().as_str(), other);
        }
    }
}
