//! Looks up which of many names products have.

use std::collections::HashSet;

use database::{Error, Executor, find_rows, row, sql};
use setup::Setup;
use types::{Language, Sku, SkuKey, Slug};

pub(crate) async fn product_count(on: &mut impl Executor) -> Result<usize, Error> {
    let count: u64 = sql("SELECT COUNT(*) FROM product WHERE state <> 'deleted'").scalar(on).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

row! {
    /// A product that the shop has.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct KnownProduct {
        /// The code.
        pub code: Slug,
        /// True if it is archived.
        pub archived: bool,
    }
}

pub(crate) async fn known_codes(on: &mut impl Executor, codes: &HashSet<Slug>) -> Result<Vec<KnownProduct>, Error> {
    let text = "SELECT code, state = 'archived' AS archived FROM product WHERE code IN ({?}) AND state <> 'deleted'";
    find_rows(on, text, &[], codes.iter().map(|code| vec![code.into()]).collect()).await
}

row! {
    struct SkuRow {
        sku: Sku,
        code: Slug,
    }
}

pub(crate) async fn skus(on: &mut impl Executor) -> Result<Vec<(Sku, Slug)>, Error> {
    let rows: Vec<SkuRow> = sql("SELECT variant.sku, product.code
        FROM variant
        JOIN product ON product.id = variant.product_id
        WHERE product.state <> 'deleted'
        ORDER BY variant.id")
    .rows(on)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.code)).collect())
}

pub(crate) async fn known_skus(on: &mut impl Executor, skus: &HashSet<SkuKey>) -> Result<Vec<(Sku, Slug)>, Error> {
    let text = "SELECT variant.sku, product.code
        FROM variant
        JOIN product ON product.id = variant.product_id
        WHERE COALESCE(variant.sku_key, lower(variant.sku)) IN ({?}) AND product.state <> 'deleted'";
    let keys = skus.iter().map(|sku| vec![sku.clone().into()]).collect();
    let rows: Vec<SkuRow> = find_rows(on, text, &[], keys).await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.code)).collect())
}

row! {
    /// A slug of a product.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct KnownSlug {
        /// The language whose addresses have it.
        pub language: Language,
        /// The slug.
        pub slug: Slug,
        /// The product's code.
        pub code: Slug,
    }
}

pub(crate) async fn known_slugs(
    on: &mut impl Executor,
    setup: &Setup,
    slugs: &HashSet<Slug>,
) -> Result<Vec<KnownSlug>, Error> {
    let text = "SELECT product_text.language, product_text.slug, product.code
        FROM product_text
        JOIN product ON product.id = product_text.product_id
        WHERE (product_text.language, product_text.slug) IN (VALUES {(?, ?)})";
    let languages = setup.languages().iter().map(|of| of.language);
    let keys = languages.flat_map(|language| slugs.iter().map(move |slug| vec![language.into(), slug.into()]));
    find_rows(on, text, &[], keys.collect()).await
}
