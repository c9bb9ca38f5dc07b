use std::collections::BTreeMap;

use database::FromColumn;
use serde::{Deserialize, Serialize};
use types::PriceList;

use crate::Amount;

/// The prices by quantity of a variant, per currency or market, with rising quantities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuantityPrices(pub BTreeMap<PriceList, Vec<QuantityPriceDocument>>);

/// The price of one unit from a number of units on. It holds for all units of a line, while it is lower than the price of a
/// single unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantityPriceDocument {
    /// The number of units from which it holds.
    pub from: u32,
    /// The price, in minor units.
    pub amount: Amount,
}

impl QuantityPrices {
    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text of the column.
    pub(crate) fn column(&self) -> String {
        if self.is_empty() {
            return String::new();
        }
        serde_json::to_string(self).expect("lists and amounts can be written as JSON")
    }
}

impl FromColumn for QuantityPrices {
    type Stored = String;

    fn from_column(text: String) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        if text.is_empty() { Ok(Self::default()) } else { Ok(serde_json::from_str(&text)?) }
    }
}
