use database::{Error, Executor, Reader, left_join_picture, picture_columns, row, sql};
use setup::Origins;
use types::{ImageRef, LocalText, Locale, PageId, Timestamp};

use super::{SUMMARY, TITLE};
use crate::PageKind;

row! {
    pub(crate) struct PageWindow {
        pub(crate) id: PageId,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
    }
}

/// Returns the windows of publication of a kind's pages, in the merchant's order, drafts included.
pub(crate) async fn page_windows(on: &mut impl Executor, kind: PageKind) -> Result<Vec<PageWindow>, Error> {
    sql("SELECT id, published_from, published_to FROM page WHERE kind = $1 ORDER BY position, id")
        .bind(kind.name())
        .rows(on)
        .await
}

row! {
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
        /// The origins of the texts.
        pub origins: Origins,
        /// Its picture.
        pub picture: Option<ImageRef> = flatten,
        /// The moment from which it is public.
        pub published_from: Option<Timestamp>,
    }
}

row! {
    pub(crate) struct PageCardRow {
        pub(crate) id: PageId,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) card: PageCard = flatten,
    }
}

/// Returns the pages of a kind in the merchant's order, drafts included.
pub(crate) async fn page_cards(reader: &mut Reader, kind: PageKind) -> Result<Vec<PageCardRow>, Error> {
    let language = reader.language();
    let text = concat!(
        "SELECT
            page.id,
            page.published_from,
            page.published_to,
            page.code,
            page_text.slug,
            page_text.title,
            page_text.summary,
            page_text.origins,
            ",
        picture_columns!(optional),
        "
        FROM page
        JOIN page_text ON page_text.page_id = page.id AND page_text.language = $2
        ",
        left_join_picture!("page.picture_id", "$2"),
        "
        WHERE page.kind = $1
        ORDER BY page.position, page.id"
    );
    sql(text).bind(kind.name()).bind(language).rows(reader).await
}

impl PageCard {
    /// Returns the title and the summary in a locale's language, or those that it borrows.
    pub fn local_texts(&self, locale: Locale) -> [LocalText; 2] {
        [(&self.title, TITLE), (&self.summary, SUMMARY)]
            .map(|(text, place)| self.origins.local_text(text.clone(), place, locale.languages()))
    }
}
