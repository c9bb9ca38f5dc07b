use database::{Error, Executor, Reader, picture_columns, row, sql};
use setup::Origins;
use types::{CategoryId, ImageRef, Language, Market, ProductId, Slug, Stock, Timestamp, VariantId};

use crate::{
    AttributeKind, Dimensions,
    price::{ListedPrice, PriceWindow, lists_of, prices_in},
    sold_in::SoldIn,
    store::variant_columns::{JoinedPrice, Measures},
};

row! {
    pub(crate) struct ProductRow {
        pub(crate) id: ProductId,
        pub(crate) code: String,
        pub(crate) category: CategoryId,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
        pub(crate) name: String,
        pub(crate) description: String,
        pub(crate) material: String,
        pub(crate) care: String,
        pub(crate) seo_title: String,
        pub(crate) seo_description: String,
        pub(crate) origins: Origins,
        pub(crate) markets: SoldIn,
        pub(crate) brand: String,
        pub(crate) country_of_origin: String,
        pub(crate) tax_class: String,
    }
}

pub(crate) async fn product_by_slug(
    on: &mut impl Executor,
    slug: &Slug,
    language: Language,
) -> Result<Option<ProductRow>, Error> {
    sql("SELECT
            product.id,
            product.code,
            product.category_id AS category,
            product.published_from,
            product.published_to,
            here.name,
            here.description,
            here.material,
            here.care,
            here.seo_title,
            here.seo_description,
            here.origins,
            product.markets,
            product.brand,
            product.country_of_origin,
            product.tax_class
        FROM product_text AS here
        JOIN product ON product.id = here.product_id
        WHERE here.language = $1 AND here.slug = $2")
    .bind(language)
    .bind(slug)
    .optional_row(on)
    .await
}

pub(crate) struct VariantRow {
    pub(crate) id: VariantId,
    pub(crate) sku: String,
    pub(crate) gtin: String,
    pub(crate) mpn: String,
    pub(crate) stock: Stock,
    pub(crate) weight_g: u32,
    pub(crate) dimensions: Dimensions,
    /// The prices in the market, unordered.
    pub(crate) prices: Vec<PriceWindow>,
}

row! {
    struct VariantPriceRow {
        id: VariantId,
        sku: String,
        gtin: String,
        mpn: String,
        stock: Stock,
        measures: Measures = flatten,
        price: JoinedPrice = flatten,
    }
}

impl VariantPriceRow {
    fn variant(&self, prices: Vec<PriceWindow>) -> VariantRow {
        let Self { id, sku, gtin, mpn, stock, measures, .. } = self;
        VariantRow {
            id: *id,
            sku: sku.clone(),
            gtin: gtin.clone(),
            mpn: mpn.clone(),
            stock: *stock,
            weight_g: measures.weight_g(),
            dimensions: measures.dimensions(),
            prices,
        }
    }
}

/// Reads the variants of a product in the merchant's order, each with its prices in a market, if any.
pub(crate) async fn variants(
    on: &mut impl Executor,
    product: ProductId,
    market: Market,
) -> Result<Vec<VariantRow>, Error> {
    let [own, currency, converted] = lists_of(market);
    let rows: Vec<VariantPriceRow> = sql("SELECT
            variant.id,
            variant.sku,
            variant.gtin,
            variant.mpn,
            variant_stock.available AS stock,
            variant.weight_g,
            variant.length_mm,
            variant.width_mm,
            variant.height_mm,
            price.list,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at
        FROM variant
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        LEFT JOIN price ON price.variant_id = variant.id AND price.list IN ($2, $3, $4)
        WHERE variant.product_id = $1
        ORDER BY variant.position, variant.id")
    .bind(product)
    .bind(own)
    .bind(currency)
    .bind(converted)
    .rows(on)
    .await?;
    let variants = rows.chunk_by(|row, next| row.id == next.id).filter_map(|rows| {
        let listed: Vec<ListedPrice> = rows.iter().filter_map(|row| row.price.listed()).collect();
        Some(rows.first()?.variant(prices_in(market, &listed)))
    });
    Ok(variants.collect())
}

row! {
    /// A value of an attribute that a variant has.
    pub(super) struct VariantValueRow {
        pub(super) variant_id: VariantId,
        pub(super) value_id: i64,
    }
}

pub(crate) async fn variant_values(on: &mut impl Executor, product: ProductId) -> Result<Vec<(VariantId, i64)>, Error> {
    let rows: Vec<VariantValueRow> = sql("SELECT variant_value.variant_id, variant_value.value_id
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        WHERE variant.product_id = $1")
    .bind(product)
    .rows(on)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant_id, row.value_id)).collect())
}

