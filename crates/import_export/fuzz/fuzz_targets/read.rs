//! The reading of an import's file, without its pictures.

use import_export::{Diagnostics, ExistingShop, ImportFile, Losses, PictureFiles, ShopDocument};

/// Returns the complete document that a file means in a shop that has `known`.
pub fn document(name: &str, file: &[u8], known: &ExistingShop) -> Result<ShopDocument, Diagnostics> {
    let plan = ImportFile::decode(name, file)?.open()?.plan(known, Losses::Allowed, &PictureFiles::default())?;
    Ok(plan.document)
}
