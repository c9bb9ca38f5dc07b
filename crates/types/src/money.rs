use std::fmt;

use serde::{Deserialize, Serialize};

/// A currency (ISO 4217). Each currency of the shop has two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// United Arab Emirates dirham, in fils.
    Aed,
    /// Indian rupee, in paise.
    Inr,
    /// United States dollar, in cents.
    Usd,
}

impl Currency {
    /// Every currency.
    pub const ALL: [Self; 3] = [Self::Aed, Self::Inr, Self::Usd];

    /// Returns the ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Aed => "AED",
            Self::Inr => "INR",
            Self::Usd => "USD",
        }
    }

    /// Returns the currency with this ISO 4217 code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|currency| currency.code() == code)
    }

    /// Returns the number of digits after the decimal separator (ISO 4217's exponent).
    pub const fn decimals(self) -> u8 {
        2
    }
}

/// An amount in minor units with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Fils, paise or cents.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// A sum that does not fit into 64 bits, or is of two currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl Money {
    /// Returns `minor` units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Returns the sum of two amounts of one currency.
    pub fn checked_add(self, other: Self) -> Result<Self, Overflow> {
        if self.currency != other.currency {
            return Err(Overflow);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(Overflow)?;
        Ok(Self { minor, ..self })
    }

    /// Writes the amount for machines, in major units with a point: `295.00` (schema.org's `price`, Open Graph's
    /// `amount`).
    pub fn to_decimal_string(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let minor = self.minor.unsigned_abs();
        format!("{sign}{}.{:02}", minor / 100, minor % 100)
    }
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the amount is too large, or of another currency")
    }
}

impl std::error::Error for Overflow {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_read_major_units() {
        let cases = [(29500, "295.00"), (5, "0.05"), (-120, "-1.20"), (i64::MIN, "-92233720368547758.08")];
        for (minor, text) in cases {
            assert_eq!(Money::new(minor, Currency::Aed).to_decimal_string(), text);
        }
    }

    #[test]
    fn sums_refuse_to_wrap_or_mix() {
        let most = Money::new(i64::MAX, Currency::Usd);
        assert_eq!(most.checked_add(Money::new(1, Currency::Usd)), Err(Overflow));
        assert_eq!(most.checked_add(Money::new(0, Currency::Inr)), Err(Overflow));
        assert_eq!(most.checked_add(Money::new(0, Currency::Usd)), Ok(most));
    }
}
