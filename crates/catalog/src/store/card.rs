use database::{Error, Executor, Parameter, Reader, Statement, picture_columns, row};
use setup::Origins;
use types::{ImageRef, Language, ProductId, Stock, Timestamp, VariantId};

use crate::{
    price::{ListedPrice, PriceWindow, lists_of, prices_in},
    sold_in::SoldIn,
};

fn of_products(text: &'static str, fixed: Vec<Parameter>, ids: &[ProductId]) -> Statement {
    Statement::with_list(text, fixed, ids.iter().copied())
}

row! {
    pub(crate) struct CardRow {
        pub(crate) id: ProductId,
        pub(crate) code: String,
        pub(crate) slug: String,
        pub(crate) name: String,
        pub(crate) origins: Origins,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) markets: SoldIn,
    }
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
            product_text.origins,
            product.published_from,
            product.published_to,
            product.markets
        FROM product
        JOIN product_text ON product_text.product_id = product.id AND product_text.language = $1
        WHERE product.id IN (?)";
    of_products(text, vec![language.into()], ids).rows(reader).await
}

/// A variant with its prices in a market, at least one.
pub(crate) struct CardVariantRow {
    pub(crate) id: VariantId,
    pub(crate) stock: Stock,
    pub(crate) prices: Vec<PriceWindow>,
}

row! {
    struct CardPriceRow {
        product: ProductId,
        variant: VariantId,
        stock: Stock,
        price: ListedPrice = flatten,
    }
}

/// Reads the variants with a price in the reader's market, in the merchant's order.
pub(crate) async fn card_variants(
    reader: &mut Reader,
    ids: &[ProductId],
) -> Result<Vec<(ProductId, CardVariantRow)>, Error> {
    let text = "SELECT
            variant.product_id AS product,
            variant.id AS variant,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at,
            price.list,
            variant_stock.available AS stock
        FROM variant
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        JOIN price ON price.variant_id = variant.id AND price.list IN ($1, $2, $3)
        WHERE variant.product_id IN (?)
        ORDER BY variant.product_id, variant.position, variant.id";
    let market = reader.market();
    let lists = lists_of(market).map(Parameter::from).to_vec();
    let rows: Vec<CardPriceRow> = of_products(text, lists, ids).rows(reader).await?;
    let variants = rows.chunk_by(|row, next| row.variant == next.variant).filter_map(|rows| {
        let CardPriceRow { product, variant, stock, .. } = *rows.first()?;
        let listed: Vec<ListedPrice> = rows.iter().map(|row| row.price).collect();
        Some((product, CardVariantRow { id: variant, stock, prices: prices_in(market, &listed) }))
    });
    Ok(variants.collect())
}

row! {
    /// A variant's value of an option.
    pub(crate) struct CardValueRow {
        product: ProductId,
        pub(crate) variant: VariantId,
        pub(crate) id: i64,
        pub(crate) option: String,
        pub(crate) code: String,
        pub(crate) swatch: Option<String>,
        pub(crate) label: String,
    }
}

/// Reads the values of the variants' options: options and their values in order, a row for each variant with the value.
pub(crate) async fn card_values(
    on: &mut impl Executor,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, CardValueRow)>, Error> {
    let text = "SELECT
            variant.product_id AS product,
            variant.id AS variant,
            attribute_value.id,
            attribute.code AS option,
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
    let rows: Vec<CardValueRow> = of_products(text, vec![language.into()], ids).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.product, row)).collect())
}

row! {
    struct CardPictureRow {
        product_id: ProductId,
        value_id: Option<i64>,
        image: ImageRef = flatten,
    }
}

/// Reads the first picture of each value of each product, and the first of no value, each with its value.
pub(crate) async fn card_pictures(
    on: &mut impl Executor,
    ids: &[ProductId],
    language: Language,
) -> Result<Vec<(ProductId, (Option<i64>, ImageRef))>, Error> {
    let text = concat!(
        "SELECT
            shown.product_id,
            shown.value_id,
            ",
        picture_columns!(),
        "
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
        ORDER BY shown.product_id, shown.position"
    );
    let rows: Vec<CardPictureRow> = of_products(text, vec![language.into()], ids).rows(on).await?;
    Ok(rows.into_iter().map(|row| (row.product_id, (row.value_id, row.image))).collect())
}
