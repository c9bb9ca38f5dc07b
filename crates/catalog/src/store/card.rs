use std::collections::HashMap;

use database::{Connected, Error, Parameter, Reader, Statement};
use types::{ImageRef, Language, ProductId, Timestamp, VariantId};

use super::product::price_window;
use crate::{CardSwatch, price::PriceWindow};

pub(crate) struct CardRow {
    pub(crate) id: ProductId,
    pub(crate) code: String,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) window: [Option<Timestamp>; 2],
    /// Whether any variant with a price in the reader's market can be sold.
    pub(crate) available: bool,
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
            product.published_to,
            EXISTS (
                SELECT 1
                FROM variant
                JOIN stock_available ON stock_available.variant_id = variant.id
                WHERE variant.product_id = product.id
                AND COALESCE(stock_available.available, 1) > 0
                AND EXISTS (SELECT 1 FROM price WHERE price.variant_id = variant.id AND price.market = $2)
            )
        FROM product
        JOIN product_text ON product_text.product_id = product.id AND product_text.language = $1
        WHERE product.id IN (?)";
    let rows = of_products(text, vec![language.into(), reader.market().into()], ids).all(reader).await?;
    rows.iter()
        .map(|row| {
            Ok(CardRow {
                id: ProductId(row.column(0)?),
                code: row.column(1)?,
                slug: row.column(2)?,
                name: row.column(3)?,
                window: row.window(4)?,
                available: row.column(6)?,
            })
        })
        .collect()
}

pub(crate) async fn card_prices(
    reader: &mut Reader,
    ids: &[ProductId],
) -> Result<Vec<(ProductId, (VariantId, PriceWindow))>, Error> {
    let text = "SELECT
            variant.product_id,
            price.variant_id,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at
        FROM variant
        JOIN price ON price.variant_id = variant.id AND price.market = $1
        WHERE variant.product_id IN (?)";
    let market = reader.market();
    let rows = of_products(text, vec![market.into()], ids).all(reader).await?;
    rows.iter().map(|row| Ok((ProductId(row.column(0)?), (VariantId(row.column(1)?), price_window(row, 2)?)))).collect()
}

pub(crate) async fn card_swatches(
    on: &mut impl Connected,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, CardSwatch)>, Error> {
    let text = "SELECT product_option_value.product_id, attribute_value.swatch, attribute_value_text.label
        FROM product_option_value
        JOIN attribute_value ON attribute_value.id = product_option_value.value_id
        JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id AND attribute_value_text.language = $1
        WHERE attribute_value.swatch IS NOT NULL AND product_option_value.product_id IN (?)
        ORDER BY product_option_value.product_id, product_option_value.position";
    let rows = of_products(text, vec![language.into()], ids).all(on).await?;
    rows.iter()
        .map(|row| Ok((ProductId(row.column(0)?), CardSwatch { colour: row.column(1)?, label: row.column(2)? })))
        .collect()
}

/// The first two pictures of each product.
pub(crate) async fn card_pictures(
    on: &mut impl Connected,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, ImageRef)>, Error> {
    let text = "SELECT
            product_picture.product_id,
            picture_ref.address,
            picture_ref.width,
            picture_ref.height,
            picture_ref.colour,
            picture_ref.alt,
            picture_ref.focal_x,
            picture_ref.focal_y
        FROM product_picture
        JOIN picture_ref ON picture_ref.picture_id = product_picture.picture_id AND picture_ref.language = $1
        WHERE product_picture.position < 2 AND product_picture.product_id IN (?)
        ORDER BY product_picture.product_id, product_picture.position";
    let rows = of_products(text, vec![language.into()], ids).all(on).await?;
    let mut pictures = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(image) = row.image(1)? {
            pictures.push((ProductId(row.column(0)?), image));
        }
    }
    Ok(pictures)
}

pub(crate) async fn product_ids(
    on: &mut impl Connected,
    codes: &[String],
) -> Result<HashMap<String, ProductId>, Error> {
    let text = "SELECT code, id FROM product WHERE code IN (?)";
    let rows = Statement::with_list(text, Vec::new(), codes).all(on).await?;
    rows.iter().map(|row| Ok((row.column(0)?, ProductId(row.column(1)?)))).collect()
}
