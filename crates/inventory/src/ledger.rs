//! The stock, holds and customers that some commands concern, in memory. A batch loads them once, decides each command in
//! the order of arrival, and writes the differences once.

mod allocation;
mod decide;
mod load;
mod write;

use std::collections::BTreeMap;

use database::{CacheKey, Tx};
use types::{LocationId, Timestamp, VariantId, bounds::MAX_STOCK};

use crate::{HoldKind, HoldState, HoldToken};

/// A row of stock: the units of a variant at a location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StockUnits {
    pub(crate) on_hand: i64,
    pub(crate) held: i64,
    pub(crate) is_tracked: bool,
}

/// A row of a hold: units of a variant at a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HoldRow {
    pub(crate) token: HoldToken,
    pub(crate) variant: VariantId,
    pub(crate) location: LocationId,
    pub(crate) units: i64,
    pub(crate) is_counted: bool,
    pub(crate) kind: HoldKind,
    pub(crate) holder: String,
    /// The customer whose units they are, where the number is limited.
    pub(crate) customer: Option<String>,
    pub(crate) state: HoldState,
    pub(crate) taken_at: Timestamp,
    pub(crate) until: Option<Timestamp>,
    pub(crate) ended_at: Option<Timestamp>,
}

/// Units of a variant that a customer holds or has bought, and the most that he may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CustomerUnits {
    pub(crate) units: i64,
    pub(crate) most: i64,
}

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

impl StockUnits {
    const fn available(self) -> i64 {
        self.on_hand.saturating_sub(self.held)
    }
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
