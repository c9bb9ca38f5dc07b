//! The SQL statements of content.

mod former_slugs;
mod page_card;
mod sitemap;

use std::collections::HashMap;

use database::{Error, Executor, Row, Statement, Tx, execute_rows, sql};
use types::{ImageRef, Language, PageId, PictureId, Slug, Timestamp, Translated};

use crate::{Block, PageDocument, PageKind};
pub use former_slugs::FormerPageSlug;
pub(crate) use former_slugs::former_slugs;
pub use page_card::PageCard;
pub(crate) use page_card::{page_cards, page_windows};
pub(crate) use sitemap::{sitemap, sitemap_shards};

pub(crate) struct PageRow {
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) window: [Option<Timestamp>; 2],
    pub(crate) picture: Option<ImageRef>,
}

pub(crate) async fn page_ids(on: &mut impl Executor, kind: PageKind) -> Result<Vec<PageId>, Error> {
    let rows = sql("SELECT id FROM page WHERE kind = $1 ORDER BY position, id").bind(kind.name()).all(on).await?;
    rows.iter().map(|row| Ok(PageId(row.column(0)?))).collect()
}

pub(crate) async fn page(on: &mut impl Executor, id: PageId, language: Language) -> Result<Option<PageRow>, Error> {
    let row = sql("SELECT
            page_text.title,
            page_text.summary,
            page.published_from,
            page.published_to,
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
        WHERE page.id = $1")
    .bind(id)
    .bind(language)
    .optional(on)
    .await?;
    row.map(|row| {
        Ok(PageRow { title: row.column(0)?, summary: row.column(1)?, window: row.window(2)?, picture: row.image(4)? })
    })
    .transpose()
}

pub(crate) async fn blocks(
    on: &mut impl Executor,
    id: PageId,
    language: Language,
) -> Result<Vec<Block<PictureId>>, Error> {
    let statement = "SELECT body FROM block WHERE page_id = $1 AND language = $2 ORDER BY position";
    let rows = sql(statement).bind(id).bind(language).all(on).await?;
    let parse = |row: &Row| {
        let body: String = row.column(0)?;
        serde_json::from_str(&body).map_err(|error| Error::defect("block.body", error))
    };
    rows.iter().map(parse).collect()
}

/// Returns the position of every page, with its kind's name and its code.
pub(crate) async fn page_positions(on: &mut impl Executor) -> Result<Vec<(String, String, i64)>, Error> {
    let rows = sql("SELECT kind, code, position FROM page").all(on).await?;
    rows.iter().map(|row| Ok((row.column(0)?, row.column(1)?, row.column(2)?))).collect()
}

/// Returns the id, kind and code of every page, with the picture that lists show of it.
pub(crate) async fn page_names(on: &mut impl Executor) -> Result<Vec<(PageId, PageKind, String, Option<i64>)>, Error> {
    let rows = sql("SELECT id, kind, code, picture_id FROM page ORDER BY position, id").all(on).await?;
    rows.iter()
        .map(|row| {
            let name: String = row.column(1)?;
            let kind = PageKind::ALL.into_iter().find(|kind| kind.name() == name);
            let kind = kind.ok_or_else(|| Error::defect("page.kind", std::io::Error::other(name)))?;
            Ok((PageId(row.column(0)?), kind, row.column(2)?, row.column(3)?))
        })
        .collect()
}

pub(crate) async fn images(
    on: &mut impl Executor,
    pictures: &[PictureId],
    language: Language,
) -> Result<HashMap<PictureId, ImageRef>, Error> {
    let text = "SELECT address, width, height, colour, alt, focal_x, focal_y, picture_id
        FROM picture_ref
        WHERE language = $1 AND picture_id IN (?)";
    let ids = pictures.iter().map(|picture| picture.0);
    let rows = Statement::with_list(text, vec![language.into()], ids).all(on).await?;
    let mut images = HashMap::new();
    for row in &rows {
        if let Some(image) = row.image(0)? {
            images.insert(PictureId(row.column(7)?), image);
        }
    }
    Ok(images)
}

pub(crate) async fn page_id(on: &mut impl Executor, kind: PageKind, code: &Slug) -> Result<Option<PageId>, Error> {
    let row =
        sql("SELECT id FROM page WHERE kind = $1 AND code = $2").bind(kind.name()).bind(code).optional(on).await?;
    row.map(|row| Ok(PageId(row.column(0)?))).transpose()
}

pub(crate) async fn page_id_by_slug(
    on: &mut impl Executor,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<PageId>, Error> {
    let statement = "SELECT page_id FROM page_text WHERE kind = $1 AND language = $2 AND slug = $3";
    let row = sql(statement).bind(kind.name()).bind(language).bind(slug).optional(on).await?;
    row.map(|row| Ok(PageId(row.column(0)?))).transpose()
}

/// A page with its window, and its slug in one language.
type PageSlug = (PageId, [Option<Timestamp>; 2], String);

fn page_slug(row: Option<Row>) -> Result<Option<PageSlug>, Error> {
    row.map(|row| Ok((PageId(row.column(0)?), row.window(1)?, row.column(3)?))).transpose()
}

/// Returns the page that had this slug in this language before, or else one that has it in another language.
pub(crate) async fn moved_slug(
    on: &mut impl Executor,
    kind: PageKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<PageSlug>, Error> {
    let row = sql("SELECT page.id, page.published_from, page.published_to, here.slug
        FROM (
            SELECT target_id AS page_id, 1 AS choice
            FROM content_retired_slug
            WHERE kind = $1 AND language = $2 AND slug = $3
            UNION ALL
            SELECT page_id, 2
            FROM page_text
            WHERE kind = $1 AND language IN ('ar', 'en', 'hi') AND slug = $3
        ) AS found
        JOIN page ON page.id = found.page_id
        JOIN page_text AS here ON here.page_id = page.id AND here.language = $2
        ORDER BY found.choice, page.id
        LIMIT 1")
    .bind(kind.name())
    .bind(language)
    .bind(slug)
    .optional(on)
    .await?;
    page_slug(row)
}

pub(crate) async fn slugs(on: &mut impl Executor, id: PageId) -> Result<Option<Translated>, Error> {
    let rows = sql("SELECT language, slug FROM page_text WHERE page_id = $1").bind(id).all(on).await?;
    let mut slugs = HashMap::new();
    for row in &rows {
        slugs.insert(row.column::<String>(0)?, row.column::<String>(1)?);
    }
    Ok(Translated::try_from_fn(|language| slugs.remove(language.code()).ok_or(())).ok())
}

pub(crate) async fn page_documents(on: &mut impl Executor) -> Result<Vec<PageDocument>, Error> {
    let rows = sql("SELECT document FROM page ORDER BY position, id").all(on).await?;
    let parse = |row: &Row| {
        let document: String = row.column(0)?;
        serde_json::from_str(&document).map_err(|error| Error::defect("page.document", error))
    };
    rows.iter().map(parse).collect()
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
    let row = sql("INSERT INTO page (kind, code, position, picture_id, published_from, published_to, document)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (kind, code) DO UPDATE
        SET position = $3, picture_id = $4, published_from = $5, published_to = $6, document = $7
        RETURNING id")
    .bind(document.kind.name())
    .bind(&document.code)
    .bind(position)
    .bind(picture)
    .bind(window[0])
    .bind(window[1])
    .bind(json(document))
    .one(tx)
    .await?;
    Ok(PageId(row.column(0)?))
}

pub(crate) async fn save_page_text(
    tx: &mut Tx,
    id: PageId,
    language: Language,
    document: &PageDocument,
) -> Result<(), Error> {
    sql("INSERT INTO page_text (page_id, kind, language, slug, title, summary) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (page_id, language) DO UPDATE SET kind = $2, slug = $4, title = $5, summary = $6")
    .bind(id)
    .bind(document.kind.name())
    .bind(language)
    .bind(document.slug.of(language))
    .bind(document.title.of(language))
    .bind(document.summary.of(language))
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn replace_blocks(
    tx: &mut Tx,
    id: PageId,
    language: Language,
    blocks: &[Block<PictureId>],
) -> Result<(), Error> {
    let clear = "DELETE FROM block WHERE page_id = $1 AND language = $2";
    sql(clear).bind(id).bind(language).execute(tx).await?;
    let text = "INSERT INTO block (page_id, language, position, body) VALUES {($1, $2, ?, ?)}";
    let rows = blocks.iter().zip(0_i64..).map(|(block, position)| vec![position.into(), json(block).into()]);
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
