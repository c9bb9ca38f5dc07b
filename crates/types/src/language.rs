use serde::{Deserialize, Serialize};

/// A language the shop is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Arabic, written right to left.
    Ar,
    /// Hindi.
    Hi,
}

/// The direction of a line of text, as HTML's `dir` attribute has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `ltr`
    LeftToRight,
    /// `rtl`
    RightToLeft,
}

impl Language {
    /// Every language, in the order in which documents list them.
    pub const ALL: [Self; 3] = [Self::En, Self::Ar, Self::Hi];

    /// Returns the ISO 639-1 code, which the database and documents use.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
            Self::Hi => "hi",
        }
    }

    /// Returns the language with this ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Returns the language's name in the language itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Hi => "हिन्दी",
        }
    }

    /// Returns the direction of its lines.
    pub const fn direction(self) -> Direction {
        match self {
            Self::Ar => Direction::RightToLeft,
            Self::En | Self::Hi => Direction::LeftToRight,
        }
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

/// A value in every language of the shop. A document without one of them does not parse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translated<T = String> {
    /// English.
    pub en: T,
    /// Arabic.
    pub ar: T,
    /// Hindi.
    pub hi: T,
}

impl<T> Translated<T> {
    /// Makes the value of each language with `make`.
    pub fn from_fn(mut make: impl FnMut(Language) -> T) -> Self {
        Self { en: make(Language::En), ar: make(Language::Ar), hi: make(Language::Hi) }
    }

    /// Makes the value of each language with `make`, and stops at the first error.
    pub fn try_from_fn<E>(mut make: impl FnMut(Language) -> Result<T, E>) -> Result<Self, E> {
        Ok(Self { en: make(Language::En)?, ar: make(Language::Ar)?, hi: make(Language::Hi)? })
    }

    /// Returns the value in `language`.
    pub const fn of(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Ar => &self.ar,
            Language::Hi => &self.hi,
        }
    }

    /// Returns the value in `language`, mutable.
    pub const fn of_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::En => &mut self.en,
            Language::Ar => &mut self.ar,
            Language::Hi => &mut self.hi,
        }
    }

    /// Iterates over the languages with their values.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().map(|language| (language, self.of(language)))
    }
}
