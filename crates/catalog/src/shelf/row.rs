use crate::store::ShelfRow;
use types::{Market, ProductId, Timestamp, VariantId};

/// One variant as the shelf keeps it.
#[derive(Clone, Debug)]
pub(crate) struct ShelfEntry {
    pub(crate) product: ProductId,
    pub(crate) variant: VariantId,
    pub(crate) popularity: i64,
    pub(crate) published_from: Timestamp,
    /// Per market in the order of [`Market::ALL`]; 0 where it is not sold.
    prices: [i64; Market::ALL.len()],
}

impl ShelfEntry {
    pub(crate) const fn new(row: &ShelfRow) -> Self {
        let published_from = match row.window[0] {
            Some(from) => from,
            None => Timestamp(i64::MAX),
        };
        let ShelfRow { product, variant, popularity, .. } = *row;
        Self { product, variant, popularity, published_from, prices: [0; Market::ALL.len()] }
    }

    pub(crate) const fn set_price(&mut self, market: Market, amount: i64) {
        self.prices[market as usize] = amount;
    }

    /// What it costs there, if it is sold there.
    pub(crate) fn price(&self, market: Market) -> Option<i64> {
        Some(self.prices[market as usize]).filter(|amount| *amount > 0)
    }
}
