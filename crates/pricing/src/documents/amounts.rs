use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use types::{Currency, MarketCode, PriceList, bounds::MAX_PRICE};

use super::{DocumentFault, fault::FaultList};
use crate::bounds::MAX_ROUND_TO;

/// An amount per currency or market, in minor units: `{"AED": 7500, "in": 150000}`. A market's own comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AmountsDocument(pub BTreeMap<PriceList, i64>);

/// Returns every fault of the steps that a shop's totals are rounded to.
pub fn check_round_to(steps: &AmountsDocument) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    steps.check_each([1, MAX_ROUND_TO], &mut faults);
    faults.faults
}

impl AmountsDocument {
    /// Returns the amount of a market in its currency.
    pub fn amount(&self, market: MarketCode, currency: Currency) -> Option<i64> {
        let amount = self.0.get(&PriceList::Market(market)).or_else(|| self.0.get(&PriceList::Currency(currency)));
        amount.copied()
    }

    /// Adds a fault if there is no amount, or one that is below `least`.
    pub(super) fn check(&self, least: i64, field: &'static str, faults: &mut FaultList) {
        faults.require(!self.0.is_empty(), field, "write an amount per currency or market, such as {\"AED\": 7500}");
        faults.field(field, |faults| self.check_each([least, MAX_PRICE], faults));
    }

    fn check_each(&self, [least, most]: [i64; 2], faults: &mut FaultList) {
        for (list, amount) in self.0.iter().filter(|(_, amount)| !(least..=most).contains(*amount)) {
            faults.key(&list.to_string(), |faults| {
                faults.here(format!("an amount is {least} to {most} minor units, not {amount}"));
            });
        }
    }
}
