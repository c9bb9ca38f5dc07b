//! The stock, holds and customers that some commands concern, in memory. A batch loads them once, decides each command in
//! the order of arrival, and writes the differences once.

mod allocation;
mod decide;
mod load;
mod write;

use std::collections::BTreeMap;

use database::{CacheKey, Tx};
use types::{LocationId, VariantId, bounds::MAX_STOCK};

use crate::{
    HoldToken,
    rows::{CustomerUnits, HoldRow, StockUnits},
};

/// A value as it was loaded, if it was there, and as it shall be.
#[derive(Debug)]
struct Changed<T> {
    was: Option<T>,
    is: T,
}

/// The rows that some commands concern.
#[derive(Default)]
pub(crate) struct Ledger {
    /// The number of units from which pages don't say how many are left.
    few: i64,
    stock: BTreeMap<(VariantId, LocationId), Changed<StockUnits>>,
    holds: BTreeMap<HoldToken, Vec<Changed<HoldRow>>>,
    customers: BTreeMap<(String, VariantId), Changed<CustomerUnits>>,
}

impl<T: Clone> Changed<T> {
    fn loaded(value: T) -> Self {
        Self { was: Some(value.clone()), is: value }
    }

    const fn new(value: T) -> Self {
        Self { was: None, is: value }
    }
}

impl Ledger {
    fn of_variant(&self, variant: VariantId) -> impl Iterator<Item = &Changed<StockUnits>> {
        let locations = (variant, LocationId(i64::MIN))..=(variant, LocationId(i64::MAX));
        self.stock.range(locations).map(|(_, stock)| stock)
    }

    /// Returns the units of a variant that can be sold; `None` if they are not counted.
    fn available(&self, variant: VariantId) -> Option<i64> {
        available(self.of_variant(variant).map(|stock| stock.is))
    }

    /// Touches the stock of every variant of which pages show another state than before.
    pub(crate) fn touch_visible_changes(&self, tx: &mut Tx) {
        let shown = |units: Option<i64>| units.map(|units| units.min(self.few));
        let mut variants: Vec<VariantId> = self.stock.keys().map(|(variant, _)| *variant).collect();
        variants.dedup();
        for variant in variants {
            let before = available(self.of_variant(variant).filter_map(|stock| stock.was));
            if shown(before) != shown(self.available(variant)) {
                tx.touch(CacheKey::stock(variant));
            }
        }
    }
}

/// Adds up the units that can be sold; `None` if one location does not count them.
fn available(stock: impl Iterator<Item = StockUnits>) -> Option<i64> {
    stock.map(|stock| stock.is_tracked.then(|| stock.available().clamp(0, MAX_STOCK.into()))).sum()
}
