//! The SQL statements of content.

mod deleted_page;
mod former_slugs;
mod menu;
mod page_card;
mod sitemap;

use std::collections::HashMap;

use database::{
    Error, Executor, FromColumn, Statement, Tx, execute_rows, left_join_picture, picture_columns, row, sql,
};
use setup::{Origins, TextLanguage, is_shop_language};
use types::{ImageRef, Language, LocalSlug, PageId, PictureId, Slug, Timestamp, Translated};

use crate::{Block, PageDocument, PageKind};
pub(crate) use deleted_page::{
    delete_page_texts, deleted_page_by_slug, deleted_pages, page_document, save_deleted_page,
};
pub use former_slugs::FormerPageSlug;
pub(crate) use former_slugs::former_slugs;
pub(crate) use menu::{delete_menu, menu, menus, save_menu};
pub use page_card::PageCard;
pub(crate) use page_card::{page_cards, page_windows};
pub(crate) use sitemap::{sitemap, sitemap_shards};

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl FromColumn for PageKind {
    type Stored = String;

    fn from_column(name: String) -> Result<Self, BoxError> {
        let kind = Self::ALL.into_iter().find(|kind| kind.name() == name);
        Ok(kind.ok_or_else(|| format!("{name:?} is no kind of page"))?)
    }
}

impl FromColumn for Block<PictureId> {
    type Stored = String;

    fn from_column(body: String) -> Result<Self, BoxError> {
        Ok(serde_json::from_str(&body)?)
    }
}

impl FromColumn for PageDocument {
    type Stored = String;

    fn from_column(document: String) -> Result<Self, BoxError> {
        Ok(serde_json::from_str(&document)?)
    }
}

pub(crate) async fn page_ids(on: &mut impl Executor, kind: PageKind) -> Result<Vec<PageId>, Error> {
    sql("SELECT id FROM page WHERE kind = $1 ORDER BY position, id").bind(kind.name()).scalars(on).await
}

row! {
    pub(crate) struct PageRow {
        pub(crate) title: String,
        pub(crate) summary: String,
        pub(crate) origins: Origins,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) picture: Option<ImageRef> = flatten,
    }
}

pub(crate) async fn page(on: &mut impl Executor, id: PageId, language: Language) -> Result<Option<PageRow>, Error> {
    let text = concat!(
        "SELECT
            page_text.title,
            page_text.summary,
            page_text.origins,
            page.published_from,
            page.published_to,
            ",
        picture_columns!(optional),
        "
        FROM page
        JOIN page_text ON page_text.page_id = page.id AND page_text.language = $2
        ",
        left_join_picture!("page.picture_id", "$2"),
        "
        WHERE page.id = $1"
    );
    sql(text).bind(id).bind(language).optional_row(on).await
}

/// Returns the blocks of a page in every language. They have the same pictures in each.
pub(crate) async fn blocks_in_every_language(
    on: &mut impl Executor,
    id: PageId,
) -> Result<Vec<Block<PictureId>>, Error> {
    sql("SELECT body FROM block WHERE page_id = $1 ORDER BY language, position").bind(id).scalars(on).await
}

row! {
    pub(crate) struct BlockRow {
        pub(crate) body: Block<PictureId>,
        /// The language that all of its texts are borrowed from; empty if there is none.
        pub(crate) borrowed_from: String,
    }
}

pub(crate) async fn blocks(on: &mut impl Executor, id: PageId, language: Language) -> Result<Vec<BlockRow>, Error> {
    let statement = "SELECT body, borrowed_from FROM block WHERE page_id = $1 AND language = $2 ORDER BY position";
    sql(statement).bind(id).bind(language).rows(on).await
}

row! {
    pub(crate) struct PlacedPage {
        /// The name of its kind.
        pub(crate) kind: String,
        pub(crate) code: String,
        pub(crate) position: i64,
    }
}

/// Returns the position of every page.
pub(crate) async fn page_positions(on: &mut impl Executor) -> Result<Vec<PlacedPage>, Error> {
    sql("SELECT kind, code, position FROM page").rows(on).await
}

