use database::{Connected, Error, sql};
use types::{Language, Slug, Timestamp, Translated};

use crate::SluggedKind;

/// The statements that differ only by the table a kind of slug lives in.
struct Texts {
    window: &'static str,
    by_slug: &'static str,
    by_code: &'static str,
    any_language: &'static str,
    by_id: &'static str,
    kind: &'static str,
}

const fn texts(kind: SluggedKind) -> Texts {
    match kind {
        SluggedKind::Product => Texts {
            window: "SELECT published_from, published_to FROM product WHERE id = $1",
            by_code: "SELECT id FROM product WHERE code = $1",
            by_slug: "SELECT product_id FROM product_text WHERE language = $1 AND slug = $2",
            any_language: "SELECT product_id FROM product_text \
                WHERE language IN ('ar', 'en', 'hi') AND slug = $1 ORDER BY language LIMIT 1",
            by_id: "SELECT language, slug FROM product_text WHERE product_id = $1",
            kind: "product",
        },
        SluggedKind::Category => Texts {
            window: "SELECT CAST(0 AS BIGINT), CAST(NULL AS BIGINT) FROM category WHERE id = $1",
            by_code: "SELECT id FROM category WHERE code = $1",
            by_slug: "SELECT category_id FROM category_text WHERE language = $1 AND slug = $2",
            any_language: "SELECT category_id FROM category_text \
                WHERE language IN ('ar', 'en', 'hi') AND slug = $1 ORDER BY language LIMIT 1",
            by_id: "SELECT language, slug FROM category_text WHERE category_id = $1",
            kind: "category",
        },
        SluggedKind::Collection => Texts {
            window: "SELECT published_from, published_to FROM collection WHERE id = $1",
            by_code: "SELECT id FROM collection WHERE code = $1",
            by_slug: "SELECT collection_id FROM collection_text WHERE language = $1 AND slug = $2",
            any_language: "SELECT collection_id FROM collection_text \
                WHERE language IN ('ar', 'en', 'hi') AND slug = $1 ORDER BY language LIMIT 1",
            by_id: "SELECT language, slug FROM collection_text WHERE collection_id = $1",
            kind: "collection",
        },
    }
}

pub(crate) async fn id_by_slug(
    on: &mut impl Connected,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    let row = sql(texts(kind).by_slug).bind(language).bind(slug).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}

pub(crate) async fn id_by_retired_slug(
    on: &mut impl Connected,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    let statement = "SELECT target_id FROM catalog_retired_slug WHERE kind = $1 AND language = $2 AND slug = $3";
    let row = sql(statement).bind(texts(kind).kind).bind(language).bind(slug).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}

/// Whatever has this slug in any language: for those who change the locale in the address.
pub(crate) async fn id_by_slug_in_any_language(
    on: &mut impl Connected,
    kind: SluggedKind,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    let row = sql(texts(kind).any_language).bind(slug).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}

/// From when to when it is public; a category always is.
pub(crate) async fn window_of(
    on: &mut impl Connected,
    kind: SluggedKind,
    id: i64,
) -> Result<[Option<Timestamp>; 2], Error> {
    sql(texts(kind).window).bind(id).one(on).await?.window(0)
}

pub(crate) async fn slugs_by_id(
    on: &mut impl Connected,
    kind: SluggedKind,
    id: i64,
) -> Result<Option<Translated>, Error> {
    let rows = sql(texts(kind).by_id).bind(id).all(on).await?;
    let mut slugs = Vec::with_capacity(rows.len());
    for row in &rows {
        slugs.push((row.column::<String>(0)?, row.column::<String>(1)?));
    }
    let of = |language: Language| slugs.iter().find(|(code, _)| code == language.code()).map(|(_, slug)| slug.clone());
    Ok(Translated::try_from_fn(|language| of(language).ok_or(())).ok())
}

pub(crate) async fn slug_by_id(
    on: &mut impl Connected,
    kind: SluggedKind,
    language: Language,
    id: i64,
) -> Result<Option<String>, Error> {
    Ok(slugs_by_id(on, kind, id).await?.map(|slugs| slugs.of(language).clone()))
}

/// Slugs of public rows by id; a reader that may see drafts has no use for a sitemap, so windows are checked here.
pub(crate) async fn sitemap(
    reader: &mut database::Reader,
    kind: SluggedKind,
    skip: i64,
    limit: i64,
) -> Result<Vec<Translated>, Error> {
    let text = match kind {
        SluggedKind::Product => {
            "SELECT en.slug, ar.slug, hi.slug FROM product \
            JOIN product_text AS en ON en.product_id = product.id AND en.language = 'en' \
            JOIN product_text AS ar ON ar.product_id = product.id AND ar.language = 'ar' \
            JOIN product_text AS hi ON hi.product_id = product.id AND hi.language = 'hi' \
            WHERE product.published_from <= $1 AND (product.published_to IS NULL OR product.published_to > $1) \
            ORDER BY product.id LIMIT $2 OFFSET $3"
        }
        SluggedKind::Category => {
            "SELECT en.slug, ar.slug, hi.slug FROM category \
            JOIN category_text AS en ON en.category_id = category.id AND en.language = 'en' \
            JOIN category_text AS ar ON ar.category_id = category.id AND ar.language = 'ar' \
            JOIN category_text AS hi ON hi.category_id = category.id AND hi.language = 'hi' \
            WHERE $1 = $1 ORDER BY category.id LIMIT $2 OFFSET $3"
        }
        SluggedKind::Collection => {
            "SELECT en.slug, ar.slug, hi.slug FROM collection \
            JOIN collection_text AS en ON en.collection_id = collection.id AND en.language = 'en' \
            JOIN collection_text AS ar ON ar.collection_id = collection.id AND ar.language = 'ar' \
            JOIN collection_text AS hi ON hi.collection_id = collection.id AND hi.language = 'hi' \
            WHERE collection.published_from <= $1 \
            AND (collection.published_to IS NULL OR collection.published_to > $1) \
            ORDER BY collection.id LIMIT $2 OFFSET $3"
        }
    };
    let at = reader.at;
    let rows = sql(text).bind(at).bind(limit).bind(skip).all(reader).await?;
    rows.iter().map(|row| Ok(Translated { en: row.column(0)?, ar: row.column(1)?, hi: row.column(2)? })).collect()
}

/// As the table of retired slugs names a kind.
pub(crate) const fn kind_name(kind: SluggedKind) -> &'static str {
    texts(kind).kind
}

pub(crate) async fn id_by_code(on: &mut impl Connected, kind: SluggedKind, code: &str) -> Result<Option<i64>, Error> {
    let row = sql(texts(kind).by_code).bind(code).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}
