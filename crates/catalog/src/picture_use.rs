use database::{Error, Reader};
use types::PictureId;

use crate::store;

/// What shows a picture: `product`, `category` or `collection`, and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUse {
    /// The kind of thing.
    pub kind: &'static str,
    /// The name it has in documents.
    pub code: String,
}

/// Everything of the catalogue that shows this picture, whether public or not.
pub async fn uses_of_picture(reader: &mut Reader, picture: PictureId) -> Result<Vec<PictureUse>, Error> {
    let mut uses = Vec::new();
    for (kind, codes) in store::codes_by_picture(reader, picture).await? {
        uses.extend(codes.into_iter().map(|code| PictureUse { kind, code }));
    }
    Ok(uses)
}
