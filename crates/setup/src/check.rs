//! The rules of a setup, checked as a whole.

mod languages;
mod locales;
mod markets;
mod theme;

use std::fmt;

pub use self::{
    locales::{LONGEST_PREFIX, RESERVED_PREFIXES},
    theme::theme_path,
};
use types::{Locale, Market, bounds::MAX_NAME_BYTES};

use crate::{ContactDocument, Look, NameDocument, SetupDocument, TextLanguage, ThemeFiles};

/// The most markets of a shop.
const MOST_MARKETS: usize = 50;
/// The most languages of a shop.
const MOST_LANGUAGES: usize = 20;
/// The most locales of a shop.
const MOST_LOCALES: usize = 100;

/// The most lines of an address.
const MOST_ADDRESS_LINES: usize = 10;
/// The highest number of units from which pages don't say how many are left: each sale below it is a change of the page.
const MOST_FEW: u32 = 100;

/// The parts of a setup that a check has made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Parts {
    /// Every market, in the document's order.
    pub(crate) markets: Vec<Market>,
    /// The locales of open markets, the default one first.
    pub(crate) locales: Vec<Locale>,
    /// The languages of the shop, the primary one first.
    pub(crate) languages: Vec<TextLanguage>,
    pub(crate) look: Look,
}

/// A rule that a setup breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetupError {
    /// The place in the document.
    pub path: Vec<PathStep>,
    /// The rule, and a way to keep it.
    pub message: String,
}

/// A step from a part of a document into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// Into a field of an object.
    Field(String),
    /// Into an item of a list, counted from 0.
    Item(usize),
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.path.iter().enumerate() {
            match step {
                PathStep::Field(name) if index == 0 => f.write_str(name)?,
                PathStep::Field(name) => write!(f, ".{name}")?,
                PathStep::Item(index) => write!(f, "[{index}]")?,
            }
        }
        write!(f, ": {}", self.message)
    }
}

impl std::error::Error for SetupError {}

impl From<&str> for PathStep {
    fn from(name: &str) -> Self {
        Self::Field(name.to_owned())
    }
}

impl From<usize> for PathStep {
    fn from(index: usize) -> Self {
        Self::Item(index)
    }
}

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Found(Vec<SetupError>);

impl Found {
    fn add(&mut self, path: Vec<PathStep>, message: impl Into<String>) {
        self.0.push(SetupError { path, message: message.into() });
    }

    /// Records `message` unless the rule is kept.
    fn require(&mut self, kept: bool, path: Vec<PathStep>, message: impl FnOnce() -> String) {
        if !kept {
            self.add(path, message());
        }
    }

    /// Returns the value, or records why there is none.
    fn value<T, E: fmt::Display>(&mut self, value: Result<T, E>, path: Vec<PathStep>) -> Option<T> {
        value.map_err(|error| self.add(path, error.to_string())).ok()
    }
}

/// Makes a path of its steps: `at!["markets", index, "zone"]`.
macro_rules! at {
    ($($step:expr),+ $(,)?) => { vec![$(crate::check::PathStep::from($step)),+] };
}
use at;

/// Checks a document as a whole, with the files that its theme names.
pub(crate) fn check(document: &SetupDocument, files: &ThemeFiles) -> Result<Parts, Vec<SetupError>> {
    let mut found = Found::default();
    check_counts(document, &mut found);
    if !found.0.is_empty() {
        // Checks of each language with the others would take long.
        return Err(found.0);
    }
    check_name(document, &mut found);
    check_legal(document, &mut found);
    check_stock(document, &mut found);
    languages::check(document, &mut found);
    check_contact(document, &mut found);
    let markets = markets::check(document, &mut found);
    locales::check(document, &mut found);
    let look = theme::check(document, files, &mut found);
    if let (true, Some(look)) = (found.0.is_empty(), look) {
        // Handles live as long as the process, so only a setup without faults makes any.
        let markets: Vec<Market> = markets.into_iter().flatten().map(Market::new).collect();
        let locales = locales::locales(document, &markets);
        let languages = document.languages.iter().map(|of| of.tag);
        let languages = languages.map(|language| TextLanguage { language, chain: document.chain_of(language) });
        return Ok(Parts { markets, locales, languages: languages.collect(), look });
    }
    Err(found.0)
}

