//! Writes a product's document. The product's row keeps its id; the rows that belong to it are replaced.

use database::{Connected, Error, Tx, sql};
use types::{CategoryId, Language, Market, PictureId, ProductId, Sku, Slug, Timestamp, VariantId};

use crate::{Dimensions, ProductDocument, price::PriceWindow};

pub(crate) async fn product_id(on: &mut impl Connected, code: &Slug) -> Result<Option<ProductId>, Error> {
    let row = sql("SELECT id FROM product WHERE code = $1").bind(code).optional(on).await?;
    row.map(|row| Ok(ProductId(row.column(0)?))).transpose()
}

pub(crate) async fn product_category(on: &mut impl Connected, id: ProductId) -> Result<Option<CategoryId>, Error> {
    let row = sql("SELECT category_id FROM product WHERE id = $1").bind(id).optional(on).await?;
    row.map(|row| Ok(CategoryId(row.column(0)?))).transpose()
}

pub(crate) async fn save_product(
    tx: &mut Tx,
    document: &ProductDocument,
    category: CategoryId,
    window: [Option<Timestamp>; 2],
) -> Result<ProductId, Error> {
    let now = tx.now();
    let tags: Vec<&str> = document.tags.iter().map(Slug::as_str).collect();
    let row = sql("INSERT INTO product
            (code, category_id, hsn, tags, popularity, published_from, published_to, created_at, brand)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (code) DO UPDATE
        SET category_id = $2, hsn = $3, tags = $4, popularity = $5, published_from = $6, published_to = $7, brand = $9
        RETURNING id")
    .bind(&document.code)
    .bind(category)
    .bind(&document.hsn)
    .bind(tags.join(" "))
    .bind(document.popularity)
    .bind(window[0])
    .bind(window[1])
    .bind(now)
    .bind(&document.brand)
    .one(tx)
    .await?;
    Ok(ProductId(row.column(0)?))
}

pub(crate) async fn save_product_words(
    tx: &mut Tx,
    id: ProductId,
    language: Language,
    document: &ProductDocument,
) -> Result<(), Error> {
    sql("INSERT INTO product_text (product_id, language, slug, name, description, material, care)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (product_id, language) DO UPDATE
        SET slug = $3, name = $4, description = $5, material = $6, care = $7")
    .bind(id)
    .bind(language)
    .bind(document.slug.of(language))
    .bind(document.name.of(language))
    .bind(document.description.of(language))
    .bind(document.material.of(language))
    .bind(document.care.of(language))
    .execute(tx)
    .await?;
    Ok(())
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

pub(crate) async fn insert_product_option(
    tx: &mut Tx,
    product: ProductId,
    attribute: i64,
    position: i64,
) -> Result<(), Error> {
    sql("INSERT INTO product_option (product_id, attribute_id, position) VALUES ($1, $2, $3)")
        .bind(product)
        .bind(attribute)
        .bind(position)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert_product_option_value(
    tx: &mut Tx,
    product: ProductId,
    value: i64,
    position: i64,
) -> Result<(), Error> {
    sql("INSERT INTO product_option_value (product_id, value_id, position) VALUES ($1, $2, $3)")
        .bind(product)
        .bind(value)
        .bind(position)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert_product_attribute(tx: &mut Tx, product: ProductId, value: i64) -> Result<(), Error> {
    sql("INSERT INTO product_attribute (product_id, value_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(product)
        .bind(value)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert_product_picture(
    tx: &mut Tx,
    product: ProductId,
    position: i64,
    picture: PictureId,
    value: Option<i64>,
) -> Result<(), Error> {
    sql("INSERT INTO product_picture (product_id, position, picture_id, value_id) VALUES ($1, $2, $3, $4)")
        .bind(product)
        .bind(position)
        .bind(picture)
        .bind(value)
        .execute(tx)
        .await?;
    Ok(())
}

/// The variant that has a SKU.
pub(crate) struct SkuOwner {
    pub(crate) id: VariantId,
    pub(crate) product: ProductId,
    /// True if the variant has a price.
    pub(crate) is_on_sale: bool,
}

/// Reads the variant that has a SKU, in any case of its letters.
pub(crate) async fn variant_of_sku(on: &mut impl Connected, sku: &Sku) -> Result<Option<SkuOwner>, Error> {
    let row = sql("SELECT
            variant.id,
            variant.product_id,
            EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)
        FROM variant
        WHERE COALESCE(variant.sku_key, lower(variant.sku)) = $1")
    .bind(sku.key())
    .optional(on)
    .await?;
    row.map(|row| {
        Ok(SkuOwner { id: VariantId(row.column(0)?), product: ProductId(row.column(1)?), is_on_sale: row.column(2)? })
    })
    .transpose()
}

/// Reads a product's variants that have a price, with their SKUs.
pub(crate) async fn variants_on_sale(
    on: &mut impl Connected,
    product: ProductId,
) -> Result<Vec<(VariantId, Sku)>, Error> {
    let rows = sql("SELECT variant.id, variant.sku
        FROM variant
        WHERE variant.product_id = $1
        AND EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id)")
    .bind(product)
    .all(on)
    .await?;
    rows.iter()
        .map(|row| {
            let sku = Sku::new(row.column::<String>(1)?).map_err(|error| Error::defect("variant.sku", error))?;
            Ok((VariantId(row.column(0)?), sku))
        })
        .collect()
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
    sku: &Sku,
    position: i64,
    weight_g: u32,
    dimensions: Dimensions,
) -> Result<VariantId, Error> {
    let row = sql("INSERT INTO variant (product_id, sku, position, weight_g, length_mm, width_mm, height_mm, sku_key)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (COALESCE(sku_key, lower(sku))) DO UPDATE
        SET product_id = $1, sku = $2, position = $3, weight_g = $4, length_mm = $5, width_mm = $6, height_mm = $7,
            sku_key = $8
        RETURNING id")
    .bind(product)
    .bind(sku)
    .bind(position)
    .bind(weight_g)
    .bind(dimensions.length)
    .bind(dimensions.width)
    .bind(dimensions.height)
    .bind(sku.key())
    .one(tx)
    .await?;
    Ok(VariantId(row.column(0)?))
}

pub(crate) async fn insert_variant_value(tx: &mut Tx, variant: VariantId, value: i64) -> Result<(), Error> {
    sql("INSERT INTO variant_value (variant_id, value_id) VALUES ($1, $2)")
        .bind(variant)
        .bind(value)
        .execute(tx)
        .await?;
    Ok(())
}

pub(crate) async fn insert_price(
    tx: &mut Tx,
    variant: VariantId,
    market: Market,
    price: PriceWindow,
) -> Result<(), Error> {
    sql("INSERT INTO price (variant_id, market, starts_at, ends_at, amount, compare_at)
        VALUES ($1, $2, $3, $4, $5, $6)")
    .bind(variant)
    .bind(market)
    .bind(price.starts_at)
    .bind(price.ends_at)
    .bind(price.amount)
    .bind(price.compare_at)
    .execute(tx)
    .await?;
    Ok(())
}
