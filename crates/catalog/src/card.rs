//! Cards: products as lists show them. A card is made of the variants that fit what the list asks; see
//! [`representative`](crate::representative()).

mod loading;
mod summary;

use std::{collections::HashMap, sync::Arc};

use database::{Error, Reader, Remembered, Which};
use types::{ImageRef, Money, ProductId, VariantId};

use crate::store;
use loading::Rows;
use summary::Summarized;
pub use summary::picture_rank;

/// A product as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductCard {
    /// Its row.
    pub id: ProductId,
    /// The name it has in documents.
    pub code: String,
    /// The name it has in this language's URLs.
    pub slug: String,
    /// The query that leads to the shown variant, by option code and value code; empty where the product's page opens
    /// with that variant by itself.
    pub query: Vec<(String, String)>,
    /// The name shoppers read.
    pub name: String,
    /// The price of the shown variant.
    pub price: Money,
    /// The higher amount that this price is compared with, where it is a reduction.
    pub compare_at: Option<Money>,
    /// Whether other variants that fit, and can be bought like the shown one, have another price.
    pub price_varies: bool,
    /// The colours of the variants that fit, in order.
    pub swatches: Vec<Swatch>,
    /// The first picture of the shown variant.
    pub picture: Option<ImageRef>,
    /// Whether it became public within the last 30 days.
    pub is_new: bool,
    /// Whether any variant that fits can be sold.
    pub available: bool,
    /// The variants that it is made of, where that is not all of them and they can be named.
    parts: Parts,
}

/// The variants that a card is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parts {
    /// All of the product's.
    All,
    /// Those at the places whose bits are set, in the merchant's order.
    Some(u64),
    /// Some of more than 64.
    Unnamed,
}

/// A value that has a colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swatch {
    /// As `#rrggbb`.
    pub colour: String,
    /// The name shoppers read.
    pub label: String,
}

/// The variants of a product that fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CardVariants {
    /// All that the market has.
    All,
    /// These.
    These(Vec<VariantId>),
}

/// The cards of these products, in this order; those that are not public now are left out.
pub async fn cards(reader: &mut Reader, ids: &[ProductId]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let products: Vec<_> = ids.iter().map(|id| (*id, CardVariants::All)).collect();
    cards_of(reader, &products).await
}

/// The cards of these variants of products, in this order; products that are not public now are left out.
pub(crate) async fn cards_of(
    reader: &mut Reader,
    products: &[(ProductId, CardVariants)],
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let mut found = summaries(reader, products.iter().map(|(id, _)| *id)).await?;
    let card = |(id, variants): &(ProductId, CardVariants)| found.remove(id)?.as_ref().as_ref()?.card(variants);
    Ok(products.iter().filter_map(card).collect())
}

/// The cards of the products with these codes, in this order.
pub async fn cards_by_code(reader: &mut Reader, codes: &[String]) -> Result<Vec<Arc<ProductCard>>, Error> {
    let ids = store::product_ids(reader, codes).await?;
    let ordered: Vec<ProductId> = codes.iter().filter_map(|code| ids.get(code).copied()).collect();
    cards(reader, &ordered).await
}

/// All that cards are made of, by product: remembered once, whichever variants fit.
async fn summaries(
    reader: &mut Reader,
    ids: impl Iterator<Item = ProductId>,
) -> Result<HashMap<ProductId, Arc<Option<Summarized>>>, Error> {
    let mut found = HashMap::new();
    let mut unknown = Vec::new();
    for id in ids {
        match reader.recall(remembered(id)).await? {
            Some(known) => drop(found.insert(id, known)),
            None => unknown.push(id),
        }
    }
    if unknown.is_empty() {
        return Ok(found);
    }
    let mut rows = Rows::load(reader, &unknown).await?;
    for id in unknown {
        let (made, footprint) = reader.apart(|reader| rows.summary(reader, id));
        found.insert(id, reader.remember(remembered(id), made, footprint).await?);
    }
    Ok(found)
}

/// The name among what is remembered of all that a product's cards are made of.
const fn remembered(id: ProductId) -> Remembered {
    Remembered { what: "card", which: Which::Row(id.0) }
}

impl ProductCard {
    /// The name among what is remembered of all that this card is made of.
    pub const fn source(&self) -> Remembered {
        remembered(self.id)
    }

    /// A name among what is remembered for what is made of nothing but this card; none where its variants are too many
    /// to be named.
    pub fn derivative(&self, what: &'static str) -> Option<Remembered> {
        let which = match self.parts {
            Parts::All => Which::Row(self.id.0),
            Parts::Some(variants) => Which::Parts(self.id.0, variants),
            Parts::Unnamed => return None,
        };
        Some(Remembered { what, which })
    }
}
