//! Import and export of a shop: JSON for everything, CSV for products.
//!
//! [`plan_import`] decodes a file, recognises its format ([`ImportFile`]) and merges it with the shop ([`ExistingShop`]). It
//! returns a [`Plan`] of complete documents, or all [`Diagnostics`], each with its line and field. [`import_shop`] writes the
//! plan: on PostgreSQL in one transaction, on SQLite in steps that [`finish_import`] finishes after an interruption.
//! [`export`] reads the shop as a document, [`export_folder`] writes it with its pictures and former addresses, and [`seed`]
//! generates a catalogue of any size. `docs/how-to/import-and-export.md` describes the format.

mod check;
mod csv;
mod diagnostic;
mod document;
mod draft;
mod empty_texts;
mod entity;
mod existing_shop;
mod export;
mod export_folder;
mod export_json;
mod field;
mod file;
mod file_fault;
mod given;
mod import;
mod listed_document;
mod mentions;
mod names;
mod nearest;
mod picture_files;
mod plan;
mod plan_import;
mod read_json;
mod referrers;
mod seed;
mod shape;
mod text;
mod theme_files;

pub use self::csv::write_csv;
pub use diagnostic::{Diagnostic, DiagnosticGroup, DiagnosticKind, Diagnostics};
pub use document::{
    DeletedDocument, DeletedKind, FORMAT, FormatVersion, FormerPictureDocument, FormerSlugDocument, ShopDocument,
};
pub use entity::{EntityKind, EntityRef, ScopedSlug, SlugScope};
pub use existing_shop::ExistingShop;
pub use export::{export, json_pieces};
pub use export_folder::{DOCUMENT, ExportError, ExportedShop, export_folder};
pub use export_json::{JsonPieces, document_json};
pub use file::{ImportFile, OpenFile};
pub use given::{GivenDocument, GivenShop, plan_given};
pub use import::{FinishedImport, Import, ImportError, finish_import, import, import_shop};
pub use mentions::Mentions;
pub use names::{NamedPicture, Names};
pub use picture_files::PictureFiles;
pub use plan::{Losses, Plan, Summary, Tally};
pub use plan_import::{PlanError, plan_import};
pub use seed::{Seeding, seed, seed_shop};

#[cfg(test)]
mod manual;
#[cfg(test)]
mod testing;
