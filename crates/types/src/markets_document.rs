use serde::{Deserialize, Serialize};

use crate::MarketCode;

/// The markets that sell a product, or show an item of a menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MarketsDocument {
    /// These and no others.
    Only(Vec<MarketCode>),
    /// All others.
    Not(Vec<MarketCode>),
}

impl MarketsDocument {
    /// Returns true if the market is one of them.
    pub fn contains(&self, market: MarketCode) -> bool {
        match self {
            Self::Only(markets) => markets.contains(&market),
            Self::Not(markets) => !markets.contains(&market),
        }
    }
}
