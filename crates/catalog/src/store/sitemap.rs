use database::{BaseReader, Error, row, sql};
use setup::Origins;
use types::{Language, LocalSlug, Translated};

use super::slugs::NAME;
use crate::{SluggedKind, sold_in::SoldIn};

/// An entry of a sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogSitemapEntry {
    /// The slug per language.
    pub slug: Translated<LocalSlug>,
    /// The markets that sell the product. Categories and collections are in every market.
    pub sold_in: SoldIn,
}

row! {
    struct SitemapRow {
        id: i64,
        language: Language,
        slug: String,
        origins: Origins,
        markets: SoldIn,
    }
}

/// Reads the slugs of the public rows of a shard, by id. Windows are checked here, because no reader that may see
/// drafts asks for a sitemap.
pub(crate) async fn sitemap(
    reader: &mut BaseReader,
    kind: SluggedKind,
    number: i64,
    size: i64,
) -> Result<Vec<CatalogSitemapEntry>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT shard.id, words.language, words.slug, words.origins, shard.markets \
            FROM (SELECT id, published_from, published_to, markets FROM product ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN product_text AS words ON words.product_id = shard.id \
            WHERE shard.published_from <= $1 AND (shard.published_to IS NULL OR shard.published_to > $1) \
            ORDER BY shard.id"
        }
        SluggedKind::Category => {
            "SELECT shard.id, words.language, words.slug, words.origins, '' AS markets \
            FROM (SELECT id, state FROM category ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN category_text AS words ON words.category_id = shard.id \
            WHERE $1 = $1 AND shard.state = 'active' ORDER BY shard.id"
        }
        SluggedKind::Collection => {
            "SELECT shard.id, words.language, words.slug, words.origins, '' AS markets \
            FROM (SELECT id, published_from, published_to FROM collection ORDER BY id LIMIT $2 OFFSET $3) AS shard \
            JOIN collection_text AS words ON words.collection_id = shard.id \
            WHERE shard.published_from <= $1 AND (shard.published_to IS NULL OR shard.published_to > $1) \
            ORDER BY shard.id"
        }
    };
    let at = reader.at;
    let rows: Vec<SitemapRow> = sql(text).bind(at).bind(size).bind((number - 1) * size).rows(reader).await?;
    let mut entries: Vec<CatalogSitemapEntry> = Vec::new();
    let mut last = None;
    for row in rows {
        if last.replace(row.id) != Some(row.id) {
            entries.push(CatalogSitemapEntry { slug: Translated::default(), sold_in: row.markets });
        }
        if let Some(CatalogSitemapEntry { slug, .. }) = entries.last_mut() {
            slug.insert(row.language, LocalSlug { slug: row.slug, is_translated: row.origins.is_own(NAME) });
        }
    }
    Ok(entries)
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
            FROM (SELECT state, ROW_NUMBER() OVER (ORDER BY id) AS place FROM category) AS placed \
            WHERE $1 = $1 AND state = 'active' \
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
