use database::{Connected, Error, Reader, sql};
use types::{CategoryId, Language, Market, ProductId, Timestamp, VariantId};

use super::unsigned;
use crate::{Dimensions, ProductPicture, ProductValue, price::PriceWindow};

pub(crate) struct ProductRow {
    pub(crate) code: String,
    pub(crate) category: CategoryId,
    pub(crate) window: [Option<Timestamp>; 2],
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) material: String,
    pub(crate) care: String,
}

pub(crate) async fn product(
    on: &mut impl Connected,
    id: ProductId,
    language: Language,
) -> Result<Option<ProductRow>, Error> {
    let row = sql("SELECT
            product.code,
            product.category_id,
            product.published_from,
            product.published_to,
            product_text.name,
            product_text.description,
            product_text.material,
            product_text.care
        FROM product
        JOIN product_text ON product_text.product_id = product.id AND product_text.language = $2
        WHERE product.id = $1")
    .bind(id)
    .bind(language)
    .optional(on)
    .await?;
    row.map(|row| {
        Ok(ProductRow {
            code: row.column(0)?,
            category: CategoryId(row.column(1)?),
            window: row.window(2)?,
            name: row.column(4)?,
            description: row.column(5)?,
            material: row.column(6)?,
            care: row.column(7)?,
        })
    })
    .transpose()
}

pub(crate) struct VariantRow {
    pub(crate) id: VariantId,
    pub(crate) sku: String,
    pub(crate) available: i64,
    pub(crate) weight_g: u32,
    pub(crate) dimensions: Dimensions,
}

pub(crate) async fn variants(on: &mut impl Connected, product: ProductId) -> Result<Vec<VariantRow>, Error> {
    let rows = sql("SELECT
            variant.id,
            variant.sku,
            (
                SELECT CAST(COALESCE(SUM(available), 0) AS BIGINT)
                FROM stock_available
                WHERE stock_available.variant_id = variant.id
            ),
            variant.weight_g,
            variant.length_mm,
            variant.width_mm,
            variant.height_mm
        FROM variant
        WHERE variant.product_id = $1
        ORDER BY variant.position")
    .bind(product)
    .all(on)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(VariantRow {
                id: VariantId(row.column(0)?),
                sku: row.column(1)?,
                available: row.column(2)?,
                weight_g: unsigned(row.column(3)?),
                dimensions: Dimensions {
                    length: unsigned(row.column(4)?),
                    width: unsigned(row.column(5)?),
                    height: unsigned(row.column(6)?),
                },
            })
        })
        .collect()
}

pub(crate) async fn product_prices(
    on: &mut impl Connected,
    product: ProductId,
    market: Market,
) -> Result<Vec<(VariantId, PriceWindow)>, Error> {
    let rows = sql("SELECT price.variant_id, price.amount, price.starts_at, price.ends_at
        FROM variant
        JOIN price ON price.variant_id = variant.id AND price.market = $2
        WHERE variant.product_id = $1")
    .bind(product)
    .bind(market)
    .all(on)
    .await?;
    rows.iter().map(|row| Ok((VariantId(row.column(0)?), price_window(row, 1)?))).collect()
}

/// The three columns from `first` on: amount, starts_at, ends_at.
pub(super) fn price_window(row: &database::Row, first: usize) -> Result<PriceWindow, Error> {
    Ok(PriceWindow {
        amount: row.column(first)?,
        starts_at: Timestamp(row.column(first + 1)?),
        ends_at: row.column::<Option<i64>>(first + 2)?.map(Timestamp),
    })
}

pub(crate) async fn variant_values(
    on: &mut impl Connected,
    product: ProductId,
) -> Result<Vec<(VariantId, i64)>, Error> {
    let rows = sql("SELECT variant_value.variant_id, variant_value.value_id
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        WHERE variant.product_id = $1")
    .bind(product)
    .all(on)
    .await?;
    rows.iter().map(|row| Ok((VariantId(row.column(0)?), row.column(1)?))).collect()
}

/// Option code, option name and one value, options and their values in order.
pub(crate) async fn product_options(
    reader: &mut Reader,
    product: ProductId,
    language: Language,
) -> Result<Vec<(String, String, ProductValue)>, Error> {
    let rows = sql("SELECT
            attribute.code,
            attribute_text.name,
            attribute_value.id,
            attribute_value.code,
            attribute_value_text.label,
            attribute_value.swatch
        FROM product_option
        JOIN attribute ON attribute.id = product_option.attribute_id
        JOIN attribute_text ON attribute_text.attribute_id = attribute.id AND attribute_text.language = $2
        JOIN product_option_value ON product_option_value.product_id = product_option.product_id
        JOIN attribute_value
            ON attribute_value.id = product_option_value.value_id AND attribute_value.attribute_id = attribute.id
        JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id AND attribute_value_text.language = $2
        WHERE product_option.product_id = $1
        ORDER BY product_option.position, product_option_value.position")
    .bind(product)
    .bind(language)
    .all(reader)
    .await?;
    rows.iter()
        .map(|row| {
            let value = ProductValue {
                id: row.column(2)?,
                code: row.column(3)?,
                label: row.column(4)?,
                swatch: row.column(5)?,
            };
            Ok((row.column(0)?, row.column(1)?, value))
        })
        .collect()
}

pub(crate) async fn product_pictures(
    on: &mut impl Connected,
    product: ProductId,
    language: Language,
) -> Result<Vec<ProductPicture>, Error> {
    let rows = sql("SELECT
            picture_ref.address,
            picture_ref.width,
            picture_ref.height,
            picture_ref.colour,
            picture_ref.alt,
            picture_ref.focal_x,
            picture_ref.focal_y,
            product_picture.value_id
        FROM product_picture
        JOIN picture_ref ON picture_ref.picture_id = product_picture.picture_id AND picture_ref.language = $2
        WHERE product_picture.product_id = $1
        ORDER BY product_picture.position")
    .bind(product)
    .bind(language)
    .all(on)
    .await?;
    let mut pictures = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(image) = row.image(0)? {
            pictures.push(ProductPicture { image, value: row.column(7)? });
        }
    }
    Ok(pictures)
}
