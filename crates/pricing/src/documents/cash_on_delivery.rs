use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode};

use super::{AmountsDocument, AreaDocument, ChargeTaxDocument, Destination};

/// Cash on delivery, in the import and export format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashOnDeliveryDocument {
    /// The fee, in minor units. A market without one has no cash on delivery.
    pub fee: AmountsDocument,
    /// The highest total that is paid in cash, in minor units, the fee not included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<AmountsDocument>,
    /// The areas that have it; without it, everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaDocument>,
    /// The tax on the fee.
    #[serde(default)]
    pub tax: ChargeTaxDocument,
}

/// The reason why an order can't be paid in cash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CashOnDeliveryRefusal {
    /// The market does not have it.
    OtherMarkets,
    /// None of the areas has the address.
    OutsideAreas,
    /// The total is above the ceiling.
    AboveCeiling {
        /// The ceiling, in minor units.
        ceiling: i64,
    },
}

impl CashOnDeliveryDocument {
    /// Returns the fee of an order with this total, which does not include it.
    pub fn fee(
        &self,
        market: MarketCode,
        currency: Currency,
        destination: &Destination,
        total: i64,
    ) -> Result<i64, CashOnDeliveryRefusal> {
        let fee = self.fee.amount(market, currency).ok_or(CashOnDeliveryRefusal::OtherMarkets)?;
        if !self.areas.is_empty() && !self.areas.iter().any(|area| area.contains(destination)) {
            return Err(CashOnDeliveryRefusal::OutsideAreas);
        }
        let ceiling = self.ceiling.as_ref().and_then(|ceiling| ceiling.amount(market, currency));
        match ceiling.filter(|ceiling| total > *ceiling) {
            Some(ceiling) => Err(CashOnDeliveryRefusal::AboveCeiling { ceiling }),
            None => Ok(fee),
        }
    }
}
