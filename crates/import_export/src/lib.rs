//! The shop as a file: one documented format in and out, JSON for everything and CSV for products.
//!
//! [`plan_import`] decodes a file, recognises its format ([`ImportFile`]) and puts it over what the shop has ([`ExistingShop`]): a
//! [`Plan`] of whole documents, or all reasons against it, each with its line and field. [`import_shop`] writes the
//! plan: on PostgreSQL in one transaction, on SQLite in steps that [`finish_import`] finishes if they were cut off. [`export`] is
//! the way back, [`export_folder`] with the pictures and former addresses, and [`seed`] makes up a catalogue of any size. The
//! format itself is described in `docs/how-to/import-and-export.md`.

mod check;
mod csv;
mod diagnostic;
mod document;
mod draft;
mod entity;
mod existing_shop;
mod export;
mod export_folder;
mod field;
mod file;
mod import;
mod listed_document;
mod names;
mod nearest;
mod picture_files;
mod plan;
mod plan_import;
mod read_json;
mod seed;
mod shape;
mod text;

pub use self::csv::write_csv;
pub use diagnostic::{Diagnostic, DiagnosticGroup, DiagnosticKind, Diagnostics};
pub use document::{FORMAT, FormatVersion, FormerPictureDocument, FormerSlugDocument, ShopDocument};
pub use entity::{EntityKind, EntityRef, ScopedSlug, SlugScope};
pub use existing_shop::ExistingShop;
pub use export::export;
pub use export_folder::{DOCUMENT, ExportError, ExportedShop, export_folder};
pub use file::{ImportFile, OpenFile};
pub use import::{FinishedImport, Import, ImportError, finish_import, import, import_shop};
pub use names::{NamedPicture, Names};
pub use picture_files::PictureFiles;
pub use plan::{Losses, Plan, Summary, Tally};
pub use plan_import::{PlanError, plan_import};
pub use seed::{Seeding, seed, seed_shop};

#[cfg(test)]
mod manual;
#[cfg(test)]
mod testing;
