//! Variants as carts need them.

use database::{Error, Reader};
use types::{Conversion, ImageRef, Market, ProductId, Sku, SkuKey, Stock, VariantId};

use crate::{
    CategoryNode, Dimensions, Price, QuantityPrices, Rule, category, picture_rank,
    price::{self, prices_in},
    store::{self, CartCollectionRow, CartItemRow, CartOptionRow, CartValueRow},
};

/// A variant with everything that its line in a cart, its price, its tax and its delivery depend on.
#[derive(Clone, Debug)]
pub struct CartItem {
    /// The row's id.
    pub id: VariantId,
    /// The name in the warehouse.
    pub sku: String,
    /// The product's row.
    pub product: ProductId,
    /// The product's name in documents.
    pub product_code: String,
    /// The product's name in this language's URLs.
    pub slug: String,
    /// The product's name that shoppers read.
    pub name: String,
    /// The values that a buyer chose, each with the name of its option.
    pub options: Vec<CartOption>,
    /// The picture of the variant.
    pub picture: Option<ImageRef>,
    /// The price in the reader's market; `None` if the market doesn't sell it now.
    pub price: Option<Price>,
    /// Lower prices by quantity in the reader's market, with rising quantities.
    pub quantity_prices: Vec<QuantityPrice>,
    /// The number of units that can be sold.
    pub stock: Stock,
    /// The code of the Harmonized System; empty if it has none.
    pub hsn: String,
    /// The class of its value-added tax; empty for the standard one.
    pub tax_class: String,
    /// The weight in grams.
    pub weight_g: u32,
    /// Length, width and height.
    pub dimensions: Dimensions,
    /// The codes of the product's category and of those above it.
    pub categories: Vec<String>,
    /// The codes of the public collections that it is in.
    pub collections: Vec<String>,
    /// The product's tags.
    pub tags: Vec<String>,
}

/// The price of one unit from a number of units on, in minor units of the market's currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityPrice {
    /// The number of units from which it holds.
    pub from: u32,
    /// The price of one unit.
    pub amount: i64,
}

/// A value that a buyer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartOption {
    /// The option's name that shoppers read.
    pub name: String,
    /// The value's label that shoppers read.
    pub label: String,
}

/// Everything that is read of several variants at once.
struct Parts {
    options: Vec<CartOptionRow>,
    values: Vec<CartValueRow>,
    collections: Vec<CartCollectionRow>,
    pictures: Vec<(ProductId, (Option<i64>, ImageRef))>,
    tree: std::sync::Arc<Vec<CategoryNode>>,
}

/// Returns the variants with these SKUs in the order of the database. Unknown SKUs are left out. A variant that the reader's
/// market doesn't sell now has no price.
pub async fn cart_items(reader: &mut Reader, skus: &[Sku]) -> Result<Vec<CartItem>, Error> {
    let keys: Vec<SkuKey> = skus.iter().map(Sku::key).collect();
    let rows = store::cart_items(reader, &keys).await?;
    let variants: Vec<VariantId> = rows.iter().map(|row| row.id).collect();
    let products: Vec<ProductId> = rows.iter().map(|row| row.product_id).collect();
    let language = reader.language();
    let parts = Parts {
        options: store::cart_options(reader, &variants).await?,
        values: store::cart_values(reader, &variants).await?,
        collections: store::cart_collections(reader, &products).await?,
        pictures: store::card_pictures(reader, &products, language).await?,
        tree: category::categories(reader).await?,
    };
    Ok(rows.into_iter().map(|row| item(reader, row, &parts)).collect())
}

