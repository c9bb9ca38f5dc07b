//! Pictures: the sources merchants give us, what we know of each, and the renditions pages ask for. Other nouns read
//! `picture_ref`.
//!
//! A picture is a file with a name, words and a focus of its own. Pictures of the same bytes share what lies beneath: the
//! address, the stored source and the renditions.
//!
//! In reading order: a [`PictureName`] is a source, whole or cut, and a [`RenditionName`] one size and format of it;
//! the [`Storage`] keeps the bytes; [`Inspected`] bytes may become a picture ([`save_picture`],
//! [`replace_picture`]); [`Renditions`] makes what is asked for, and whole ladders while nobody asks
//! ([`next_to_make`]); a [`Census`] tells what is damaged and what is waste.

mod ahead;
mod document;
mod encoders;
mod find;
mod inspect;
mod maintain;
mod make_ladder;
mod name;
mod renditions;
mod save_picture;
mod storage;
mod store;
mod unstored;
mod wishes;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use ahead::{InHand, made_ahead, next_to_make};
pub use document::{FormerAddress, PictureDocument};
pub use encoders::Limits;
pub use find::{
    PictureFile, StoredPicture, Whereabouts, address_by_file, files_by_address, find_rendition, lock_files,
    picture_by_id,
};
pub use inspect::{Inspected, SourceFacts};
pub use maintain::{Census, Fault, has_come_back};
pub use make_ladder::Made;
pub use media::{Format, MAX_BYTES, Refusal, SourceFormat, VERSION, probe};
pub use name::{Address, NoAddress, PictureName, RenditionName};
pub use renditions::{Rendition, RenditionError, Renditions};
pub use save_picture::{describe_picture, replace_picture, save_former_address, save_picture, save_source};
pub use storage::{Bucket, Kept, Leftover, Object, Place, Storage, StorageError};
pub use wishes::{Wish, Wishes};

use std::collections::{BTreeSet, HashMap};

use database::{Error, Executor, Reader, Tx};
use types::PictureId;

/// Every picture as a document: what an export writes.
pub async fn documents(reader: &mut Reader) -> Result<Vec<PictureDocument>, Error> {
    store::documents(reader).await
}

/// The sources of all pictures, each once.
pub async fn addresses(on: &mut impl Executor) -> Result<BTreeSet<Address>, Error> {
    Ok(store::all_shaped(on).await?.into_iter().map(|picture| picture.address).collect())
}

/// The address of every picture's bytes, by the name of its file in Unicode's composed form.
pub async fn addresses_by_file(reader: &mut Reader) -> Result<HashMap<String, Address>, Error> {
    store::addresses_by_file(reader).await
}

/// Every address of pixels that were replaced, by file and address.
pub async fn former_addresses(reader: &mut Reader) -> Result<Vec<FormerAddress>, Error> {
    store::former_addresses_by_file(reader).await
}

/// Every picture's row by the name of its file in Unicode's composed form.
pub async fn ids_by_file(tx: &mut Tx) -> Result<HashMap<String, PictureId>, Error> {
    store::ids_by_file(tx).await
}
