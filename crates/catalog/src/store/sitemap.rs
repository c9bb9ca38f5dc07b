use database::{BaseReader, Error, sql};
use types::Translated;

use crate::SluggedKind;

/// Reads the slugs of the public rows of a shard, by id. Windows are checked here, because no reader that may see
/// drafts asks for a sitemap.
pub(crate) async fn sitemap(
    reader: &mut BaseReader,
    kind: SluggedKind,
    number: i64,
    size: i64,
) -> Result<Vec<Translated>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT en.slug AS en, ar.slug AS ar, hi.slug AS hi \
            FROM (SELECT id, published_from, published_to FROM product ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN product_text AS en ON en.product_id = shard.id AND en.language = 'en' \
            JOIN product_text AS ar ON ar.product_id = shard.id AND ar.language = 'ar' \
            JOIN product_text AS hi ON hi.product_id = shard.id AND hi.language = 'hi' \
            WHERE shard.published_from <= $1 AND (shard.published_to IS NULL OR shard.published_to > $1) \
            ORDER BY shard.id"
        }
        SluggedKind::Category => {
            "SELECT en.slug AS en, ar.slug AS ar, hi.slug AS hi \
            FROM (SELECT id FROM category ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN category_text AS en ON en.category_id = shard.id AND en.language = 'en' \
            JOIN category_text AS ar ON ar.category_id = shard.id AND ar.language = 'ar' \
            JOIN category_text AS hi ON hi.category_id = shard.id AND hi.language = 'hi' \
            WHERE $1 = $1 ORDER BY shard.id"
        }
        SluggedKind::Collection => {
            "SELECT en.slug AS en, ar.slug AS ar, hi.slug AS hi \
            FROM (SELECT id, published_from, published_to FROM collection ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN collection_text AS en ON en.collection_id = shard.id AND en.language = 'en' \
            JOIN collection_text AS ar ON ar.collection_id = shard.id AND ar.language = 'ar' \
            JOIN collection_text AS hi ON hi.collection_id = shard.id AND hi.language = 'hi' \
            WHERE shard.published_from <= $1 AND (shard.published_to IS NULL OR shard.published_to > $1) \
            ORDER BY shard.id"
        }
    };
    let at = reader.at;
    sql(text).bind(at).bind(size).bind((number - 1) * size).rows(reader).await
}

/// Reads the numbers of the shards of `size` rows, by id, that have a public row.
pub(crate) async fn sitemap_shards(reader: &mut BaseReader, kind: SluggedKind, size: i64) -> Result<Vec<i64>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT DISTINCT (place - 1) / $2 + 1 AS number \
            FROM (SELECT published_from, published_to, ROW_NUMBER() OVER (ORDER BY id) AS place FROM product) AS placed \
            WHERE published_from <= $1 AND (published_to IS NULL OR published_to > $1) \
            ORDER BY number"
        }
        SluggedKind::Category => {
            "SELECT DISTINCT (place - 1) / $2 + 1 AS number \
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY id) AS place FROM category) AS placed \
            WHERE $1 = $1 \
            ORDER BY number"
        }
        SluggedKind::Collection => {
            "SELECT DISTINCT (place - 1) / $2 + 1 AS number \
            FROM (SELECT published_from, published_to, ROW_NUMBER() OVER (ORDER BY id) AS place FROM collection) AS placed \
            WHERE published_from <= $1 AND (published_to IS NULL OR published_to > $1) \
            ORDER BY number"
        }
    };
    let at = reader.at;
    sql(text).bind(at).bind(size).scalars(reader).await
}
