use std::{collections::HashMap, sync::Arc};

use database::{Error, Reader, Remembered, Which};
use types::{ImageRef, Money, ProductId, VariantId};

use crate::{
    keys,
    price::{self, PriceWindow},
    store,
};

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
    /// The higher amount that this price is compared with, where it is a reduction.
    pub compare_at: Option<Money>,
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
pub async fn cards(reader: &mut Reader, ids: &[ProductId]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let mut found = HashMap::with_capacity(ids.len());
    let mut unknown = Vec::new();
    for id in ids {
        match reader.recall::<Option<Arc<ProductCard>>>(remembered(*id)).await? {
            Some(known) => drop(found.insert(*id, known.as_ref().clone())),
            None => unknown.push(*id),
        }
    }
    if !unknown.is_empty() {
        let mut rows = Rows::load(reader, &unknown).await?;
        for id in unknown {
            let (made, footprint) = reader.apart(|reader| rows.card(reader, id));
            let known = reader.remember(remembered(id), made.map(Arc::new), footprint).await?;
            found.insert(id, known.as_ref().clone());
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id).flatten()).collect())
}

/// The name of a product's card among what is remembered.
const fn remembered(id: ProductId) -> Remembered {
    Remembered { what: "card", which: Which::Row(id.0) }
}

impl ProductCard {
    /// Its name among what is remembered, for what is made of nothing but a card.
    pub const fn remembered(&self) -> Remembered {
        remembered(self.id)
    }
}

/// What the database says about some products.
struct Rows {
    words: HashMap<ProductId, store::CardRow>,
    prices: HashMap<ProductId, Vec<(VariantId, PriceWindow)>>,
    swatches: HashMap<ProductId, Vec<Swatch>>,
    pictures: HashMap<ProductId, Vec<ImageRef>>,
}

impl Rows {
    async fn load(reader: &mut Reader, ids: &[ProductId]) -> Result<Self, Error> {
        let language = reader.language();
        let words = store::card_words(reader, ids, language).await?;
        Ok(Self {
            words: words.into_iter().map(|row| (row.id, row)).collect(),
            prices: by_product(store::card_prices(reader, ids).await?),
            swatches: by_product(store::card_swatches(reader, ids, language).await?),
            pictures: by_product(store::card_pictures(reader, ids, language).await?),
        })
    }

    /// The card of one of them, if it is public now.
    fn card(&mut self, reader: &mut Reader, id: ProductId) -> Option<ProductCard> {
        reader.touch(keys::product(id));
        reader.touch(keys::attributes());
        let row = self.words.remove(&id)?;
        if !reader.is_open(row.window[0], row.window[1]) {
            return None;
        }
        let prices = self.prices.remove(&id).unwrap_or_default();
        for (variant, _) in &prices {
            reader.touch(keys::stock(*variant));
        }
        let pictures = self.pictures.remove(&id).unwrap_or_default();
        keys::touch_pictures(reader, &pictures);
        let cost = cost(reader, prices)?;
        Some(ProductCard {
            id,
            code: row.code,
            slug: row.slug,
            name: row.name,
            price: cost.price,
            compare_at: cost.compare_at,
            price_varies: cost.varies,
            swatches: self.swatches.remove(&id).unwrap_or_default(),
            pictures,
            is_new: reader.is_within(row.window[0], row.window[0].map(|from| from.plus_millis(NEW_FOR))),
            available: row.available,
        })
    }
}

/// The cards of the products with these codes, in this order.
pub async fn cards_by_code(reader: &mut Reader, codes: &[String]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let ids = store::product_ids(reader, codes).await?;
    let ordered: Vec<ProductId> = codes.iter().filter_map(|code| ids.get(code).copied()).collect();
    cards(reader, &ordered).await
}

struct Cost {
    price: Money,
    compare_at: Option<Money>,
    varies: bool,
}

fn cost(reader: &mut Reader, windows: Vec<(VariantId, PriceWindow)>) -> Option<Cost> {
    let mut by_variant: HashMap<VariantId, Vec<PriceWindow>> = HashMap::new();
    for (variant, window) in windows {
        by_variant.entry(variant).or_default().push(window);
    }
    let prices: Vec<_> = by_variant.values().filter_map(|windows| price::price(reader, windows)).collect();
    let least =
        prices.iter().min_by_key(|price| (price.now.minor, price.compare_at.map(|compare_at| compare_at.minor)))?;
    let varies = prices.iter().any(|price| price.now != least.now);
    Some(Cost { price: least.now, compare_at: least.compare_at, varies })
}

fn by_product<T>(rows: Vec<(ProductId, T)>) -> HashMap<ProductId, Vec<T>> {
    let mut grouped: HashMap<ProductId, Vec<T>> = HashMap::new();
    for (product, row) in rows {
        grouped.entry(product).or_default().push(row);
    }
    grouped
}
