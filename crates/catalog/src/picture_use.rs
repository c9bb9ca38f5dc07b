use database::{BaseReader, Error};
use types::PictureId;

use crate::store;

/// A product, category or collection that shows a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    /// One of `product`, `category` and `collection`.
    pub kind: &'static str,
    /// The name in documents.
    pub code: String,
}

/// Returns everything in the catalogue that shows this picture, drafts included.
pub async fn uses_of_picture(reader: &mut BaseReader, picture: PictureId) -> Result<Vec<PictureUse>, Error> {
    let mut uses = Vec::new();
    for (kind, codes) in store::codes_by_picture(reader, picture).await? {
        uses.extend(codes.into_iter().map(|code| PictureUse { kind, code }));
    }
    Ok(uses)
}
