use types::{Market, ProductId, Timestamp};

/// One variant as the shelf keeps it.
#[derive(Clone, Debug)]
pub(crate) struct ShelfEntry {
    pub(crate) product: ProductId,
    pub(crate) popularity: i64,
    pub(crate) published_from: Timestamp,
    /// Per market in the order of [`Market::ALL`]; 0 where it is not sold.
    prices: [i64; Market::ALL.len()],
}

impl ShelfEntry {
    pub(crate) const fn new(product: ProductId, popularity: i64, published_from: Timestamp) -> Self {
        Self { product, popularity, published_from, prices: [0; Market::ALL.len()] }
    }

    pub(crate) const fn set_price(&mut self, market: Market, amount: i64) {
        self.prices[market as usize] = amount;
    }

    /// What it costs there, if it is sold there.
    pub(crate) fn price(&self, market: Market) -> Option<i64> {
        Some(self.prices[market as usize]).filter(|amount| *amount > 0)
    }
}
