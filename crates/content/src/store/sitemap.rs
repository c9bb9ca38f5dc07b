use database::{BaseReader, Error, row, sql};
use setup::Origins;
use types::{Language, LocalSlug, PageId, Translated};

use super::TITLE;
use crate::PageKind;

row! {
    struct SitemapRow {
        id: PageId,
        language: Language,
        slug: String,
        origins: Origins,
    }
}

/// Returns the slugs of the public pages of a shard, by id. The statement checks windows itself: previews have no
/// sitemap.
pub(crate) async fn sitemap(
    reader: &mut BaseReader,
    kind: PageKind,
    number: i64,
    size: i64,
) -> Result<Vec<Translated<LocalSlug>>, Error> {
    let at = reader.at;
    let rows: Vec<SitemapRow> = sql("SELECT shard.id, words.language, words.slug, words.origins
        FROM (
            SELECT id, published_from, published_to FROM page WHERE kind = $1 ORDER BY id LIMIT $3 OFFSET $4
        ) AS shard
        JOIN page_text AS words ON words.page_id = shard.id
        WHERE shard.published_from <= $2 AND (shard.published_to IS NULL OR shard.published_to > $2)
        ORDER BY shard.id")
    .bind(kind.name())
    .bind(at)
    .bind(size)
    .bind((number - 1) * size)
    .rows(reader)
    .await?;
    let mut slugs: Vec<(PageId, Translated<LocalSlug>)> = Vec::new();
    for row in rows {
        if slugs.last().is_none_or(|(last, _)| *last != row.id) {
            slugs.push((row.id, Translated::default()));
        }
        if let Some((_, of)) = slugs.last_mut() {
            of.insert(row.language, LocalSlug { slug: row.slug, is_translated: row.origins.is_own(TITLE) });
        }
    }
    Ok(slugs.into_iter().map(|(_, slugs)| slugs).collect())
}

/// Returns the numbers of the shards of `size` pages, by id, that have any public page.
pub(crate) async fn sitemap_shards(reader: &mut BaseReader, kind: PageKind, size: i64) -> Result<Vec<i64>, Error> {
    let at = reader.at;
    sql("SELECT DISTINCT (place - 1) / $3 + 1 AS number
        FROM (
            SELECT published_from, published_to, ROW_NUMBER() OVER (ORDER BY id) AS place FROM page WHERE kind = $1
        ) AS placed
        WHERE published_from <= $2 AND (published_to IS NULL OR published_to > $2)
        ORDER BY number")
    .bind(kind.name())
    .bind(at)
    .bind(size)
    .scalars(reader)
    .await
}
