//! Pictures: the sources that merchants upload, the facts the database keeps of them, and the renditions that pages
//! ask for. Other domain crates read the view `picture_ref`.
//!
//! A picture is a file with a name, words and a focus of its own. Pictures of the same bytes share a hash, the stored
//! source and the renditions.
//!
//! In reading order: a [`PictureName`] is a source, whole or cut, and a [`RenditionName`] one size and format of it;
//! the [`Storage`] keeps the bytes; a [`ValidatedImage`] may become a picture ([`save_picture`], [`replace_picture`]);
//! [`Renditions`] makes fast renditions on demand and whole ladders in the background ([`claim_next`]); a
//! [`StorageAudit`] finds damaged and unneeded objects.

mod content_hash;
mod document;
mod encoders;
mod find;
mod make_ladder;
mod picture_name;
mod pregenerate;
mod rendition_error;
mod rendition_queue;
mod refill;
mod renditions;
mod save_picture;
mod storage;
mod storage_audit;
mod store;
mod stored_picture;
mod unstored;
mod validated_image;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

pub use content_hash::{ContentHash, InvalidContentHash};
pub use document::{FormerAddress, PictureDocument};
pub use encoders::Limits;
pub use find::{RenditionLookup, files_by_hash, find_rendition, hash_by_file, lock_files, picture_by_id};
pub use make_ladder::LadderTotals;
pub use media::{Format, MAX_BYTES, Refusal, SourceFormat, VERSION, png_icon, probe};
pub use picture_name::{PictureName, RenditionName};
pub use pregenerate::{Claim, claim_next, record_pregenerated};
pub use refill::refill_texts;
pub use rendition_error::RenditionError;
pub use rendition_queue::{RenditionJob, RenditionQueue};
pub use renditions::{Rendition, Renditions};
pub use save_picture::{describe_picture, replace_picture, save_former_address, save_picture, save_source};
pub use storage::{Bucket, Leftover, Object, ObjectKind, Storage, StorageError, StorageLocation};
pub use storage_audit::{IntegrityError, StorageAudit, has_come_back};
pub use stored_picture::{PictureFile, StoredPicture};
pub use validated_image::{SourceFacts, ValidatedImage};

use std::collections::{BTreeSet, HashMap, HashSet};

use database::{BaseReader, CacheKey, Error, Executor, Tx};
use types::PictureId;

/// Returns every picture as a document, for an export.
pub async fn documents(reader: &mut BaseReader) -> Result<Vec<PictureDocument>, Error> {
    store::documents(reader).await
}

/// Returns the hash of every source, each once.
pub async fn source_hashes(on: &mut impl Executor) -> Result<BTreeSet<ContentHash>, Error> {
    Ok(store::all_shaped(on).await?.into_iter().map(|picture| picture.hash).collect())
}

/// Returns the hash of every picture's bytes, by the name of its file in Unicode's composed form.
pub async fn hashes_by_file(reader: &mut BaseReader) -> Result<HashMap<String, ContentHash>, Error> {
    store::hashes_by_file(reader).await
}

/// Returns every address of pixels that were replaced, by file and address.
pub async fn former_addresses(reader: &mut BaseReader) -> Result<Vec<FormerAddress>, Error> {
    store::former_hashes_by_file(reader).await
}

/// Returns every picture's row by the name of its file in Unicode's composed form.
pub async fn ids_by_file(on: &mut impl Executor) -> Result<HashMap<String, PictureId>, Error> {
    store::ids_by_file(on).await
}

/// Deletes the picture of a file that nothing shows, with its former addresses. Returns whether there was one. Its bytes stay in
/// the storage until they are pruned.
pub async fn delete_picture(tx: &mut Tx, file: &str) -> Result<bool, Error> {
    let Some((id, hash)) = store::id_and_hash(tx, file).await? else { return Ok(false) };
    store::delete(tx, id).await?;
    tx.touch(CacheKey::picture(hash.as_str()));
    Ok(true)
}

/// Returns the rows of these files, whose names are in Unicode's composed form, and of others where one of these is not found by
/// its name: an earlier version stored other forms.
pub async fn ids_of_files(tx: &mut Tx, files: &HashSet<&String>) -> Result<HashMap<String, PictureId>, Error> {
    let found = store::ids_of_files(tx, files).await?;
    if found.len() < files.len() { store::ids_by_file(tx).await } else { Ok(found) }
}

/// Returns those of these names that files of pictures have.
pub async fn known_files(reader: &mut BaseReader, files: &HashSet<String>) -> Result<Vec<String>, Error> {
    store::known_files(reader, files).await
}
