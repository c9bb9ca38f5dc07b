use std::collections::HashMap;

use database::{Error, Reader};
use types::{ImageRef, ProductId};

use super::{
    CardSwatch,
    summary::{CardSummary, CardValue, CardVariant, SummaryWithCard},
};
use crate::{keys, price, store};

/// The time for which a product counts as new: 30 days, in milliseconds.
const NEW_FOR: i64 = 30 * 24 * 60 * 60 * 1000;

/// The rows of some products.
pub(super) struct Rows {
    words: HashMap<ProductId, store::CardRow>,
    variants: HashMap<ProductId, Vec<store::CardVariantRow>>,
    values: HashMap<ProductId, Vec<store::CardValueRow>>,
    pictures: HashMap<ProductId, Vec<(Option<i64>, ImageRef)>>,
}

impl Rows {
    pub(super) async fn load(reader: &mut Reader, ids: &[ProductId]) -> Result<Self, Error> {
        let language = reader.language();
        let words = store::card_words(reader, ids, language).await?;
        Ok(Self {
            words: words.into_iter().map(|row| (row.id, row)).collect(),
            variants: by_product(store::card_variants(reader, ids).await?),
            values: by_product(store::card_values(reader, ids, language).await?),
            pictures: by_product(store::card_pictures(reader, ids, language).await?),
        })
    }

    /// Returns a product's summary, if the product is public now and sold in the reader's market.
    pub(super) fn summary(&mut self, reader: &mut Reader, id: ProductId) -> Option<SummaryWithCard> {
        reader.touch(keys::product(id));
        reader.touch(keys::attributes());
        let row = self.words.remove(&id)?;
        let is_sold_here = row.markets.contains(reader.market().code());
        if !reader.is_open(row.window[0], row.window[1]) || !is_sold_here {
            return None;
        }
        let values = self.values.remove(&id).unwrap_or_default();
        let variants = variants(reader, self.variants.remove(&id).unwrap_or_default(), &values);
        let pictures = self.pictures.remove(&id).unwrap_or_default();
        keys::touch_pictures(reader, pictures.iter().map(|(_, image)| image));
        let is_new = reader.is_within(row.window[0], row.window[0].map(|from| from.plus_millis(NEW_FOR)));
        SummaryWithCard::new(CardSummary {
            id,
            code: row.code,
            slug: row.slug,
            name: row.origins.local_text(row.name, 1, reader.locale.languages()),
            is_new,
            variants,
            values: unique_values(values),
            pictures,
        })
    }
}

/// Returns the variants with a price now.
fn variants(reader: &mut Reader, rows: Vec<store::CardVariantRow>, values: &[store::CardValueRow]) -> Vec<CardVariant> {
    let mut variants = Vec::with_capacity(rows.len());
    for row in rows {
        reader.touch(keys::stock(row.id));
        let Some(price) = price::price(reader, &row.prices) else { continue };
        let own = values.iter().filter(|value| value.variant == row.id).map(|value| value.id).collect();
        variants.push(CardVariant { id: row.id, price, is_available: row.stock.is_available(), values: own });
    }
    variants
}

/// Returns the values of all variants, each once. In `rows`, equal values of several variants are adjacent.
fn unique_values(rows: Vec<store::CardValueRow>) -> Vec<CardValue> {
    let mut values: Vec<CardValue> = Vec::new();
    for row in rows {
        if values.last().is_none_or(|last| last.id != row.id) {
            let swatch = row.swatch.map(|colour| CardSwatch { colour, label: row.label });
            values.push(CardValue { id: row.id, option: row.option, code: row.code, swatch });
        }
    }
    values
}

fn by_product<T>(rows: Vec<(ProductId, T)>) -> HashMap<ProductId, Vec<T>> {
    let mut grouped: HashMap<ProductId, Vec<T>> = HashMap::new();
    for (product, row) in rows {
        grouped.entry(product).or_default().push(row);
    }
    grouped
}
