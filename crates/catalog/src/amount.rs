use serde::{Deserialize, Serialize};
use types::bounds::MAX_PRICE;

/// An amount to be paid, in minor units: from 1 to [`MAX_PRICE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Amount(i64);

impl Amount {
    /// Creates an amount of 1 to [`MAX_PRICE`] minor units.
    pub fn new(minor: i64) -> Result<Self, &'static str> {
        if (1..=MAX_PRICE).contains(&minor) {
            Ok(Self(minor))
        } else {
            Err("a price is a whole number of minor units from 1 to 1000000000000")
        }
    }

    /// Creates an amount from the database without a check: a shop may hold amounts from before the bound existed, and
    /// an export writes them.
    pub(crate) const fn stored(minor: i64) -> Self {
        Self(minor)
    }

    /// Returns the minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }
}

impl TryFrom<i64> for Amount {
    type Error = &'static str;

    fn try_from(minor: i64) -> Result<Self, &'static str> {
        Self::new(minor)
    }
}

impl From<Amount> for i64 {
    fn from(amount: Amount) -> Self {
        amount.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_above_nothing_and_within_the_bound_that_its_refusal_names() {
        for minor in [1, MAX_PRICE] {
            assert_eq!(Amount::new(minor).map(Amount::minor), Ok(minor));
        }
        for minor in [i64::MIN, 0, MAX_PRICE + 1, i64::MAX] {
            let refused = Amount::new(minor).unwrap_err();

            assert!(refused.ends_with(&format!("from 1 to {MAX_PRICE}")), "{refused}");
        }
    }
}
