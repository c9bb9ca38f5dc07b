use database::{BaseReader, Error};
use types::PictureId;

use crate::{Block, PageKind, store};

/// Returns the kind and code of every page, drafts included, that shows this picture in a block or in lists.
pub async fn uses_of_picture(reader: &mut BaseReader, picture: PictureId) -> Result<Vec<(PageKind, String)>, Error> {
    let mut uses = Vec::new();
    for page in store::page_names(reader).await? {
        let blocks = store::blocks_in_every_language(reader, page.id).await?;
        if page.picture_id == Some(picture) || blocks.iter().filter_map(Block::picture).any(|shown| *shown == picture) {
            uses.push((page.kind, page.code));
        }
    }
    Ok(uses)
}
