use std::collections::HashMap;

use database::{Error, Executor, Parameter, Reader, Row, Statement};
use types::{ImageRef, Language, ProductId, Stock, Timestamp, VariantId};

use super::product::price_window;
use crate::price::PriceWindow;

pub(crate) struct CardRow {
    pub(crate) id: ProductId,
    pub(crate) code: String,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) window: [Option<Timestamp>; 2],
}

/// A variant with its prices in a market, at least one.
pub(crate) struct CardVariantRow {
    pub(crate) id: VariantId,
    pub(crate) stock: Stock,
    pub(crate) prices: Vec<PriceWindow>,
}

/// A variant's value of an option.
pub(crate) struct CardValueRow {
    pub(crate) variant: VariantId,
    pub(crate) id: i64,
    pub(crate) option: String,
    pub(crate) code: String,
    pub(crate) swatch: Option<String>,
    pub(crate) label: String,
}

fn of_products(text: &'static str, fixed: Vec<Parameter>, ids: &[ProductId]) -> Statement {
    Statement::with_list(text, fixed, ids.iter().copied())
}

pub(crate) async fn card_words(
    reader: &mut Reader,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<CardRow>, Error> {
    let text = "SELECT
            product.id,
            product.code,
            product_text.slug,
            product_text.name,
            product.published_from,
            product.published_to
        FROM product
        JOIN product_text ON product_text.product_id = product.id AND product_text.language = $1
        WHERE product.id IN (?)";
    let rows = of_products(text, vec![language.into()], ids).all(reader).await?;
    rows.iter()
        .map(|row| {
            Ok(CardRow {
                id: ProductId(row.column(0)?),
                code: row.column(1)?,
                slug: row.column(2)?,
                name: row.column(3)?,
                window: row.window(4)?,
            })
        })
        .collect()
}

/// Reads the variants with a price in the reader's market, in the merchant's order.
pub(crate) async fn card_variants(
    reader: &mut Reader,
    ids: &[ProductId],
) -> Result<Vec<(ProductId, CardVariantRow)>, Error> {
    let text = "SELECT
            variant.product_id,
            variant.id,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at,
            variant_stock.available
        FROM variant
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        JOIN price ON price.variant_id = variant.id AND price.market = $1
        WHERE variant.product_id IN (?)
        ORDER BY variant.product_id, variant.position, variant.id";
    let market = reader.market();
    let mut variants: Vec<(ProductId, CardVariantRow)> = Vec::new();
    for row in &of_products(text, vec![market.into()], ids).all(reader).await? {
        let id = VariantId(row.column(1)?);
        if variants.last().is_none_or(|(_, last)| last.id != id) {
            let variant = CardVariantRow { id, stock: Stock::from_database(row.column(6)?), prices: Vec::new() };
            variants.push((ProductId(row.column(0)?), variant));
        }
        if let Some((_, variant)) = variants.last_mut() {
            variant.prices.push(price_window(row, 2)?);
        }
    }
    Ok(variants)
}

/// Reads the values of the variants' options: options and their values in order, a row for each variant with the value.
pub(crate) async fn card_values(
    on: &mut impl Executor,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, CardValueRow)>, Error> {
    let text = "SELECT
            variant.product_id,
            variant.id,
            attribute_value.id,
            attribute.code,
            attribute_value.code,
            attribute_value.swatch,
            attribute_value_text.label
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        JOIN attribute_value ON attribute_value.id = variant_value.value_id
        JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id AND attribute_value_text.language = $1
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        JOIN product_option
            ON product_option.product_id = variant.product_id AND product_option.attribute_id = attribute.id
        JOIN product_option_value
            ON product_option_value.product_id = variant.product_id
            AND product_option_value.value_id = attribute_value.id
        WHERE variant.product_id IN (?)
        ORDER BY variant.product_id, product_option.position, product_option_value.position, attribute_value.id";
    let rows = of_products(text, vec![language.into()], ids).all(on).await?;
    rows.iter().map(|row| Ok((ProductId(row.column(0)?), card_value(row)?))).collect()
}

fn card_value(row: &Row) -> Result<CardValueRow, Error> {
    Ok(CardValueRow {
        variant: VariantId(row.column(1)?),
        id: row.column(2)?,
        option: row.column(3)?,
        code: row.column(4)?,
        swatch: row.column(5)?,
        label: row.column(6)?,
    })
}

/// Reads the first picture of each value of each product, and the first of no value, each with its value.
pub(crate) async fn card_pictures(
    on: &mut impl Executor,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, (Option<i64>, ImageRef))>, Error> {
    let text = "SELECT
            shown.product_id,
            shown.value_id,
            picture_ref.address,
            picture_ref.width,
            picture_ref.height,
            picture_ref.colour,
            picture_ref.alt,
            picture_ref.focal_x,
            picture_ref.focal_y
        FROM (
            SELECT
                product_id,
                value_id,
                picture_id,
                position,
                ROW_NUMBER() OVER (PARTITION BY product_id, value_id ORDER BY position) AS place
            FROM product_picture
            WHERE product_id IN (?)
        ) AS shown
        JOIN picture_ref ON picture_ref.picture_id = shown.picture_id AND picture_ref.language = $1
        WHERE shown.place = 1
        ORDER BY shown.product_id, shown.position";
    let rows = of_products(text, vec![language.into()], ids).all(on).await?;
    let mut pictures = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(image) = row.image(2)? {
            pictures.push((ProductId(row.column(0)?), (row.column(1)?, image)));
        }
    }
    Ok(pictures)
}

pub(crate) async fn product_ids(on: &mut impl Executor, codes: &[String]) -> Result<HashMap<String, ProductId>, Error> {
    let text = "SELECT code, id FROM product WHERE code IN (?)";
    let rows = Statement::with_list(text, Vec::new(), codes).all(on).await?;
    rows.iter().map(|row| Ok((row.column(0)?, ProductId(row.column(1)?)))).collect()
}
