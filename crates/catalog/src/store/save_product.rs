//! Writes a product's document. The product's row keeps its id; the rows that belong to it are replaced.

use std::collections::HashMap;

use database::{Error, Executor, Statement, Tx, execute_rows, row, sql};
use setup::{Setup, TextLanguage};
use types::{CategoryId, Country, Gtin, PictureId, PriceList, ProductId, Sku, Slug, VariantId};

use super::archive::Publication;
use crate::{ProductDocument, VariantDocument, price::PriceWindow, sold_in::SoldIn};

/// SKUs that one statement asks for.
const SKUS: usize = 500;

pub(crate) async fn product_id(on: &mut impl Executor, code: &Slug) -> Result<Option<ProductId>, Error> {
    sql("SELECT id FROM product WHERE code = $1").bind(code).optional_scalar(on).await
}

pub(crate) async fn product_category(on: &mut impl Executor, id: ProductId) -> Result<Option<CategoryId>, Error> {
    sql("SELECT category_id FROM product WHERE id = $1").bind(id).optional_scalar(on).await
}

pub(crate) async fn save_product(
    tx: &mut Tx,
    document: &ProductDocument,
    category: CategoryId,
) -> Result<ProductId, Error> {
    let now = tx.now();
    let publication = Publication::new(document.archived, document.redirect.as_ref(), document.published.as_ref());
    let tags: Vec<&str> = document.tags.iter().map(Slug::as_str).collect();
    sql("INSERT INTO product
            (code, category_id, hsn, tags, popularity, published_from, published_to, created_at, brand, markets,
            country_of_origin, tax_class, state, archive)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (code) DO UPDATE
        SET category_id = $2, hsn = $3, tags = $4, popularity = $5, published_from = $6, published_to = $7, brand = $9,
            markets = $10, country_of_origin = $11, tax_class = $12, state = $13, archive = $14
        RETURNING id")
    .bind(&document.code)
    .bind(category)
    .bind(&document.hsn)
    .bind(tags.join(" "))
    .bind(document.popularity)
    .bind(publication.window[0])
    .bind(publication.window[1])
    .bind(now)
    .bind(&document.brand)
    .bind(SoldIn::new(document.markets.as_ref()).as_str())
    .bind(document.country_of_origin.map_or("", Country::code))
    .bind(&document.tax_class)
    .bind(publication.state)
    .bind(publication.archive)
    .scalar(tx)
    .await
}

/// Writes a product's texts in every language of the shop.
pub(crate) async fn save_product_words(
    tx: &mut Tx,
    setup: &Setup,
    id: ProductId,
    document: &ProductDocument,
) -> Result<(), Error> {
    let text = "INSERT INTO product_text
            (product_id, language, slug, name, description, material, care, seo_title, seo_description, origins)
        VALUES {($1, ?, ?, ?, ?, ?, ?, ?, ?, ?)}
        ON CONFLICT (product_id, language) DO UPDATE
        SET slug = excluded.slug, name = excluded.name, description = excluded.description,
            material = excluded.material, care = excluded.care, seo_title = excluded.seo_title,
            seo_description = excluded.seo_description, origins = excluded.origins";
    let row = |of: &TextLanguage| {
        let mut row = of.row();
        let slug = row.slug(&document.slug).map(Slug::as_str);
        let ProductDocument { name, description, material, care, seo, .. } = document;
        let texts = [name, description, material, care, &seo.title, &seo.description].map(|text| row.text(text).into());
        [vec![of.language.into(), slug.into()], texts.to_vec(), vec![row.origins().into()]].concat()
    };
    execute_rows(tx, text, &[id.into()], setup.languages().iter().map(row).collect()).await.map(|_| ())
}

/// Deletes the rows that a product's document lists, before they are written again.
pub(crate) async fn clear_product(tx: &mut Tx, id: ProductId) -> Result<(), Error> {
    for text in [
        "DELETE FROM product_option WHERE product_id = $1",
        "DELETE FROM product_option_value WHERE product_id = $1",
        "DELETE FROM product_attribute WHERE product_id = $1",
        "DELETE FROM product_picture WHERE product_id = $1",
        "DELETE FROM variant_value WHERE variant_id IN (SELECT id FROM variant WHERE product_id = $1)",
        "DELETE FROM price WHERE variant_id IN (SELECT id FROM variant WHERE product_id = $1)",
    ] {
        sql(text).bind(id).execute(tx).await?;
    }
    Ok(())
}

/// Writes the attributes a buyer chooses by, in their order.
pub(crate) async fn insert_product_options(tx: &mut Tx, product: ProductId, attributes: &[i64]) -> Result<(), Error> {
    let text = "INSERT INTO product_option (product_id, attribute_id, position) VALUES {($1, ?, ?)}";
    let rows = attributes.iter().zip(0_i64..).map(|(attribute, position)| vec![(*attribute).into(), position.into()]);
    execute_rows(tx, text, &[product.into()], rows.collect()).await.map(|_| ())
}

/// Writes the values on offer, each with its position among those of its option.
pub(crate) async fn insert_product_option_values(
    tx: &mut Tx,
    product: ProductId,
    values: &[(i64, i64)],
) -> Result<(), Error> {
    let text = "INSERT INTO product_option_value (product_id, value_id, position) VALUES {($1, ?, ?)}";
    let rows = values.iter().map(|(value, position)| vec![(*value).into(), (*position).into()]);
    execute_rows(tx, text, &[product.into()], rows.collect()).await.map(|_| ())
}

/// Writes the values that every variant shares.
pub(crate) async fn insert_product_attributes(tx: &mut Tx, product: ProductId, values: &[i64]) -> Result<(), Error> {
    let text = "INSERT INTO product_attribute (product_id, value_id) VALUES {($1, ?)} ON CONFLICT DO NOTHING";
    let rows = values.iter().map(|value| vec![(*value).into()]);
    execute_rows(tx, text, &[product.into()], rows.collect()).await.map(|_| ())
}

/// Writes a product's pictures in their order, each with the value that it shows.
pub(crate) async fn insert_product_pictures(
    tx: &mut Tx,
    product: ProductId,
    pictures: &[(PictureId, Option<i64>)],
) -> Result<(), Error> {
    let text = "INSERT INTO product_picture (product_id, position, picture_id, value_id) VALUES {($1, ?, ?, ?)}";
    let rows = pictures.iter().zip(0_i64..);
    let rows = rows.map(|((picture, value), position)| vec![position.into(), (*picture).into(), (*value).into()]);
    execute_rows(tx, text, &[product.into()], rows.collect()).await.map(|_| ())
}

row! {
    /// The variant that has a SKU.
    pub(crate) struct SkuOwner {
        pub(crate) id: VariantId,
        pub(crate) product: ProductId,
        /// True if the variant has a price.
        pub(crate) is_on_sale: bool,
    }
}

row! {
    struct SkuOwnerRow {
        sku_key: String,
        owner: SkuOwner = flatten,
    }
}

/// Returns the variants that have these SKUs, however their case is written, by the key of the SKU.
pub(crate) async fn variants_of_skus(
    on: &mut impl Executor,
    skus: impl Iterator<Item = &Sku>,
) -> Result<HashMap<String, SkuOwner>, Error> {
    let skus: Vec<_> = skus.map(Sku::key).collect();
    let mut owners = HashMap::new();
    for skus in skus.chunks(SKUS) {
        let text = "SELECT
                COALESCE(variant.sku_key, lower(variant.sku)) AS sku_key,
                variant.id,
                variant.product_id AS product,
                EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id) AS is_on_sale
            FROM variant
            WHERE COALESCE(variant.sku_key, lower(variant.sku)) IN (?)";
        let rows: Vec<SkuOwnerRow> = Statement::with_list(text, Vec::new(), skus.iter().cloned()).rows(on).await?;
        owners.extend(rows.into_iter().map(|row| (row.sku_key, row.owner)));
    }
    Ok(owners)
}

