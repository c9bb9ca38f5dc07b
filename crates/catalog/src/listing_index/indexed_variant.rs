use crate::store::IndexedVariantRow;
use types::{Market, ProductId, Timestamp, VariantId};

/// A variant as the listing index holds it.
#[derive(Clone, Debug)]
pub(crate) struct IndexedVariant {
    pub(crate) product: ProductId,
    pub(crate) variant: VariantId,
    pub(crate) popularity: i64,
    pub(crate) published_from: Timestamp,
    /// Per market in the order of [`Market::ALL`]; 0 where it is not sold.
    prices: [i64; Market::ALL.len()],
}

impl IndexedVariant {
    pub(crate) const fn new(row: &IndexedVariantRow) -> Self {
        let published_from = match row.window[0] {
            Some(from) => from,
            None => Timestamp(i64::MAX),
        };
        let IndexedVariantRow { product, variant, popularity, .. } = *row;
        Self { product, variant, popularity, published_from, prices: [0; Market::ALL.len()] }
    }

    pub(crate) const fn set_price(&mut self, market: Market, amount: i64) {
        self.prices[market as usize] = amount;
    }

    /// Returns the amount to be paid in `market`, if the variant is sold there.
    pub(crate) fn price(&self, market: Market) -> Option<i64> {
        Some(self.prices[market as usize]).filter(|amount| *amount > 0)
    }
}
