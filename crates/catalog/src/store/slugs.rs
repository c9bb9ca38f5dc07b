use std::collections::HashMap;

use database::{Error, Executor, Parameter, Tx, execute_rows, find_rows, row, sql};
use setup::{Origins, is_shop_language};
use types::{Language, LocalSlug, Slug, Timestamp, Translated};

use crate::SluggedKind;

/// The statements that differ by the table of a kind of slug alone.
struct Texts {
    window: &'static str,
    by_slug: &'static str,
    by_slugs: &'static str,
    by_code: &'static str,
    any_language: &'static str,
    by_id: &'static str,
    by_ids: &'static str,
    replace: &'static str,
    kind: &'static str,
}

const fn texts(kind: SluggedKind) -> Texts {
    match kind {
        SluggedKind::Product => Texts {
            window: "SELECT published_from, published_to FROM product WHERE id = $1",
            by_code: "SELECT id FROM product WHERE code = $1",
            by_slug: "SELECT product_id FROM product_text WHERE language = $1 AND slug = $2",
            by_slugs: "SELECT language, slug, product_id AS id FROM product_text \
                WHERE (language, slug) IN (VALUES {(?, ?)})",
            any_language: concat!(
                "SELECT product_id FROM product_text WHERE ",
                is_shop_language!("language"),
                " AND slug = $1 ORDER BY language LIMIT 1"
            ),
            by_id: "SELECT language, slug, origins FROM product_text WHERE product_id = $1",
            by_ids: "SELECT product_id AS id, language, slug FROM product_text WHERE product_id IN ({?})",
            replace: "UPDATE product_text SET slug = $3 WHERE product_id = $1 AND language = $2",
            kind: "product",
        },
        SluggedKind::Category => Texts {
            window: "SELECT CASE WHEN state = 'active' THEN CAST(0 AS BIGINT) END AS published_from, \
                CAST(NULL AS BIGINT) AS published_to FROM category WHERE id = $1",
            by_code: "SELECT id FROM category WHERE code = $1",
            by_slug: "SELECT category_id FROM category_text WHERE language = $1 AND slug = $2",
            by_slugs: "SELECT language, slug, category_id AS id FROM category_text \
                WHERE (language, slug) IN (VALUES {(?, ?)})",
            any_language: concat!(
                "SELECT category_id FROM category_text WHERE ",
                is_shop_language!("language"),
                " AND slug = $1 ORDER BY language LIMIT 1"
            ),
            by_id: "SELECT language, slug, origins FROM category_text WHERE category_id = $1",
            by_ids: "SELECT category_id AS id, language, slug FROM category_text WHERE category_id IN ({?})",
            replace: "UPDATE category_text SET slug = $3 WHERE category_id = $1 AND language = $2",
            kind: "category",
        },
        SluggedKind::Collection => Texts {
            window: "SELECT published_from, published_to FROM collection WHERE id = $1",
            by_code: "SELECT id FROM collection WHERE code = $1",
            by_slug: "SELECT collection_id FROM collection_text WHERE language = $1 AND slug = $2",
            by_slugs: "SELECT language, slug, collection_id AS id FROM collection_text \
                WHERE (language, slug) IN (VALUES {(?, ?)})",
            any_language: concat!(
                "SELECT collection_id FROM collection_text WHERE ",
                is_shop_language!("language"),
                " AND slug = $1 ORDER BY language LIMIT 1"
            ),
            by_id: "SELECT language, slug, origins FROM collection_text WHERE collection_id = $1",
            by_ids: "SELECT collection_id AS id, language, slug FROM collection_text WHERE collection_id IN ({?})",
            replace: "UPDATE collection_text SET slug = $3 WHERE collection_id = $1 AND language = $2",
            kind: "collection",
        },
    }
}

pub(crate) async fn id_by_slug(
    on: &mut impl Executor,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    sql(texts(kind).by_slug).bind(language).bind(slug).optional_scalar(on).await
}

pub(crate) async fn id_by_retired_slug(
    on: &mut impl Executor,
    kind: SluggedKind,
    language: Language,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    let statement = "SELECT target_id FROM catalog_retired_slug WHERE kind = $1 AND language = $2 AND slug = $3";
    sql(statement).bind(texts(kind).kind).bind(language).bind(slug).optional_scalar(on).await
}