row! {
    pub(crate) struct PageName {
        pub(crate) id: PageId,
        pub(crate) kind: PageKind,
        pub(crate) code: String,
        /// The picture that lists show of it.
        pub(crate) picture_id: Option<PictureId>,
    }
}

/// Returns every page's name.
pub(crate) async fn page_names(on: &mut impl Executor) -> Result<Vec<PageName>, Error> {
    sql("SELECT id, kind, code, picture_id FROM page ORDER BY position, id").rows(on).await
}

row! {
    struct PictureRow {
        picture_id: PictureId,
        image: ImageRef = flatten,
    }
}

pub(crate) async fn images(
    on: &mut impl Executor,
    pictures: &[PictureId],
    language: Language,
) -> Result<HashMap<PictureId, ImageRef>, Error> {
    let text = concat!(
        "SELECT picture_id, ",
        picture_columns!(),
        " FROM picture_ref WHERE language = $1 AND picture_id IN (?)"
    );
    let ids = pictures.iter().map(|picture| picture.0);
    let rows: Vec<PictureRow> = Statement::with_list(text, vec![language.into()], ids).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.picture_id, row.image)).collect())
}

pub(crate) async fn page_id(on: &mut impl Executor, kind: PageKind, code: &Slug) -> Result<Option<PageId>, Error> {
    sql("SELECT id FROM page WHERE kind = $1 AND code = $2").bind(kind.name()).bind(code).optional_scalar(on).await
}

pub(crate) async fn page_id_by_slug(
    on: &mut impl Executor,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<PageId>, Error> {
    let statement = "SELECT page_id FROM page_text WHERE kind = $1 AND language = $2 AND slug = $3";
    sql(statement).bind(kind.name()).bind(language).bind(slug).optional_scalar(on).await
}

row! {
    /// A page with its slug in one language.
    pub(crate) struct PageSlug {
        pub(crate) id: PageId,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) slug: String,
    }
}

/// Returns the page that had this slug in this language before, or else one that has it in another language.
pub(crate) async fn moved_slug(
    on: &mut impl Executor,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<PageSlug>, Error> {
    sql(concat!(
        "SELECT page.id, page.published_from, page.published_to, here.slug
        FROM (
            SELECT target_id AS page_id, 1 AS choice
            FROM content_retired_slug
            WHERE kind = $1 AND language = $2 AND slug = $3
            UNION ALL
            SELECT page_id, 2
            FROM page_text
            WHERE kind = $1 AND slug = $3 AND ",
        is_shop_language!("language"),
        "
        ) AS found
        JOIN page ON page.id = found.page_id
        JOIN page_text AS here ON here.page_id = page.id AND here.language = $2
        ORDER BY found.choice, page.id
        LIMIT 1"
    ))
    .bind(kind.name())
    .bind(language)
    .bind(slug)
    .optional_row(on)
    .await
}

row! {
    struct SlugRow {
        language: Language,
        slug: String,
        origins: Origins,
    }
}

/// The places of the title and the summary among the texts of a row.
pub(crate) const TITLE: usize = 1;
pub(crate) const SUMMARY: usize = 2;

/// Returns the slugs of a page in every language that it has texts in.
pub(crate) async fn slugs(on: &mut impl Executor, id: PageId) -> Result<Translated<LocalSlug>, Error> {
    let statement = "SELECT language, slug, origins FROM page_text WHERE page_id = $1";
    let rows: Vec<SlugRow> = sql(statement).bind(id).rows(on).await?;
    let slug = |row: SlugRow| (row.language, LocalSlug { slug: row.slug, is_translated: row.origins.is_own(TITLE) });
    Ok(rows.into_iter().map(slug).collect())
}

pub(crate) async fn page_documents(on: &mut impl Executor) -> Result<Vec<PageDocument>, Error> {
    sql("SELECT document FROM page WHERE state <> 'deleted' ORDER BY position, id").scalars(on).await
}

row! {
    pub(crate) struct StoredPage {
        pub(crate) id: PageId,
        pub(crate) document: PageDocument,
    }
}

/// Returns every page with its document.
pub(crate) async fn stored_pages(on: &mut impl Executor) -> Result<Vec<StoredPage>, Error> {
    sql("SELECT id, document FROM page WHERE state <> 'deleted' ORDER BY id").rows(on).await
}

/// Writes JSON for a text column.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("documents and blocks are strings and numbers, which JSON can hold")
}

