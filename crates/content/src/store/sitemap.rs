use database::{BaseReader, Error, sql};
use types::Translated;

use crate::PageKind;

/// Returns the slugs of the public pages of a shard, by id. The statement checks windows itself: previews have no
/// sitemap.
pub(crate) async fn sitemap(
    reader: &mut BaseReader,
    kind: PageKind,
    number: i64,
    size: i64,
) -> Result<Vec<Translated>, Error> {
    let at = reader.at;
    sql("SELECT en.slug AS en, ar.slug AS ar, hi.slug AS hi
        FROM (
            SELECT id, published_from, published_to FROM page WHERE kind = $1 ORDER BY id LIMIT $3 OFFSET $4
        ) AS shard
        JOIN page_text AS en ON en.page_id = shard.id AND en.language = 'en'
        JOIN page_text AS ar ON ar.page_id = shard.id AND ar.language = 'ar'
        JOIN page_text AS hi ON hi.page_id = shard.id AND hi.language = 'hi'
        WHERE shard.published_from <= $2 AND (shard.published_to IS NULL OR shard.published_to > $2)
        ORDER BY shard.id")
    .bind(kind.name())
    .bind(at)
    .bind(size)
    .bind((number - 1) * size)
    .rows(reader)
    .await
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
