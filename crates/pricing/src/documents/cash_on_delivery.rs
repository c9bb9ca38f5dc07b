use std::fmt;

use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode, Money};

use super::{AmountsDocument, AreaDocument, ChargeTaxDocument, Destination, DocumentFault, fault::FaultList};

/// Cash on delivery, in the import and export format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CashOnDeliveryDocument {
    /// The fee, in minor units. A market without one has no cash on delivery.
    pub fee: AmountsDocument,
    /// The most that is paid in cash, after gift cards and credit, in minor units, the fee not included.
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
    /// The amount to pay is above the ceiling.
    AboveCeiling {
        /// The ceiling.
        ceiling: Money,
    },
}

/// Returns every fault of a shop's cash on delivery.
pub fn check_cash_on_delivery(document: &CashOnDeliveryDocument) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    document.fee.check(0, "fee", &mut faults);
    if let Some(ceiling) = &document.ceiling {
        ceiling.check(1, "ceiling", &mut faults);
    }
    faults.field("areas", |faults| faults.items(&document.areas, |faults, area| area.check(faults)));
    faults.faults
}

impl CashOnDeliveryDocument {
    /// Returns the fee of an order of which `due` is left to pay after gift cards and credit, the fee not included. If
    /// nothing is left, nothing is paid in cash, and the fee is 0.
    pub fn fee(
        &self,
        market: MarketCode,
        currency: Currency,
        destination: &Destination,
        due: i64,
    ) -> Result<i64, CashOnDeliveryRefusal> {
        let fee = self.fee.amount(market, currency).ok_or(CashOnDeliveryRefusal::OtherMarkets)?;
        if !self.areas.is_empty() && !self.areas.iter().any(|area| area.contains(destination)) {
            return Err(CashOnDeliveryRefusal::OutsideAreas);
        }
        let ceiling = self.ceiling.as_ref().and_then(|ceiling| ceiling.amount(market, currency));
        match ceiling.filter(|ceiling| due > *ceiling) {
            Some(ceiling) => Err(CashOnDeliveryRefusal::AboveCeiling { ceiling: Money::new(ceiling, currency) }),
            None => Ok(if due > 0 { fee } else { 0 }),
        }
    }
}

impl fmt::Display for CashOnDeliveryRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherMarkets => f.write_str("the market does not have it"),
            Self::OutsideAreas => f.write_str("it is not for this address"),
            Self::AboveCeiling { ceiling } => {
                let code = ceiling.currency.code();
                write!(f, "more is to pay than the ceiling of {} {code}", ceiling.to_decimal_string())
            }
        }
    }
}