/// Reads the row that has this slug in any language, for shoppers who change the locale in the address.
pub(crate) async fn id_by_slug_in_any_language(
    on: &mut impl Executor,
    kind: SluggedKind,
    slug: &Slug,
) -> Result<Option<i64>, Error> {
    sql(texts(kind).any_language).bind(slug).optional_scalar(on).await
}

/// Reads the time in which a row is public; a category always is, unless it is archived.
pub(crate) async fn window_of(
    on: &mut impl Executor,
    kind: SluggedKind,
    id: i64,
) -> Result<[Option<Timestamp>; 2], Error> {
    sql(texts(kind).window).bind(id).row(on).await
}

row! {
    struct SlugRow {
        language: Language,
        slug: String,
        origins: Origins,
    }
}

/// The place of the name among the texts of a row.
pub(crate) const NAME: usize = 1;

/// Reads the slugs of a row in every language that it has texts in.
pub(crate) async fn slugs_by_id(
    on: &mut impl Executor,
    kind: SluggedKind,
    id: i64,
) -> Result<Translated<LocalSlug>, Error> {
    let rows: Vec<SlugRow> = sql(texts(kind).by_id).bind(id).rows(on).await?;
    let slug = |row: SlugRow| (row.language, LocalSlug { slug: row.slug, is_translated: row.origins.is_own(NAME) });
    Ok(rows.into_iter().map(slug).collect())
}

pub(crate) async fn slug_by_id(
    on: &mut impl Executor,
    kind: SluggedKind,
    language: Language,
    id: i64,
) -> Result<Option<String>, Error> {
    Ok(slugs_by_id(on, kind, id).await?.get(language).map(|slug| slug.slug.clone()))
}

/// Puts another text in a slug's place.
pub(crate) async fn replace_slug(
    tx: &mut Tx,
    kind: SluggedKind,
    language: Language,
    id: i64,
    text: &str,
) -> Result<(), Error> {
    sql(texts(kind).replace).bind(id).bind(language).bind(text).execute(tx).await?;
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

row! {
    /// A slug and the row that has it.
    pub(crate) struct StoredSlug {
        pub(crate) id: i64,
        pub(crate) language: Language,
        pub(crate) slug: String,
    }
}

/// Reads the slugs of rows in every language that they have texts in.
pub(crate) async fn stored_slugs(
    on: &mut impl Executor,
    kind: SluggedKind,
    ids: impl Iterator<Item = i64>,
) -> Result<Vec<StoredSlug>, Error> {
    find_rows(on, texts(kind).by_ids, &[], ids.map(|id| vec![id.into()]).collect()).await
}

/// Returns the rows that have any of these slugs, by language and slug.
pub(crate) async fn owners_of_slugs<'a>(
    on: &mut impl Executor,
    kind: SluggedKind,
    slugs: impl Iterator<Item = (Language, &'a Slug)>,
) -> Result<HashMap<(Language, String), StoredSlug>, Error> {
    let rows: Vec<StoredSlug> = find_rows(on, texts(kind).by_slugs, &[], pairs(slugs)).await?;
    Ok(rows.into_iter().map(|row| ((row.language, row.slug.clone()), row)).collect())
}

/// Slugs that a row has lead to no other.
pub(crate) async fn forget_retired_slugs<'a>(
    tx: &mut Tx,
    kind: SluggedKind,
    slugs: impl Iterator<Item = (Language, &'a Slug)>,
) -> Result<(), Error> {
    let text = "DELETE FROM catalog_retired_slug WHERE kind = $1 AND (language, slug) IN (VALUES {(?, ?)})";
    execute_rows(tx, text, &[texts(kind).kind.into()], pairs(slugs)).await.map(|_| ())
}

/// Returns a row of parameters for each language and slug.
fn pairs<'a>(slugs: impl Iterator<Item = (Language, &'a Slug)>) -> Vec<Vec<Parameter>> {
    slugs.map(|(language, slug)| vec![language.into(), slug.into()]).collect()
}

pub(crate) async fn id_by_code(on: &mut impl Executor, kind: SluggedKind, code: &str) -> Result<Option<i64>, Error> {
    sql(texts(kind).by_code).bind(code).optional_scalar(on).await
}
