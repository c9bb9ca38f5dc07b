//! The shop as a file: one documented format in and out, JSON for everything and CSV for products.
//!
//! A file is read into a [`ShopDocument`] or refused with every reason that was found, each with its line and field;
//! what was read is written by [`import`] in one transaction, or not at all. [`export`] is the way back, and [`seed`]
//! makes up a catalogue of any size. The format itself is described in `docs/how-to/import-and-export.md`.

mod check;
mod csv;
mod document;
mod export;
mod field;
mod import;
mod known;
mod read_json;
mod refusal;
mod seed;
mod text;
mod wording;

pub use self::csv::{read_csv, write_csv};
pub use document::{FORMAT, Format, ShopDocument};
pub use export::export;
pub use import::{ImportError, Summary, import, import_shop};
pub use known::{Address, Known, Named, Noun, Space};
pub use read_json::read_json;
pub use refusal::{Refusal, Refusals};
pub use seed::{Seeding, seed, seed_shop};

#[cfg(test)]
mod manual;
