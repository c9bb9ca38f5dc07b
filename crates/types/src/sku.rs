use std::fmt;

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use serde::{Deserialize, Serialize};
use unicase::UniCase;

use crate::text::{nfc, unprintable};

/// Characters of the longest SKU.
const MOST: usize = 64;

/// The name a variant has in the warehouse: 1 to 64 printable characters, as the merchant writes them, in NFC and without
/// spaces around them.
///
/// Two SKUs are equal if they are written alike; whether they name the same variant, their [`SkuKey`]s tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

/// The form in which SKUs are compared and are unique: Unicode's canonical caseless match (The Unicode Standard, D145),
/// with every space alike and without characters that can't be seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SkuKey(String);

/// The reason why a text is no SKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkuError {
    /// Nothing is left without the spaces around it.
    Empty,
    /// It has more than 64 characters: this many.
    Long(usize),
    /// It holds a character that nobody can see or type.
    Unprintable(char),
}

impl Sku {
    /// Returns `text` as a SKU.
    pub fn new(text: impl AsRef<str>) -> Result<Self, SkuError> {
        let text = nfc(text.as_ref().trim());
        if let Some(c) = unprintable(&text) {
            return Err(SkuError::Unprintable(c));
        }
        if text.chars().all(is_ignorable) {
            return Err(SkuError::Empty);
        }
        match text.chars().count() {
            length if length > MOST => Err(SkuError::Long(length)),
            _ => Ok(Self(text.into_owned())),
        }
    }

    /// Returns the SKU as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the form in which it is compared.
    pub fn key(&self) -> SkuKey {
        if self.0.is_ascii() {
            return SkuKey(self.0.to_ascii_lowercase());
        }
        let decomposed = const { DecomposingNormalizerBorrowed::new_nfd() }.normalize(&self.0);
        let seen = decomposed.chars().filter(|c| !is_ignorable(*c)).map(|c| if c.is_whitespace() { ' ' } else { c });
        let folded = UniCase::unicode(seen.collect::<String>()).to_folded_case();
        SkuKey(nfc(&folded).into_owned())
    }
}

impl SkuKey {
    /// Returns the key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sku {
    type Error = SkuError;

    fn try_from(text: String) -> Result<Self, SkuError> {
        Self::new(text)
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SkuError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "a SKU is 1 to {MOST} characters; this one is empty"),
            Self::Long(length) => write!(f, "a SKU is 1 to {MOST} characters; this one has {length}"),
            Self::Unprintable(c) => {
                write!(f, "a SKU is printable; this one holds the character U+{:04X}: leave it out", u32::from(*c))
            }
        }
    }
}

impl std::error::Error for SkuError {}

/// Returns whether `c` changes nothing that is seen, such as a joiner or a variation selector.
fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sku_is_kept_as_it_is_written() {
        let longest = "é".repeat(64);
        for text in ["DUNE-CLAY", "woo-vneck-tee-red", "12/3 b", "Größe.L", "गमला-१", "#A+1", "=1", longest.as_str()]
        {
            assert_eq!(Sku::new(text).unwrap().as_str(), text);
        }
        assert_eq!(Sku::new(" cafe\u{301}\t").unwrap().as_str(), "café");
    }

    #[test]
    fn a_text_that_is_no_sku_says_why() {
        let cases = [
            ("", "a SKU is 1 to 64 characters; this one is empty"),
            (" \u{200D} ", "a SKU is 1 to 64 characters; this one is empty"),
            ("A\u{200E}", "a SKU is printable; this one holds the character U+200E: leave it out"),
            ("A\tB", "a SKU is printable; this one holds the character U+0009: leave it out"),
        ];
        for (text, why) in cases {
            assert_eq!(Sku::new(text).unwrap_err().to_string(), why, "{text:?}");
        }
        assert_eq!(Sku::new("a".repeat(65)), Err(SkuError::Long(65)));
    }

    #[test]
    fn skus_are_compared_without_case() {
        let key = |text: &str| Sku::new(text).unwrap().key();
        let same = [
            ("DUNE-CLAY", "dune-clay"),
            ("STRASSE", "straße"),
            ("ΟΔΟΣ", "οδος"),
            ("CAFE\u{301}", "Café"),
            ("A\u{A0}1", "a 1"),
            ("क्\u{200D}ष", "क्ष"),
        ];
        for (one, other) in same {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
        assert_eq!(key("DUNE-CLAY").as_str(), "dune-clay");
        assert_ne!(key("A-1"), key("A1"));
    }
}
