use types::{Conversion, Market, ProductId, Timestamp, VariantId};

use crate::{
    price::{ListedPrice, PriceWindow, listed_or_converted, window_at},
    sold_in::SoldIn,
    store::IndexedVariantRow,
};

/// A variant as the listing index holds it.
#[derive(Clone, Debug)]
pub(crate) struct IndexedVariant {
    pub(crate) product: ProductId,
    pub(crate) variant: VariantId,
    pub(crate) popularity: i64,
    pub(crate) published_from: Timestamp,
    /// The amounts that hold at the index's moment, by list.
    amounts: Box<[(types::PriceList, i64)]>,
    markets: SoldIn,
}

impl IndexedVariant {
    /// Takes a variant with all of its prices, of which those count that hold at `at`.
    pub(crate) fn new(row: &IndexedVariantRow, prices: &[ListedPrice], at: Timestamp) -> Self {
        let mut lists: Vec<_> = prices.iter().map(|price| price.list).collect();
        lists.sort_unstable();
        lists.dedup();
        let amount = |list: types::PriceList| {
            let windows: Vec<PriceWindow> =
                prices.iter().filter(|price| price.list == list).map(|price| price.price).collect();
            // A list without a price at this moment still comes before the others: 0 says so.
            (list, window_at(&windows, at).map_or(0, |price| price.amount))
        };
        Self {
            product: row.product,
            variant: row.variant,
            popularity: row.popularity,
            published_from: row.window[0].unwrap_or(Timestamp(i64::MAX)),
            amounts: lists.into_iter().map(amount).collect(),
            markets: row.markets.clone(),
        }
    }

    /// Returns the amount to be paid in `market`, or 0 if the variant is not sold there.
    pub(crate) fn price_in(&self, market: Market) -> i64 {
        if !self.markets.contains(market.code()) {
            return 0;
        }
        let amount = |list| self.amounts.iter().find(|(of, _)| *of == list).map(|(_, amount)| *amount);
        let converted = |rule: Conversion, amount| rule.convert(amount, market.currency()).unwrap_or_default();
        listed_or_converted(market, amount, converted).unwrap_or_default()
    }
}
