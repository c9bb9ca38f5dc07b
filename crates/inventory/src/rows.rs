//! Rows of stock, holds and customers, in memory.

use types::{LocationId, Timestamp, VariantId};

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

impl StockUnits {
    /// Returns the units that are not held.
    pub(crate) const fn available(self) -> i64 {
        self.on_hand.saturating_sub(self.held)
    }
}
