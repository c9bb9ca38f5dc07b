//! The locations that the units of a hold come from.

use types::{LocationId, VariantId};

use super::Ledger;

/// Units of a hold at one location.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Share {
    pub(super) location: LocationId,
    pub(super) units: i64,
    pub(super) is_counted: bool,
}

impl Ledger {
    /// Divides units among the locations of a variant, in the order of their ids; all to one that does not count, if there is
    /// any. The units must be available.
    pub(super) fn shares(&self, variant: VariantId, units: i64) -> Vec<Share> {
        let locations = (variant, LocationId(i64::MIN))..=(variant, LocationId(i64::MAX));
        let rows = || self.stock.range(locations.clone()).map(|((_, location), stock)| (*location, stock.is));
        if let Some((location, _)) = rows().find(|(_, stock)| !stock.is_tracked) {
            return vec![Share { location, units, is_counted: false }];
        }
        let mut left = units;
        let share = |(location, stock): (LocationId, super::StockUnits)| {
            let units = stock.available().clamp(0, left);
            left -= units;
            (units > 0).then_some(Share { location, units, is_counted: true })
        };
        rows().filter_map(share).collect()
    }
}