fn item(reader: &mut Reader, row: CartItemRow, parts: &Parts) -> CartItem {
    let price = price_here(reader, &row);
    let market = reader.market();
    let options: Vec<&CartOptionRow> = parts.options.iter().filter(|option| option.variant_id == row.id).collect();
    let values: Vec<i64> = options.iter().map(|option| option.value_id).collect();
    let pictures = parts.pictures.iter().filter(|(product, _)| *product == row.product_id).map(|(_, picture)| picture);
    let picture = pictures.min_by_key(|(value, _)| picture_rank(*value, &values)).map(|(_, image)| image.clone());
    let mut categories: Vec<String> =
        category::ancestors(&parts.tree, row.category_id).into_iter().map(|node| node.code).collect();
    categories.extend(parts.tree.iter().find(|node| node.id == row.category_id).map(|node| node.code.clone()));
    let collections = collections(reader, &row, &categories, price, parts);
    let option = |row: &CartOptionRow| CartOption { name: row.option_name.clone(), label: row.label.clone() };
    CartItem {
        id: row.id,
        sku: row.sku,
        product: row.product_id,
        product_code: row.product_code,
        slug: row.slug,
        name: row.name,
        options: options.into_iter().map(option).collect(),
        picture,
        price,
        quantity_prices: price.map(|price| quantity_prices(market, &row.quantity_prices, price)).unwrap_or_default(),
        stock: row.stock,
        hsn: row.hsn,
        tax_class: row.tax_class,
        weight_g: row.weight_g,
        dimensions: row.dimensions,
        categories,
        collections,
        tags: row.tags,
    }
}

/// Returns the prices by quantity in a market, from the first of its lists that has any, as far as each is lower than the one
/// before it.
fn quantity_prices(market: Market, prices: &QuantityPrices, single: Price) -> Vec<QuantityPrice> {
    let of = |list| {
        let of_list = prices.0.get(&list)?.iter();
        Some(of_list.map(|price| QuantityPrice { from: price.from, amount: price.amount.minor() }).collect())
    };
    let converted = |conversion: Conversion, prices: Vec<QuantityPrice>| {
        let convert = |price: QuantityPrice| {
            let amount = conversion.convert(price.amount, market.currency())?;
            Some(QuantityPrice { amount, ..price })
        };
        prices.into_iter().filter_map(convert).collect()
    };
    let listed: Vec<QuantityPrice> = price::listed_or_converted(market, of, converted).unwrap_or_default();
    let mut last = single.now.minor;
    let mut lower = Vec::with_capacity(listed.len());
    for price in listed.into_iter().filter(|price| price.amount > 0) {
        if price.amount < last {
            last = price.amount;
            lower.push(price);
        }
    }
    lower
}

fn price_here(reader: &mut Reader, row: &CartItemRow) -> Option<Price> {
    let market = reader.market();
    let is_open = reader.is_open(row.window[0], row.window[1]);
    let is_sold = is_open && row.markets.contains(market.code());
    price::price(reader, &prices_in(market, &row.prices)).filter(|_| is_sold)
}

/// Returns the codes of the public collections that have the variant.
fn collections(
    reader: &mut Reader,
    row: &CartItemRow,
    categories: &[String],
    price: Option<Price>,
    parts: &Parts,
) -> Vec<String> {
    let market = reader.market();
    let mut codes: Vec<String> = Vec::new();
    for collection in &parts.collections {
        let is_member = match &collection.rule {
            Some(rule) => selects(rule, row, categories, price, market, &parts.values),
            None => collection.product_id == Some(row.product_id),
        };
        if is_member && reader.is_open(collection.window[0], collection.window[1]) {
            codes.push(collection.code.clone());
        }
    }
    codes.dedup();
    codes
}

/// Returns true if a collection's rule selects the variant.
fn selects(
    rule: &Rule,
    row: &CartItemRow,
    categories: &[String],
    price: Option<Price>,
    market: Market,
    values: &[CartValueRow],
) -> bool {
    let in_category = rule.categories.iter().any(|code| categories.iter().any(|category| category == code.as_str()));
    let has_tag = rule.tags.iter().any(|tag| row.tags.iter().any(|of| of == tag.as_str()));
    let has_value = |attribute: &str, value: &str| {
        let mut own = values.iter().filter(|of| of.variant_id == row.id);
        own.any(|of| of.attribute == attribute && of.value == value)
    };
    let has_values = rule
        .attributes
        .iter()
        .all(|(attribute, wanted)| wanted.iter().any(|value| has_value(attribute.as_str(), value.as_str())));
    let most = price::listed(market, |list| rule.price_at_most.get(&list));
    let is_cheap = most.is_none_or(|most| price.is_some_and(|price| price.now.minor <= most.minor()));
    let in_category = rule.categories.is_empty() || in_category;
    let has_tag = rule.tags.is_empty() || has_tag;
    price.is_some() && in_category && has_tag && has_values && is_cheap
}
