use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    sync::{LazyLock, Mutex},
};

use crate::{
    Direction, Language, Market,
    interned::{Interned, Interner},
};

static LOCALES: Interner<LocaleFacts> = LazyLock::new(|| Mutex::new(HashSet::new()));
static TEXTS: Interner<BTreeMap<String, String>> = LazyLock::new(|| Mutex::new(HashSet::new()));

/// A market in a language: the first part of a shop URL.
///
/// It is a handle: copies cost nothing, and two locales are equal if all their facts are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale(Interned<LocaleFacts>);

/// The facts of a locale, from the shop's setup.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LocaleFacts {
    /// The first segment of its URLs; empty for at most one locale.
    pub prefix: String,
    /// The language.
    pub language: Language,
    /// The language's name in the language itself.
    pub language_name: String,
    /// The direction of the language's lines.
    pub direction: Direction,
    /// The languages whose texts are shown, best first: the language itself, then the one that it borrows from, and so on.
    pub languages: Vec<Language>,
    /// The market.
    pub market: Market,
    /// The BCP 47 tag for `lang`: `en-AE`.
    pub bcp47: String,
    /// The BCP 47 tags for `hreflang`.
    pub hreflangs: Vec<String>,
    /// The BCP 47 tag by which numbers, amounts and dates are written: `ar-SA-u-nu-latn`.
    pub format: String,
    /// True for the locale of visitors whose browser names no language of the shop, and of hreflang's `x-default`.
    pub is_default: bool,
    /// The shop's name.
    pub shop_name: String,
    /// The language of the shop's name.
    pub shop_name_language: Language,
    /// The shop's own interface texts in this language, by key.
    pub texts: InterfaceTexts,
}

/// A shop's own interface texts in a language, by key. It is a handle: copies cost nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InterfaceTexts(Interned<BTreeMap<String, String>>);

impl InterfaceTexts {
    /// Returns the handle of these texts.
    pub fn new(texts: BTreeMap<String, String>) -> Self {
        Self(Interned::new(&TEXTS, texts))
    }

    /// Returns the texts by key.
    pub const fn get(self) -> &'static BTreeMap<String, String> {
        self.0.get()
    }
}

impl Locale {
    /// Returns the locale with these facts.
    pub fn new(facts: LocaleFacts) -> Self {
        Self(Interned::new(&LOCALES, facts))
    }

    /// Returns all facts.
    pub const fn facts(self) -> &'static LocaleFacts {
        self.0.get()
    }

    /// Returns the first segment of its URLs; empty if they have none.
    pub fn prefix(self) -> &'static str {
        &self.facts().prefix
    }

    /// Returns the BCP 47 tag, for `lang`: `en-AE`.
    pub fn bcp47(self) -> &'static str {
        &self.facts().bcp47
    }

    /// Returns the language.
    pub const fn language(self) -> Language {
        self.facts().language
    }

    /// Returns the languages whose texts are shown, best first.
    pub fn languages(self) -> &'static [Language] {
        &self.facts().languages
    }

    /// Returns the direction of its lines.
    pub const fn direction(self) -> Direction {
        self.facts().direction
    }

    /// Returns the market.
    pub const fn market(self) -> Market {
        self.facts().market
    }

    /// Returns the shop's name.
    pub fn shop_name(self) -> &'static str {
        &self.facts().shop_name
    }

    /// Returns `true` for the locale of visitors whose browser names no language of the shop.
    pub const fn is_default(self) -> bool {
        self.facts().is_default
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({}, {})", self.language(), self.market().code())
    }
}
