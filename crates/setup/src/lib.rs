//! A shop's setup: its name, languages, markets and interface texts, as data.
//!
//! A [`SetupDocument`] is what a merchant writes. [`Setup::check`] makes a [`Setup`] of it, or says everything that is wrong with it.
//! Its theme is checked by the crate `theme`; the files that it names are in the database, too.
//! The setup is one row of the database with a history, and a change of it is a write like any other: it touches
//! [`general_key`], and [`market_key`] and [`texts_key`] of the markets and languages that differ.

mod check;
mod document;
mod keys;
mod language_names;
mod look;
mod negotiate;
mod refill;
mod save;
mod setup;
mod store;
mod text_language;
mod theme_file;
#[cfg(feature = "testing")]
pub mod testing;
#[cfg(test)]
mod tests;

pub use check::{LONGEST_PREFIX, PathStep, RESERVED_PREFIXES, SetupError, theme_path};
pub use document::{
    ContactDocument, ConversionDocument, DayDocument, DecimalsDocument, DeliveryDocument, LanguageDocument,
    LeavesDocument, LegalDocument, MarketDocument, NameDocument, RoundingDocument, SetupDocument, StockDocument,
    TaxDocument, UnitsDocument,
};
pub use keys::{changes_setup, general_key, market_key, texts_key};
pub use look::Look;
pub use refill::{RefillError, SharedSlug, SlugTable, TextTable, refill};
pub use save::{SetupChange, save_setup};
pub use setup::Setup;
pub use store::{document, load, required, theme_css, theme_file};
pub use text_language::{Origins, RowTexts, TextLanguage};
pub use theme::{FontKind, Palette, PlainLook, Rgb as Color};
pub use theme_file::{ICON_SIDES, StoredFileError, ThemeFile, ThemeFiles, ThemePicture, icon_copy};