pub(crate) async fn save_page(
    tx: &mut Tx,
    document: &PageDocument,
    position: i64,
    picture: Option<PictureId>,
    window: [Option<Timestamp>; 2],
) -> Result<PageId, Error> {
    sql("INSERT INTO page (kind, code, position, picture_id, published_from, published_to, document, state)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (kind, code) DO UPDATE
        SET position = $3, picture_id = $4, published_from = $5, published_to = $6, document = $7, state = $8
        RETURNING id")
    .bind(document.kind.name())
    .bind(&document.code)
    .bind(position)
    .bind(picture)
    .bind(window[0])
    .bind(window[1])
    .bind(json(document))
    .bind(if document.archived { "archived" } else { "active" })
    .scalar(tx)
    .await
}

pub(crate) async fn save_page_text(
    tx: &mut Tx,
    id: PageId,
    of: &TextLanguage,
    document: &PageDocument,
) -> Result<(), Error> {
    let mut row = of.row();
    let slug = row.slug(&document.slug).map(Slug::as_str);
    let [title, summary] = [&document.title, &document.summary].map(|text| row.text(text));
    sql("INSERT INTO page_text (page_id, kind, language, slug, title, summary, origins)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (page_id, language) DO UPDATE SET kind = $2, slug = $4, title = $5, summary = $6, origins = $7")
    .bind(id)
    .bind(document.kind.name())
    .bind(of.language)
    .bind(slug)
    .bind(title)
    .bind(summary)
    .bind(row.origins())
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn replace_blocks(
    tx: &mut Tx,
    id: PageId,
    language: Language,
    blocks: &[(Block<PictureId>, Option<Language>)],
) -> Result<(), Error> {
    let clear = "DELETE FROM block WHERE page_id = $1 AND language = $2";
    sql(clear).bind(id).bind(language).execute(tx).await?;
    let text = "INSERT INTO block (page_id, language, position, body, borrowed_from) VALUES {($1, $2, ?, ?, ?)}";
    let row = |((block, from), position): (&(Block<PictureId>, Option<Language>), i64)| {
        let from = from.map(|language| language.to_string()).unwrap_or_default();
        vec![position.into(), json(block).into(), from.into()]
    };
    let rows = blocks.iter().zip(0..).map(row);
    execute_rows(tx, text, &[id.into(), language.into()], rows.collect()).await.map(|_| ())
}

/// Puts another text in a slug's place.
pub(crate) async fn replace_slug(tx: &mut Tx, id: PageId, language: Language, text: &str) -> Result<(), Error> {
    sql("UPDATE page_text SET slug = $3 WHERE page_id = $1 AND language = $2")
        .bind(id)
        .bind(language)
        .bind(text)
        .execute(tx)
        .await?;
    Ok(())
}

/// Records that a slug belonged to a page, so that its old address redirects.
pub(crate) async fn retire_slug(
    tx: &mut Tx,
    kind: PageKind,
    language: Language,
    slug: &Slug,
    id: PageId,
) -> Result<(), Error> {
    sql("INSERT INTO content_retired_slug (kind, language, slug, target_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, language, slug) DO UPDATE SET target_id = $4")
    .bind(kind.name())
    .bind(language)
    .bind(slug)
    .bind(id)
    .execute(tx)
    .await?;
    Ok(())
}

/// Removes the record of a retired slug, since a page has the slug now.
pub(crate) async fn forget_retired_slug(
    tx: &mut Tx,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<(), Error> {
    sql("DELETE FROM content_retired_slug WHERE kind = $1 AND language = $2 AND slug = $3")
        .bind(kind.name())
        .bind(language)
        .bind(slug)
        .execute(tx)
        .await?;
    Ok(())
}
