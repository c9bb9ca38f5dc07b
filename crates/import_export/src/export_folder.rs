//! The whole shop as a folder: the document, and beside it the files of its pictures.
//!
//! A picture lies at its own file name. Where no file can have that name beside the others, it lies at
//! `pictures/{address}.{ending}`, and the document says so in the field `from`. The folder is made beside the one it
//! replaces, and takes its place in one step.

mod error;
mod layout;
mod replacement;

use std::path::Path;

use bytes::Bytes;
use database::Reader;
use pictures::{ContentHash, PictureDocument, Storage};

use crate::{ShopDocument, export::export_whole};
pub use error::ExportError;
use layout::{Layout, Place};
use replacement::Replacement;

/// The name of the document in an exported folder.
pub const DOCUMENT: &str = "shop.json";

/// A shop that has been exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportedShop {
    /// Its products.
    pub products: usize,
    /// Its pictures whose files are in the folder.
    pub pictures: usize,
    /// Files of pictures whose sources the storage does not have, or not as they were.
    pub missing_pictures: Vec<String>,
}

/// Writes the shop that `reader` sees to a folder. What an export wrote there before is replaced; files of others stay.
///
/// # Errors
/// If the folder holds something and no export, or can't be written; it is then as it was.
pub async fn export_folder(reader: &mut Reader, storage: &Storage, folder: &Path) -> Result<ExportedShop, ExportError> {
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
    reader: &mut Reader,
    storage: &Storage,
    replacement: &mut Replacement,
) -> Result<ExportedShop, ExportError> {
    let mut document = export_whole(reader).await?;
    let addresses = pictures::hashes_by_file(reader).await?;
    let mut layout = Layout::of(&document.pictures);
    let mut exported = ExportedShop { products: document.products.len(), ..ExportedShop::default() };
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
    exported.pictures = document.pictures.len() - exported.missing_pictures.len();
    replacement.write(DOCUMENT, &json(&document))?;
    Ok(exported)
}

/// The bytes of a source, if the storage has them as they were.
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

fn json(document: &ShopDocument) -> Vec<u8> {
    let mut text = pretty(document);
    text.push(b'\n');
    text
}

fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).expect("a document has texts for keys and can't fail")
}

#[cfg(test)]
mod tests;
