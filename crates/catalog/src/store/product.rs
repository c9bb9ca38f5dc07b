use database::{Error, Executor, Reader, Row, sql};
use types::{CategoryId, ImageRef, Language, Market, ProductId, Slug, Stock, Timestamp, Translated, VariantId};

use super::to_u32;
use crate::{Dimensions, price::PriceWindow};

/// A value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductValue {
    /// The row's id.
    pub id: i64,
    /// The name in query strings, such as `clay`.
    pub code: String,
    /// The name shoppers read.
    pub label: String,
    /// The colour of its swatch, as `#rrggbb`.
    pub swatch: Option<String>,
}

/// A picture of a product, or of one value of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPicture {
    /// The picture.
    pub image: ImageRef,
    /// The id of the option's value that it shows, if it shows one in particular.
    pub value: Option<i64>,
}

pub(crate) struct ProductRow {
    pub(crate) id: ProductId,
    pub(crate) code: String,
    pub(crate) category: CategoryId,
    pub(crate) window: [Option<Timestamp>; 2],
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) material: String,
    pub(crate) care: String,
    pub(crate) brand: String,
    pub(crate) slugs: Translated,
}

pub(crate) async fn product_by_slug(
    on: &mut impl Executor,
    slug: &Slug,
    language: Language,
) -> Result<Option<ProductRow>, Error> {
    let row = sql("SELECT
            product.id,
            product.code,
            product.category_id,
            product.published_from,
            product.published_to,
            here.name,
            here.description,
            here.material,
            here.care,
            en.slug,
            ar.slug,
            hi.slug,
            product.brand
        FROM product_text AS here
        JOIN product ON product.id = here.product_id
        JOIN product_text AS en ON en.product_id = product.id AND en.language = 'en'
        JOIN product_text AS ar ON ar.product_id = product.id AND ar.language = 'ar'
        JOIN product_text AS hi ON hi.product_id = product.id AND hi.language = 'hi'
        WHERE here.language = $1 AND here.slug = $2")
    .bind(language)
    .bind(slug)
    .optional(on)
    .await?;
    row.map(|row| {
        Ok(ProductRow {
            id: ProductId(row.column(0)?),
            code: row.column(1)?,
            category: CategoryId(row.column(2)?),
            window: row.window(3)?,
            name: row.column(5)?,
            description: row.column(6)?,
            material: row.column(7)?,
            care: row.column(8)?,
            slugs: Translated { en: row.column(9)?, ar: row.column(10)?, hi: row.column(11)? },
            brand: row.column(12)?,
        })
    })
    .transpose()
}

pub(crate) struct VariantRow {
    pub(crate) id: VariantId,
    pub(crate) sku: String,
    pub(crate) stock: Stock,
    pub(crate) weight_g: u32,
    pub(crate) dimensions: Dimensions,
    /// The prices in the market, unordered.
    pub(crate) prices: Vec<PriceWindow>,
}

/// Reads the variants of a product in the merchant's order, each with its prices in a market, if any.
pub(crate) async fn variants(
    on: &mut impl Executor,
    product: ProductId,
    market: Market,
) -> Result<Vec<VariantRow>, Error> {
    let rows = sql("SELECT
            variant.id,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at,
            variant.sku,
            variant_stock.available,
            variant.weight_g,
            variant.length_mm,
            variant.width_mm,
            variant.height_mm
        FROM variant
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        LEFT JOIN price ON price.variant_id = variant.id AND price.market = $2
        WHERE variant.product_id = $1
        ORDER BY variant.position, variant.id")
    .bind(product)
    .bind(market)
    .all(on)
    .await?;
    let mut variants: Vec<VariantRow> = Vec::new();
    for row in &rows {
        let id = VariantId(row.column(0)?);
        if variants.last().is_none_or(|last| last.id != id) {
            variants.push(variant(id, row)?);
        }
        let has_price = row.column::<Option<i64>>(1)?.is_some();
        if let Some(variant) = variants.last_mut().filter(|_| has_price) {
            variant.prices.push(price_window(row, 1)?);
        }
    }
    Ok(variants)
}

fn variant(id: VariantId, row: &Row) -> Result<VariantRow, Error> {
    Ok(VariantRow {
        id,
        sku: row.column(5)?,
        stock: Stock::from_database(row.column(6)?),
        weight_g: to_u32(row.column(7)?),
        dimensions: Dimensions {
            length: to_u32(row.column(8)?),
            width: to_u32(row.column(9)?),
            height: to_u32(row.column(10)?),
        },
        prices: Vec::new(),
    })
}

/// Reads the four columns from `first` on: amount, starts_at, ends_at, compare_at.
pub(super) fn price_window(row: &Row, first: usize) -> Result<PriceWindow, Error> {
    Ok(PriceWindow {
        amount: row.column(first)?,
        starts_at: Timestamp(row.column(first + 1)?),
        ends_at: row.column::<Option<i64>>(first + 2)?.map(Timestamp),
        compare_at: row.column(first + 3)?,
    })
}

pub(crate) async fn variant_values(on: &mut impl Executor, product: ProductId) -> Result<Vec<(VariantId, i64)>, Error> {
    let rows = sql("SELECT variant_value.variant_id, variant_value.value_id
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        WHERE variant.product_id = $1")
    .bind(product)
    .all(on)
    .await?;
    rows.iter().map(|row| Ok((VariantId(row.column(0)?), row.column(1)?))).collect()
}

/// Reads each option's code and name with one of its values; options and values are in order.
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
    on: &mut impl Executor,
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
