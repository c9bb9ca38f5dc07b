use types::{PictureId, Timestamp};

use crate::{ContentHash, PictureDocument};

/// A picture as its shop has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its row.
    pub id: PictureId,
    /// Its address.
    pub hash: ContentHash,
    /// Bytes of its source.
    pub bytes: u64,
    /// Its width in pixels, as seen.
    pub width: u32,
    /// Its height in pixels, as seen.
    pub height: u32,
    /// The colour it stands on, or that covers most of it, as `#rrggbb`.
    pub colour: String,
    /// Since when it is there.
    pub since: Timestamp,
    /// What the merchant says of it.
    pub document: PictureDocument,
}

/// A picture as documents name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureFile {
    /// Its row.
    pub id: PictureId,
    /// Its file's name.
    pub name: String,
}
