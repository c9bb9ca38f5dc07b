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

/// Which way a line of text runs, as HTML's `dir` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// `ltr`
    LeftToRight,
    /// `rtl`
    RightToLeft,
}

impl Language {
    /// Every language, in the order they are listed in documents.
    pub const ALL: [Self; 3] = [Self::En, Self::Ar, Self::Hi];

    /// The ISO 639-1 code, as the database and documents write it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ar => "ar",
            Self::Hi => "hi",
        }
    }

    /// The language with this ISO 639-1 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// The language's name in itself.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Ar => "العربية",
            Self::Hi => "हिन्दी",
        }
    }

    /// Which way its lines run.
    pub const fn direction(self) -> Direction {
        match self {
            Self::Ar => Direction::RightToLeft,
            Self::En | Self::Hi => Direction::LeftToRight,
        }
    }
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// The same thing in every language of the shop: a missing translation does not parse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Translated<T = String> {
    /// In English.
    pub en: T,
    /// In Arabic.
    pub ar: T,
    /// In Hindi.
    pub hi: T,
}

impl<T> Translated<T> {
    /// Asks `make` once per language.
    pub fn from_fn(mut make: impl FnMut(Language) -> T) -> Self {
        Self { en: make(Language::En), ar: make(Language::Ar), hi: make(Language::Hi) }
    }

    /// As [`Self::from_fn`], stopping at the first error.
    pub fn try_from_fn<E>(mut make: impl FnMut(Language) -> Result<T, E>) -> Result<Self, E> {
        Ok(Self { en: make(Language::En)?, ar: make(Language::Ar)?, hi: make(Language::Hi)? })
    }

    /// The one in `language`.
    pub const fn of(&self, language: Language) -> &T {
        match language {
            Language::En => &self.en,
            Language::Ar => &self.ar,
            Language::Hi => &self.hi,
        }
    }

    /// The one in `language`, to be changed.
    pub const fn of_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::En => &mut self.en,
            Language::Ar => &mut self.ar,
            Language::Hi => &mut self.hi,
        }
    }

    /// Each language with its value.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        Language::ALL.into_iter().map(|language| (language, self.of(language)))
    }
}
