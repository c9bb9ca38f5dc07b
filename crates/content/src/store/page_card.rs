use database::{Error, Executor, Reader, sql};
use types::{ImageRef, PageId, Timestamp};

use crate::PageKind;

/// A public page in one language, as lists and links show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCard {
    /// Its name in documents.
    pub code: String,
    /// Its name in URLs of the language.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// A sentence on its content.
    pub summary: String,
    /// Its picture.
    pub picture: Option<ImageRef>,
    /// The moment from which it is public.
    pub published_from: Option<Timestamp>,
}

/// Returns the windows of publication of a kind's pages, in the merchant's order, drafts included.
pub(crate) async fn page_windows(
    on: &mut impl Executor,
    kind: PageKind,
) -> Result<Vec<(PageId, [Option<Timestamp>; 2])>, Error> {
    let rows = sql("SELECT id, published_from, published_to FROM page WHERE kind = $1 ORDER BY position, id")
        .bind(kind.name())
        .all(on)
        .await?;
    rows.iter().map(|row| Ok((PageId(row.column(0)?), row.window(1)?))).collect()
}

type CardRow = (PageId, [Option<Timestamp>; 2], PageCard);

/// Returns the pages of a kind in the merchant's order, drafts included.
pub(crate) async fn page_cards(reader: &mut Reader, kind: PageKind) -> Result<Vec<CardRow>, Error> {
    let language = reader.language();
    let rows = sql("SELECT
            page.id,
            page.published_from,
            page.published_to,
            page.code,
            page_text.slug,
            page_text.title,
            page_text.summary,
            picture_shape.address,
            picture_shape.width,
            picture_shape.height,
            picture_shape.colour,
            picture_alt.alt,
            picture_shape.focal_x,
            picture_shape.focal_y
        FROM page
        JOIN page_text ON page_text.page_id = page.id AND page_text.language = $2
        LEFT JOIN picture_shape ON picture_shape.picture_id = page.picture_id
        LEFT JOIN picture_alt ON picture_alt.picture_id = page.picture_id AND picture_alt.language = $2
        WHERE page.kind = $1
        ORDER BY page.position, page.id")
    .bind(kind.name())
    .bind(language)
    .all(reader)
    .await?;
    rows.iter()
        .map(|row| {
            let window = row.window(1)?;
            let card = PageCard {
                code: row.column(3)?,
                slug: row.column(4)?,
                title: row.column(5)?,
                summary: row.column(6)?,
                picture: row.image(7)?,
                published_from: window[0],
            };
            Ok((PageId(row.column(0)?), window, card))
        })
        .collect()
}
