use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most bytes of a language's code: `zh-Hant-TW`.
const MOST_BYTES: usize = 12;

/// A language that a shop is written in, by its BCP 47 tag: `de`, `pt-BR`, `zh-Hant`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    /// The tag in ASCII, filled up with zeros.
    tag: [u8; MOST_BYTES],
}

/// The direction of a line of text, as HTML's `dir` attribute has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// `ltr`
    LeftToRight,
    /// `rtl`
    RightToLeft,
}

impl Language {
    /// Returns the language with this tag: a language of two or three letters, then perhaps a script and a region, a country or an area of UN M.49, in the case that
    /// BCP 47 recommends.
    pub const fn from_code(code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        if bytes.len() > MOST_BYTES || !is_tag(bytes) {
            return None;
        }
        let mut tag = [0; MOST_BYTES];
        let mut at = 0;
        while at < bytes.len() {
            tag[at] = bytes[at];
            at += 1;
        }
        Some(Self { tag })
    }

    /// Returns the tag, which the database and documents use.
    pub fn code(&self) -> &str {
        let end = self.tag.iter().position(|byte| *byte == 0).unwrap_or(MOST_BYTES);
        str::from_utf8(&self.tag[..end]).unwrap_or_default()
    }

    /// Returns the language's part of the tag alone: `pt` of `pt-BR`.
    pub fn primary_subtag(&self) -> &str {
        self.code().split('-').next().unwrap_or_default()
    }
}

/// Returns `true` for `xx`, `xxx`, and either with `-Xxxx`, with `-XX` or `-000`, or with both behind it.
const fn is_tag(bytes: &[u8]) -> bool {
    let language = run_of_lower(bytes, 0);
    if language < 2 || language > 3 {
        return false;
    }
    let mut at = language;
    if at + 5 <= bytes.len()
        && bytes[at] == b'-'
        && bytes[at + 1].is_ascii_uppercase()
        && run_of_lower(bytes, at + 2) == 3
    {
        at += 5;
    }
    at == bytes.len() || is_region(bytes, at)
}

/// Returns `true` if the rest from `at` on is a hyphen with a country's two letters, or with the three digits of an area (UN M.49).
const fn is_region(bytes: &[u8], at: usize) -> bool {
    if bytes[at] != b'-' {
        return false;
    }
    match bytes.len() - at {
        3 => bytes[at + 1].is_ascii_uppercase() && bytes[at + 2].is_ascii_uppercase(),
        4 => bytes[at + 1].is_ascii_digit() && bytes[at + 2].is_ascii_digit() && bytes[at + 3].is_ascii_digit(),
        _ => false,
    }
}

/// Returns the number of lower-case letters from `at` on.
const fn run_of_lower(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() && bytes[end].is_ascii_lowercase() {
        end += 1;
    }
    end - at
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| {
            de::Error::custom(format!("{code:?} is no language tag; write one such as \"de\" or \"pt-BR\""))
        })
    }
}

impl Direction {
    /// Returns the value of HTML's `dir` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A value in some languages. The shop's setup says which ones it needs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Translated<T = String>(BTreeMap<Language, T>);

impl<T> Translated<T> {
    /// Returns the value in `language`, if there is one.
    pub fn get(&self, language: Language) -> Option<&T> {
        self.0.get(&language)
    }

    /// Returns the value in the first of `languages` that has one, and that language.
    pub fn first_of(&self, languages: &[Language]) -> Option<(Language, &T)> {
        languages.iter().find_map(|language| Some((*language, self.get(*language)?)))
    }

    /// Sets the value in `language`.
    pub fn insert(&mut self, language: Language, value: T) {
        self.0.insert(language, value);
    }

    /// Returns `true` if there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the languages with their values, in the order of their tags.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        self.0.iter().map(|(language, value)| (*language, value))
    }

    /// Iterates over the languages with their values, mutable.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (Language, &mut T)> {
        self.0.iter_mut().map(|(language, value)| (*language, value))
    }

    /// Makes a value from each value.
    pub fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> Translated<U> {
        self.iter().map(|(language, value)| (language, make(value))).collect()
    }

    /// Makes a value from each value, and stops at the first error.
    pub fn try_map<U, E>(&self, mut make: impl FnMut(&T) -> Result<U, E>) -> Result<Translated<U>, E> {
        self.iter().map(|(language, value)| Ok((language, make(value)?))).collect()
    }
}

impl<T> Default for Translated<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> FromIterator<(Language, T)> for Translated<T> {
    fn from_iter<I: IntoIterator<Item = (Language, T)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<T> IntoIterator for Translated<T> {
    type Item = (Language, T);
    type IntoIter = std::collections::btree_map::IntoIter<Language, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_a_language_a_script_and_a_region() {
        for tag in ["de", "gsw", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "sr-Latn-150"] {
            assert_eq!(Language::from_code(tag).map(|language| language.to_string()).as_deref(), Some(tag));
        }
        for tag in [
            "",
            "d",
            "DE",
            "de-de",
            "deutsch",
            "zh-hant",
            "de-DEU",
            "zh-Hant-",
            "de_DE",
            "dé",
            "en-x-private",
            "es-41",
            "es-4190",
        ] {
            assert_eq!(Language::from_code(tag), None, "{tag}");
        }
    }

    #[test]
    fn borrowed_values_come_from_the_first_language_that_has_one() {
        let [de, en, fr] = ["de", "en", "fr"].map(|tag| Language::from_code(tag).unwrap());
        let text = Translated::from_iter([(de, "Vase"), (en, "A vase")]);
        assert_eq!(text.first_of(&[fr, en, de]), Some((en, &"A vase")));
        assert_eq!(text.first_of(&[fr]), None);
    }
}
