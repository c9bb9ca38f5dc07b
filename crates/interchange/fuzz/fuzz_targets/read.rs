//! What an import reads of a file, short of its pictures.

use interchange::{ImportFile, Known, Losses, PictureFiles, Refusals, ShopDocument};

/// The whole document of a file in a shop that has `known`.
pub fn document(name: &str, file: &[u8], known: &Known) -> Result<ShopDocument, Refusals> {
    let plan = ImportFile::decode(name, file)?.open()?.plan(known, Losses::Allowed, &PictureFiles::default())?;
    Ok(plan.document)
}
