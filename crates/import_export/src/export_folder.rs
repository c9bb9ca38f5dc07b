//! Export of a whole shop to a folder: the document, and beside it the files of its pictures.
//!
//! A picture lies at its own file name. If no file can have that name beside the others, it lies at
//! `pictures/{address}.{ending}`, and the document's field `from` names that file. The new folder is written beside the one
//! that it replaces, and takes its place in one step.

mod error;
mod layout;
mod replacement;

use std::path::Path;

use bytes::Bytes;
use database::BaseReader;
use pictures::{ContentHash, PictureDocument, Storage};

use crate::{
    JsonPieces,
    export::{add_former, export_lists},
};
pub use error::ExportError;
use layout::{Layout, Place};
use replacement::Replacement;

/// The name of the document in an exported folder.
pub const DOCUMENT: &str = "shop.json";

/// A shop that has been exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportedShop {
    /// The number of products.
    pub products: usize,
    /// The number of pictures whose files are in the folder.
    pub pictures: usize,
    /// Files of pictures whose sources are missing from the storage or damaged there.
    pub missing_pictures: Vec<String>,
}

/// Writes the shop that `reader` sees to a folder. Files of an earlier export are replaced; other files stay.
///
/// # Errors
/// Fails if the folder holds files and no export, or can't be written. The folder is then unchanged, unless it failed to reach
/// the disk after it had taken its place.
pub async fn export_folder(
    reader: &mut BaseReader,
    storage: &Storage,
    folder: &Path,
) -> Result<ExportedShop, ExportError> {
    let mut replacement = Replacement::begin(folder)?;
    match write(reader, storage, &mut replacement).await {
        Ok(exported) => replacement.take_place().map(|()| exported),
        Err(error) => {
            replacement.discard();
            Err(error)
        }
    }
}

async fn write(
    reader: &mut BaseReader,
    storage: &Storage,
    replacement: &mut Replacement,
) -> Result<ExportedShop, ExportError> {
    let mut document = export_lists(reader).await?;
    add_former(&mut document, reader).await?;
    let addresses = pictures::hashes_by_file(reader).await?;
    let mut layout = Layout::of(&document.pictures);
    let mut exported = ExportedShop::default();
    for picture in &mut document.pictures {
        let bytes = match addresses.get(&*types::nfc(&picture.file)) {
            Some(address) => source(storage, address).await?,
            None => None,
        };
        match bytes {
            Some(bytes) => write_picture(picture, &bytes, &mut layout, replacement)?,
            None => exported.missing_pictures.push(picture.file.clone()),
        }
    }
    write_theme_files(reader, &mut layout, replacement).await?;
    exported.pictures = document.pictures.len() - exported.missing_pictures.len();
    let (mut pieces, mut file) = (JsonPieces::of(document), replacement.create(DOCUMENT)?);
    while let Some(piece) = pieces.next(reader).await? {
        file.write(&piece)?;
    }
    file.finish()?;
    exported.products = pieces.products();
    Ok(exported)
}

/// Writes the files of the theme at their own names, which come after those of pictures.
async fn write_theme_files(
    reader: &mut BaseReader,
    layout: &mut Layout,
    replacement: &mut Replacement,
) -> Result<(), ExportError> {
    let Some(setup) = setup::load(reader).await? else { return Ok(()) };
    for (path, file) in setup.look().files().named() {
        if layout.take_other(path) {
            replacement.write(path, file.bytes())?;
        }
    }
    Ok(())
}

/// Reads a source; `None` if it is missing from the storage or damaged there.
async fn source(storage: &Storage, address: &ContentHash) -> Result<Option<Bytes>, ExportError> {
    let bytes = storage.source(address).await?;
    Ok(bytes.filter(|bytes| ContentHash::of(bytes) == *address))
}

fn write_picture(
    picture: &mut PictureDocument,
    bytes: &[u8],
    layout: &mut Layout,
    replacement: &mut Replacement,
) -> Result<(), ExportError> {
    match layout.place(&picture.file, bytes) {
        Place::Own => replacement.write(&picture.file, bytes),
        Place::New(file) => {
            replacement.write(&file, bytes)?;
            picture.from = Some(file);
            Ok(())
        }
        Place::Shared(file) => {
            picture.from = Some(file);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests;