row! {
    pub(crate) struct VariantOnSale {
        pub(crate) id: VariantId,
        pub(crate) sku: Sku,
    }
}

/// Reads a product's variants that have a price, with their SKUs.
pub(crate) async fn variants_on_sale(on: &mut impl Executor, product: ProductId) -> Result<Vec<VariantOnSale>, Error> {
    sql("SELECT variant.id, variant.sku
        FROM variant
        WHERE variant.product_id = $1
        AND EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)")
    .bind(product)
    .rows(on)
    .await
}

pub(crate) async fn take_off_sale(tx: &mut Tx, variant: VariantId) -> Result<(), Error> {
    sql("DELETE FROM price WHERE variant_id = $1").bind(variant).execute(tx).await?;
    Ok(())
}

/// Deletes a variant's values of options.
pub(crate) async fn clear_choice(tx: &mut Tx, variant: VariantId) -> Result<(), Error> {
    sql("DELETE FROM variant_value WHERE variant_id = $1").bind(variant).execute(tx).await?;
    Ok(())
}

/// Adds a variant, or changes the one that has its SKU, of this product or another.
pub(crate) async fn save_variant(
    tx: &mut Tx,
    product: ProductId,
    position: i64,
    document: &VariantDocument,
) -> Result<VariantId, Error> {
    let VariantDocument { sku, gtin, mpn, weight_g, dimensions_mm: dimensions, .. } = document;
    sql("INSERT INTO variant
            (product_id, sku, position, weight_g, length_mm, width_mm, height_mm, sku_key, gtin, mpn)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (COALESCE(sku_key, lower(sku))) DO UPDATE
        SET product_id = $1, sku = $2, position = $3, weight_g = $4, length_mm = $5, width_mm = $6, height_mm = $7,
            sku_key = $8, gtin = $9, mpn = $10
        RETURNING id")
    .bind(product)
    .bind(sku)
    .bind(position)
    .bind(*weight_g)
    .bind(dimensions.length)
    .bind(dimensions.width)
    .bind(dimensions.height)
    .bind(sku.key())
    .bind(gtin.as_ref().map_or("", Gtin::as_str))
    .bind(mpn)
    .scalar(tx)
    .await
}

/// Writes which values variants have.
pub(crate) async fn insert_variant_values(tx: &mut Tx, values: &[(VariantId, i64)]) -> Result<(), Error> {
    let text = "INSERT INTO variant_value (variant_id, value_id) VALUES {(?, ?)}";
    let rows = values.iter().map(|(variant, value)| vec![(*variant).into(), (*value).into()]);
    execute_rows(tx, text, &[], rows.collect()).await.map(|_| ())
}

/// Writes prices of variants in lists.
pub(crate) async fn insert_prices(tx: &mut Tx, prices: &[(VariantId, PriceList, PriceWindow)]) -> Result<(), Error> {
    let text = "INSERT INTO price (variant_id, list, starts_at, ends_at, amount, compare_at)
        VALUES {(?, ?, ?, ?, ?, ?)}";
    let row = |(variant, list, price): &(VariantId, PriceList, PriceWindow)| {
        vec![
            (*variant).into(),
            (*list).into(),
            price.starts_at.into(),
            price.ends_at.into(),
            price.amount.into(),
            price.compare_at.into(),
        ]
    };
    execute_rows(tx, text, &[], prices.iter().map(row).collect()).await.map(|_| ())
}
