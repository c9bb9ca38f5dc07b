use database::row;
use types::{PictureId, Timestamp};

use crate::{ContentHash, PictureDocument};

/// A picture as the database has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPicture {
    /// The id of the row.
    pub id: PictureId,
    /// The hash of the source.
    pub hash: ContentHash,
    /// The size of the source in bytes.
    pub bytes: u64,
    /// The width in pixels, as seen.
    pub width: u32,
    /// The height in pixels, as seen.
    pub height: u32,
    /// The colour of the backdrop, or else the dominant colour, as `#rrggbb`.
    pub colour: String,
    /// The moment at which the picture was added.
    pub since: Timestamp,
    /// The words and the focus of the merchant.
    pub document: PictureDocument,
}

row! {
    /// A picture by the name that documents use.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct PictureFile {
        /// The id of the row.
        pub id: PictureId,
        /// The name of the file.
        pub name: String,
    }
}
