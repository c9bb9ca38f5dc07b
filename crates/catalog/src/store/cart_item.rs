//! Reads variants as carts need them.

use database::{Error, Parameter, Reader, Statement, row};
use types::{CategoryId, ProductId, SkuKey, Stock, Timestamp, VariantId};

use crate::{
    Dimensions, QuantityPrices, Rule,
    price::{ListedPrice, lists_of},
    sold_in::SoldIn,
    store::variant_columns::{JoinedPrice, Measures},
};

row! {
    struct CartPriceRow {
        id: VariantId,
        sku: String,
        product_id: ProductId,
        product_code: String,
        category_id: CategoryId,
        slug: String,
        name: String,
        window: [Option<Timestamp>; 2] = flatten,
        markets: SoldIn,
        tags: String,
        hsn: String,
        tax_class: String,
        stock: Stock,
        measures: Measures = flatten,
        quantity_prices: QuantityPrices,
        price: JoinedPrice = flatten,
    }
}

/// A variant and the facts of its product, with its prices in the lists of a market.
pub(crate) struct CartItemRow {
    pub(crate) id: VariantId,
    pub(crate) sku: String,
    pub(crate) product_id: ProductId,
    pub(crate) product_code: String,
    pub(crate) category_id: CategoryId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) window: [Option<Timestamp>; 2],
    pub(crate) markets: SoldIn,
    pub(crate) tags: Vec<String>,
    pub(crate) hsn: String,
    pub(crate) tax_class: String,
    pub(crate) stock: Stock,
    pub(crate) weight_g: u32,
    pub(crate) dimensions: Dimensions,
    pub(crate) quantity_prices: QuantityPrices,
    pub(crate) prices: Vec<ListedPrice>,
}

impl CartPriceRow {
    fn into_item(self) -> CartItemRow {
        CartItemRow {
            id: self.id,
            sku: self.sku,
            product_id: self.product_id,
            product_code: self.product_code,
            category_id: self.category_id,
            slug: self.slug,
            name: self.name,
            window: self.window,
            markets: self.markets,
            tags: self.tags.split_whitespace().map(str::to_owned).collect(),
            hsn: self.hsn,
            tax_class: self.tax_class,
            stock: self.stock,
            weight_g: self.measures.weight_g(),
            dimensions: self.measures.dimensions(),
            quantity_prices: self.quantity_prices,
            prices: Vec::new(),
        }
    }
}

/// Reads the variants with these SKUs, of products in any state.
pub(crate) async fn cart_items(reader: &mut Reader, skus: &[SkuKey]) -> Result<Vec<CartItemRow>, Error> {
    let text = "SELECT
            variant.id,
            variant.sku,
            product.id AS product_id,
            product.code AS product_code,
            product.category_id,
            product_text.slug,
            product_text.name,
            product.published_from,
            product.published_to,
            product.markets,
            product.tags,
            product.hsn,
            product.tax_class,
            variant_stock.available AS stock,
            variant.weight_g,
            variant.length_mm,
            variant.width_mm,
            variant.height_mm,
            variant.quantity_prices,
            price.list,
            price.amount,
            price.starts_at,
            price.ends_at,
            price.compare_at
        FROM variant
        JOIN product ON product.id = variant.product_id
        JOIN product_text ON product_text.product_id = product.id AND product_text.language = $1
        JOIN variant_stock ON variant_stock.variant_id = variant.id
        LEFT JOIN price ON price.variant_id = variant.id AND price.list IN ($2, $3, $4)
        WHERE COALESCE(variant.sku_key, lower(variant.sku)) IN (?)
        ORDER BY variant.id";
    let mut fixed = vec![Parameter::from(reader.language())];
    fixed.extend(lists_of(reader.market()).map(Parameter::from));
    let rows: Vec<CartPriceRow> = Statement::with_list(text, fixed, skus.iter().cloned()).rows(reader).await?;
    let mut items: Vec<CartItemRow> = Vec::new();
    for row in rows {
        let price = row.price.listed();
        if items.last().is_none_or(|last| last.id != row.id) {
            items.push(row.into_item());
        }
        if let Some(item) = items.last_mut() {
            item.prices.extend(price);
        }
    }
    Ok(items)
}

row! {
    /// A value of one of a variant's options.
    pub(crate) struct CartOptionRow {
        pub(crate) variant_id: VariantId,
        pub(crate) value_id: i64,
        pub(crate) option_name: String,
        pub(crate) label: String,
    }
}

/// Reads the values of the variants' options, in the order of the products' options.
pub(crate) async fn cart_options(reader: &mut Reader, variants: &[VariantId]) -> Result<Vec<CartOptionRow>, Error> {
    let text = "SELECT
            variant.id AS variant_id,
            attribute_value.id AS value_id,
            attribute_text.name AS option_name,
            attribute_value_text.label
        FROM variant
        JOIN variant_value ON variant_value.variant_id = variant.id
        JOIN attribute_value ON attribute_value.id = variant_value.value_id
        JOIN attribute_value_text
            ON attribute_value_text.value_id = attribute_value.id AND attribute_value_text.language = $1
        JOIN attribute_text
            ON attribute_text.attribute_id = attribute_value.attribute_id AND attribute_text.language = $1
        JOIN product_option
            ON product_option.product_id = variant.product_id
            AND product_option.attribute_id = attribute_value.attribute_id
        WHERE variant.id IN (?)
        ORDER BY variant.id, product_option.position";
    let language = vec![Parameter::from(reader.language())];
    Statement::with_list(text, language, variants.iter().copied()).rows(reader).await
}

row! {
    /// A value that a variant has itself or by its product.
    pub(crate) struct CartValueRow {
        pub(crate) variant_id: VariantId,
        pub(crate) attribute: String,
        pub(crate) value: String,
    }
}

/// Reads the attribute values of variants, those of their products included.
pub(crate) async fn cart_values(reader: &mut Reader, variants: &[VariantId]) -> Result<Vec<CartValueRow>, Error> {
    let text = "SELECT had.variant_id, attribute.code AS attribute, attribute_value.code AS value
        FROM (
            SELECT variant_id, value_id FROM variant_value
            UNION
            SELECT variant.id AS variant_id, product_attribute.value_id
            FROM variant
            JOIN product_attribute ON product_attribute.product_id = variant.product_id
        ) AS had
        JOIN attribute_value ON attribute_value.id = had.value_id
        JOIN attribute ON attribute.id = attribute_value.attribute_id
        WHERE had.variant_id IN (?)";
    Statement::with_list(text, Vec::new(), variants.iter().copied()).rows(reader).await
}

row! {
    /// A collection with a rule, or with a product of its list.
    pub(crate) struct CartCollectionRow {
        pub(crate) code: String,
        pub(crate) rule: Option<Rule>,
        pub(crate) product_id: Option<ProductId>,
        pub(crate) window: [Option<Timestamp>; 2] = flatten,
    }
}

/// Reads the collections that list one of the products, and all that have a rule.
pub(crate) async fn cart_collections(
    reader: &mut Reader,
    products: &[ProductId],
) -> Result<Vec<CartCollectionRow>, Error> {
    let text = "SELECT
            collection.code,
            collection.rule,
            collection_product.product_id,
            collection.published_from,
            collection.published_to
        FROM collection
        LEFT JOIN collection_product
            ON collection_product.collection_id = collection.id AND collection_product.product_id IN (?)
        WHERE collection.rule IS NOT NULL OR collection_product.product_id IS NOT NULL
        ORDER BY collection.code";
    Statement::with_list(text, Vec::new(), products.iter().copied()).rows(reader).await
}
