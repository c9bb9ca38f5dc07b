use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::bounds::MAX_STOCK;

/// The value for stock that is not tracked, in documents and in CSV.
const UNTRACKED: &str = "untracked";

/// The stock of a variant: a count, or not tracked. A variant whose stock is not tracked is always available.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    /// A number of units, at most [`MAX_STOCK`].
    Counted(u32),
    /// Stock that is not counted, such as of variants that are made to order.
    Untracked,
}

/// A text or a number that is not a stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockError;

impl Stock {
    /// Returns a count of `units`, from 0 to [`MAX_STOCK`].
    pub fn from_units(units: i64) -> Result<Self, StockError> {
        match u32::try_from(units) {
            Ok(units) if units <= MAX_STOCK => Ok(Self::Counted(units)),
            _ => Err(StockError),
        }
    }

    /// Converts the database's value. `None` is not tracked; a count beyond the bounds becomes the bound.
    pub fn from_database(units: Option<i64>) -> Self {
        let within = |units: i64| u32::try_from(units.clamp(0, MAX_STOCK.into())).unwrap_or(MAX_STOCK);
        units.map_or(Self::Untracked, |units| Self::Counted(within(units)))
    }

    /// Returns whether at least one unit can be sold.
    pub const fn is_available(self) -> bool {
        !matches!(self, Self::Counted(0))
    }
}

impl FromStr for Stock {
    type Err = StockError;

    fn from_str(text: &str) -> Result<Self, StockError> {
        if text == UNTRACKED { Ok(Self::Untracked) } else { Self::from_units(text.parse().map_err(|_| StockError)?) }
    }
}

impl fmt::Display for Stock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Counted(units) => fmt::Display::fmt(units, f),
            Self::Untracked => f.write_str(UNTRACKED),
        }
    }
}

impl fmt::Display for StockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a whole number from 0 to {MAX_STOCK}, or \"{UNTRACKED}\"")
    }
}

impl std::error::Error for StockError {}

impl Serialize for Stock {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Counted(units) => serializer.serialize_u32(*units),
            Self::Untracked => serializer.serialize_str(UNTRACKED),
        }
    }
}

impl<'de> Deserialize<'de> for Stock {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StockVisitor)
    }
}

struct StockVisitor;

impl de::Visitor<'_> for StockVisitor {
    type Value = Stock;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&StockError, f)
    }

    fn visit_u64<E: de::Error>(self, units: u64) -> Result<Stock, E> {
        let counted = i64::try_from(units).ok().and_then(|units| Stock::from_units(units).ok());
        counted.ok_or_else(|| E::invalid_value(de::Unexpected::Unsigned(units), &self))
    }

    fn visit_i64<E: de::Error>(self, units: i64) -> Result<Stock, E> {
        Stock::from_units(units).map_err(|_| E::invalid_value(de::Unexpected::Signed(units), &self))
    }

    /// Accepts only `untracked`. A number in quotes is refused, like every other quoted number of a document.
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Stock, E> {
        let is_word = text == UNTRACKED;
        is_word.then_some(Stock::Untracked).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stock_is_a_count_within_the_bound_or_the_word() {
        let cases = [
            ("0", Ok(Stock::Counted(0))),
            ("1000000000", Ok(Stock::Counted(MAX_STOCK))),
            ("untracked", Ok(Stock::Untracked)),
            ("1000000001", Err(StockError)),
            ("-1", Err(StockError)),
            ("", Err(StockError)),
            ("99999999999999999999", Err(StockError)),
        ];
        for (text, stock) in cases {
            assert_eq!(text.parse(), stock, "{text}");
        }
    }

    #[test]
    fn a_stored_count_beyond_the_bounds_is_the_bound() {
        for (stored, stock) in [
            (Some(i64::MIN), Stock::Counted(0)),
            (Some(7), Stock::Counted(7)),
            (Some(i64::MAX), Stock::Counted(MAX_STOCK)),
            (None, Stock::Untracked),
        ] {
            assert_eq!(Stock::from_database(stored), stock, "{stored:?}");
        }
    }

    #[test]
    fn nothing_counted_is_all_that_can_not_be_sold() {
        assert!(!Stock::Counted(0).is_available());
        assert!(Stock::Counted(1).is_available());
        assert!(Stock::Untracked.is_available());
    }
}
