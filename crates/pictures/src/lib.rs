//! Pictures: the sources merchants give us, what we know of each, and the renditions pages ask for. Other nouns read
//! `picture_ref`.

mod document;
mod import_file;
mod renditions;
mod storage;
mod store;

pub use document::{Focus, PictureDocument};
pub use import_file::{ImportError, import_file};
pub use renditions::{Rendition, RenditionError, Renditions};
pub use storage::{Address, Storage};

use std::collections::HashMap;

use database::{Error, Reader, Tx};
use types::PictureId;

/// Every picture as a document: what an export writes.
pub async fn documents(reader: &mut Reader) -> Result<Vec<PictureDocument>, Error> {
    store::documents(reader).await
}

/// Every picture's row by the name of its file.
pub async fn ids_by_file(tx: &mut Tx) -> Result<HashMap<String, PictureId>, Error> {
    store::ids_by_file(tx).await
}