/// Checks the numbers of languages, markets and locales.
fn check_counts(document: &SetupDocument, found: &mut Found) {
    let (languages, markets) = (document.languages.len(), document.markets.len());
    found.require(languages <= MOST_LANGUAGES, at!["languages"], || {
        format!("a shop has at most {MOST_LANGUAGES} languages")
    });
    found.require(markets <= MOST_MARKETS, at!["markets"], || format!("a shop has at most {MOST_MARKETS} markets"));
    let locales: usize = document.markets.iter().map(|market| market.locales.len()).sum();
    found.require(locales <= MOST_LOCALES, at!["markets"], || format!("a shop has at most {MOST_LOCALES} locales"));
}

fn check_name(document: &SetupDocument, found: &mut Found) {
    match &document.name {
        NameDocument::Plain(name) => {
            found.require(is_name(name), at!["name"], || "a shop has a name of 1 to 200 characters".to_owned());
        }
        NameDocument::Translated(names) => {
            for (language, name) in names.iter() {
                let at = at!["name", language.code()];
                found.require(is_name(name), at, || "a shop has a name of 1 to 200 characters".to_owned());
            }
            for language in &document.languages {
                let chain = document.chain_of(language.tag);
                found.require(names.first_of(&chain).is_some(), at!["name", language.tag.code()], || {
                    format!("the shop has no name in {}; write one, or a single name for every language", language.tag)
                });
            }
        }
    }
}

fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= 200 && !name.contains(char::is_control)
}

/// Checks that a short text, if there is one, is a line of at most [`MAX_NAME_BYTES`] bytes.
fn check_line(text: Option<&String>, at: Vec<PathStep>, found: &mut Found) {
    let is_line = |text: &String| text.len() <= MAX_NAME_BYTES && types::control_character(text).is_none();
    found.require(text.is_none_or(is_line), at, || format!("this is one line of at most {MAX_NAME_BYTES} bytes"));
}

/// Checks that a name, if there is one, is a line with words.
fn check_optional_name(name: Option<&String>, at: Vec<PathStep>, found: &mut Found) {
    found.require(name.is_none_or(|name| is_name(name)), at, || {
        "a name has 1 to 200 characters in one line; leave it out for the one that Vitrine knows".to_owned()
    });
}

fn check_contact(document: &SetupDocument, found: &mut Found) {
    let Some(ContactDocument { email, phone }) = &document.contact else { return };
    check_line(email.as_ref(), at!["contact", "email"], found);
    check_line(phone.as_ref(), at!["contact", "phone"], found);
}

fn check_legal(document: &SetupDocument, found: &mut Found) {
    let Some(legal) = &document.legal else { return };
    found.require(legal.address.len() <= MOST_ADDRESS_LINES, at!["legal", "address"], || {
        format!("an address has at most {MOST_ADDRESS_LINES} lines")
    });
    for (index, line) in legal.address.iter().enumerate().take(MOST_ADDRESS_LINES) {
        check_line(Some(line), at!["legal", "address", index], found);
    }
    check_line(legal.vat.as_ref(), at!["legal", "vat"], found);
    check_line(legal.register.as_ref(), at!["legal", "register"], found);
    found.require(is_name(&legal.name), at!["legal", "name"], || {
        "a company has a name of 1 to 200 characters".to_owned()
    });
    found.require(types::Country::from_code(&legal.country).is_some(), at!["legal", "country"], || {
        markets::unknown_country(&legal.country)
    });
}

fn check_stock(document: &SetupDocument, found: &mut Found) {
    let is_few = document.stock.is_none_or(|stock| (1..=MOST_FEW).contains(&stock.few));
    found.require(is_few, at!["stock", "few"], || {
        format!("write a number from 1 to {MOST_FEW}: pages say how many units are left if they are fewer; with 1 they never do")
    });
}

#[cfg(test)]
mod tests;
