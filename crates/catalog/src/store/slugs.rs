use database::{Connected, Error, Tx, sql};
use types::{Language, Slug, Timestamp, Translated};

use crate::SluggedKind;

/// The statements that differ by the table of a kind of slug alone.
struct Texts {
    window: &'static str,
    by_slug: &'static str,
    by_code: &'static str,
    any_language: &'static str,
    by_id: &'static str,
    release: &'static str,
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
            release: "UPDATE product_text SET slug = $3 WHERE product_id = $1 AND language = $2",
            kind: "product",
        },
        SluggedKind::Category => Texts {
            window: "SELECT CAST(0 AS BIGINT), CAST(NULL AS BIGINT) FROM category WHERE id = $1",
            by_code: "SELECT id FROM category WHERE code = $1",
            by_slug: "SELECT category_id FROM category_text WHERE language = $1 AND slug = $2",
            any_language: "SELECT category_id FROM category_text \
                WHERE language IN ('ar', 'en', 'hi') AND slug = $1 ORDER BY language LIMIT 1",
            by_id: "SELECT language, slug FROM category_text WHERE category_id = $1",
            release: "UPDATE category_text SET slug = $3 WHERE category_id = $1 AND language = $2",
            kind: "category",
        },
        SluggedKind::Collection => Texts {
            window: "SELECT published_from, published_to FROM collection WHERE id = $1",
            by_code: "SELECT id FROM collection WHERE code = $1",
            by_slug: "SELECT collection_id FROM collection_text WHERE language = $1 AND slug = $2",
            any_language: "SELECT collection_id FROM collection_text \
                WHERE language IN ('ar', 'en', 'hi') AND slug = $1 ORDER BY language LIMIT 1",
            by_id: "SELECT language, slug FROM collection_text WHERE collection_id = $1",
            release: "UPDATE collection_text SET slug = $3 WHERE collection_id = $1 AND language = $2",
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

/// Reads the row that has this slug in any language, for shoppers who change the locale in the address.
pub(crate) async fn id_by_slug_in_any_language(
    on: &mut impl Connected,
    kind: SluggedKind,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    let row = sql(texts(kind).any_language).bind(slug).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}

/// Reads the time in which a row is public; a category always is.
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

/// Replaces a slug by a text that is no slug and that no other row has.
pub(crate) async fn release_slug(tx: &mut Tx, kind: SluggedKind, language: Language, id: i64) -> Result<(), Error> {
    sql(texts(kind).release).bind(id).bind(language).bind(format!("~{id}")).execute(tx).await?;
    Ok(())
}

/// Lets a slug that a row gives up redirect to the row.
pub(crate) async fn retire_slug(
    tx: &mut Tx,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
    id: i64,
) -> Result<(), Error> {
    sql("INSERT INTO catalog_retired_slug (kind, language, slug, target_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind, language, slug) DO UPDATE SET target_id = $4")
    .bind(texts(kind).kind)
    .bind(language)
    .bind(slug)
    .bind(id)
    .execute(tx)
    .await?;
    Ok(())
}

/// Deletes the redirect of a slug that a row has now.
pub(crate) async fn forget_retired_slug(
    tx: &mut Tx,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
) -> Result<(), Error> {
    sql("DELETE FROM catalog_retired_slug WHERE kind = $1 AND language = $2 AND slug = $3")
        .bind(texts(kind).kind)
        .bind(language)
        .bind(slug)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn id_by_code(on: &mut impl Connected, kind: SluggedKind, code: &str) -> Result<Option<i64>, Error> {
    let row = sql(texts(kind).by_code).bind(code).optional(on).await?;
    row.map(|row| row.column(0)).transpose()
}
