use std::collections::HashMap;

use database::{Error, Reader};
use types::{ImageRef, Money, ProductId};

use crate::{keys, price, store};

/// How long a product is new: 30 days, in milliseconds.
const NEW_FOR: i64 = 30 * 24 * 60 * 60 * 1000;

/// A product as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductCard {
    /// Its row.
    pub id: ProductId,
    /// The name it has in documents.
    pub code: String,
    /// The name it has in this language's URLs.
    pub slug: String,
    /// The name shoppers read.
    pub name: String,
    /// The lowest price of its variants.
    pub price: Money,
    /// What that variant costs outside a lower price that holds for a while.
    pub was: Option<Money>,
    /// Whether other variants cost more.
    pub price_varies: bool,
    /// Its colours, in order.
    pub swatches: Vec<Swatch>,
    /// Its first picture, and the one after it.
    pub pictures: Vec<ImageRef>,
    /// Whether it became public within the last 30 days.
    pub is_new: bool,
    /// Whether any variant can be sold.
    pub available: bool,
}

/// A value that has a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// As `#rrggbb`.
    pub colour: String,
    /// The name shoppers read.
    pub label: String,
}

/// The cards of these products, in this order; those that are not public now are left out.
pub async fn cards(reader: &mut Reader, ids: &[ProductId]) -> Result<Vec<ProductCard>, Error> {
    let language = reader.language();
    let words = store::card_words(reader, ids, language).await?;
    let prices = store::card_prices(reader, ids).await?;
    for (_, (variant, _)) in &prices {
        reader.touch(keys::stock(*variant));
    }
    reader.touch(keys::attributes());
    let mut prices = by_product(prices);
    let mut swatches = by_product(store::card_swatches(reader, ids, language).await?);
    let pictures = store::card_pictures(reader, ids, language).await?;
    keys::touch_pictures(reader, pictures.iter().map(|(_, image)| image));
    let mut pictures = by_product(pictures);
    let available: HashMap<ProductId, bool> = store::card_availability(reader, ids).await?.into_iter().collect();
    let mut cards = HashMap::new();
    for row in words {
        reader.touch(keys::product(row.id));
        if !reader.is_open(row.window[0], row.window[1]) {
            continue;
        }
        let Some(cost) = cost(reader, prices.remove(&row.id).unwrap_or_default()) else { continue };
        let card = ProductCard {
            id: row.id,
            code: row.code,
            slug: row.slug,
            name: row.name,
            price: cost.price,
            was: cost.was,
            price_varies: cost.varies,
            swatches: swatches.remove(&row.id).unwrap_or_default(),
            pictures: pictures.remove(&row.id).unwrap_or_default(),
            is_new: reader.is_within(row.window[0], row.window[0].map(|from| from.plus_millis(NEW_FOR))),
            available: available.get(&row.id).copied().unwrap_or(false),
        };
        cards.insert(row.id, card);
    }
    Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
}

/// The cards of the products with these codes, in this order.
pub async fn cards_by_code(reader: &mut Reader, codes: &[String]) -> Result<Vec<ProductCard>, Error> {
    let ids = store::product_ids(reader, codes).await?;
    let ordered: Vec<ProductId> = codes.iter().filter_map(|code| ids.get(code).copied()).collect();
    cards(reader, &ordered).await
}

struct Cost {
    price: Money,
    was: Option<Money>,
    varies: bool,
}

fn cost(reader: &mut Reader, windows: Vec<(types::VariantId, price::PriceWindow)>) -> Option<Cost> {
    let mut by_variant: HashMap<types::VariantId, Vec<price::PriceWindow>> = HashMap::new();
    for (variant, window) in windows {
        by_variant.entry(variant).or_default().push(window);
    }
    let prices: Vec<_> = by_variant.values().filter_map(|windows| price::price(reader, windows)).collect();
    let least = prices.iter().min_by_key(|price| (price.now.minor, price.was.map(|was| was.minor)))?;
    let varies = prices.iter().any(|price| price.now != least.now);
    Some(Cost { price: least.now, was: least.was, varies })
}

fn by_product<T>(rows: Vec<(ProductId, T)>) -> HashMap<ProductId, Vec<T>> {
    let mut grouped: HashMap<ProductId, Vec<T>> = HashMap::new();
    for (product, row) in rows {
        grouped.entry(product).or_default().push(row);
    }
    grouped
}
