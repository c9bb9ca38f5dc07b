//! The rows of deleted pages.

use database::{Error, Executor, Tx, row, sql};
use setup::Origins;
use types::{Language, PageId, Slug};

use super::json;
use crate::{PageDocument, PageKind};

row! {
    /// A page's document, with its title in one language.
    pub(crate) struct PageDocumentRow {
        pub(crate) document: PageDocument,
        pub(crate) title: Option<String>,
        pub(crate) origins: Option<Origins>,
    }
}

/// Returns a page's document, with its title in a language, if it has texts in it.
pub(crate) async fn page_document(
    on: &mut impl Executor,
    id: PageId,
    language: Language,
) -> Result<Option<PageDocumentRow>, Error> {
    sql("SELECT page.document, page_text.title, page_text.origins
        FROM page
        LEFT JOIN page_text ON page_text.page_id = page.id AND page_text.language = $2
        WHERE page.id = $1")
    .bind(id)
    .bind(language)
    .optional_row(on)
    .await
}

/// Returns the deleted page that had this slug.
pub(crate) async fn deleted_page_by_slug(
    on: &mut impl Executor,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<PageId>, Error> {
    sql("SELECT page.id
        FROM content_retired_slug AS former
        JOIN page ON page.id = former.target_id AND page.state = 'deleted'
        WHERE former.kind = $1 AND former.language = $2 AND former.slug = $3")
    .bind(kind.name())
    .bind(language)
    .bind(slug)
    .optional_scalar(on)
    .await
}

/// Returns the documents of all deleted pages that former addresses lead to.
pub(crate) async fn deleted_pages(on: &mut impl Executor) -> Result<Vec<PageDocument>, Error> {
    sql("SELECT document
        FROM page
        WHERE state = 'deleted'
            AND EXISTS (
                SELECT 1 FROM content_retired_slug AS former
                WHERE former.kind = page.kind AND former.target_id = page.id
            )
        ORDER BY kind, code")
    .scalars(on)
    .await
}

/// Leaves a deleted page's row, and creates it if there is none.
pub(crate) async fn save_deleted_page(tx: &mut Tx, document: &PageDocument) -> Result<PageId, Error> {
    sql("INSERT INTO page (kind, code, position, document, state)
        VALUES ($1, $2, 0, $3, 'deleted')
        ON CONFLICT (kind, code) DO UPDATE
        SET document = $3, state = 'deleted', picture_id = NULL, published_from = NULL, published_to = NULL
        RETURNING id")
    .bind(document.kind.name())
    .bind(&document.code)
    .bind(json(document))
    .scalar(tx)
    .await
}

/// Deletes the texts and blocks of a page.
pub(crate) async fn delete_page_texts(tx: &mut Tx, id: PageId) -> Result<(), Error> {
    for text in ["DELETE FROM block WHERE page_id = $1", "DELETE FROM page_text WHERE page_id = $1"] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(())
}