row! {
    /// An attribute that the product page shows, with one of the product's values, or its number or flag.
    pub(crate) struct ProductFactRow {
        pub(crate) code: String,
        pub(crate) kind: AttributeKind,
        pub(crate) schema_property: String,
        pub(crate) name: String,
        pub(crate) group_name: String,
        pub(crate) unit: String,
        pub(crate) origins: Origins,
        pub(crate) label: String,
        pub(crate) label_origins: Origins,
        pub(crate) thousandths: Option<i64>,
    }
}

/// Reads what the product has of the attributes that its page shows; attributes and values are in order.
pub(crate) async fn product_facts(
    on: &mut impl Executor,
    product: ProductId,
    language: Language,
) -> Result<Vec<ProductFactRow>, Error> {
    sql("SELECT
            attribute.position AS attribute_position,
            attribute.id AS attribute_id,
            attribute_value.position AS value_position,
            attribute_value.id AS value_id,
            attribute.code,
            attribute.kind,
            attribute.schema_property,
            attribute_text.name,
            attribute_text.group_name,
            attribute_text.unit,
            attribute_text.origins,
            attribute_value_text.label,
            attribute_value_text.origins AS label_origins,
            CAST(NULL AS BIGINT) AS thousandths
        FROM product_attribute
        JOIN attribute_value ON attribute_value.id = product_attribute.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        JOIN attribute_text ON attribute_text.attribute_id = attribute.id AND attribute_text.language = $2
        JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id AND attribute_value_text.language = $2
        WHERE product_attribute.product_id = $1 AND attribute.is_shown
        UNION ALL
        SELECT
            attribute.position,
            attribute.id,
            0,
            0,
            attribute.code,
            attribute.kind,
            attribute.schema_property,
            attribute_text.name,
            attribute_text.group_name,
            attribute_text.unit,
            attribute_text.origins,
            '',
            '',
            product_fact.thousandths
        FROM product_fact
        JOIN attribute ON attribute.id = product_fact.attribute_id
        JOIN attribute_text ON attribute_text.attribute_id = attribute.id AND attribute_text.language = $2
        WHERE product_fact.product_id = $1 AND attribute.is_shown
        ORDER BY attribute_position, attribute_id, value_position, value_id")
    .bind(product)
    .bind(language)
    .rows(on)
    .await
}

row! {
    /// An option with one of its values.
    pub(crate) struct ProductOptionRow {
        pub(crate) option_code: String,
        pub(crate) option_name: String,
        pub(crate) option_origins: Origins,
        pub(crate) schema_property: String,
        pub(crate) id: i64,
        pub(crate) code: String,
        pub(crate) label: String,
        pub(crate) label_origins: Origins,
        pub(crate) swatch: Option<String>,
    }
}

/// Reads each option's code and name with one of its values; options and values are in order.
pub(crate) async fn product_options(
    reader: &mut Reader,
    product: ProductId,
    language: Language,
) -> Result<Vec<ProductOptionRow>, Error> {
    sql("SELECT
            attribute.code AS option_code,
            attribute_text.name AS option_name,
            attribute_text.origins AS option_origins,
            attribute.schema_property,
            attribute_value.id,
            attribute_value.code,
            attribute_value_text.label,
            attribute_value_text.origins AS label_origins,
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
    .rows(reader)
    .await
}

row! {
    /// A picture of a product, or of one value of an option.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProductPicture {
        /// The picture.
        pub image: ImageRef = flatten,
        /// The id of the option's value that it shows, if it shows one in particular.
        pub value: Option<i64>,
    }
}

pub(crate) async fn product_pictures(
    on: &mut impl Executor,
    product: ProductId,
    language: Language,
) -> Result<Vec<ProductPicture>, Error> {
    let text = concat!(
        "SELECT
            ",
        picture_columns!(),
        ",
            product_picture.value_id AS value
        FROM product_picture
        JOIN picture_ref ON picture_ref.picture_id = product_picture.picture_id AND picture_ref.language = $2
        WHERE product_picture.product_id = $1
        ORDER BY product_picture.position"
    );
    sql(text).bind(product).bind(language).rows(on).await
}
