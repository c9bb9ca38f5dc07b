use std::fmt;

use serde::{Deserialize, Serialize};

mod table;

use table::TABLE;

/// A currency of ISO 4217 that amounts can be written in.
///
/// Currencies are ordered by their codes. The generated table leaves out withdrawn codes, and those without a minor
/// unit: metals, funds' units of account, and codes for tests.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Currency(u8);

/// A text that is not the code of a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCurrency(String);

impl Currency {
    /// Returns every currency, in the order of the codes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..TABLE.len()).map(|place| Self(place as u8))
    }

    /// Returns the currency with this ISO 4217 code, which is in upper case.
    pub const fn from_code(code: &str) -> Option<Self> {
        let Some(sought) = number_of(code) else { return None };
        let (mut low, mut high) = (0, TABLE.len());
        while low < high {
            let middle = (low + high) / 2;
            match number_of(TABLE[middle].0) {
                Some(found) if found == sought => return Some(Self(middle as u8)),
                Some(found) if found < sought => low = middle + 1,
                _ => high = middle,
            }
        }
        None
    }

    /// Returns the ISO 4217 code.
    pub const fn code(self) -> &'static str {
        TABLE[self.0 as usize].0
    }

    /// Returns the number of decimals of an amount in major units (ISO 4217's exponent): 0, 2, 3 or 4.
    pub const fn decimals(self) -> u8 {
        TABLE[self.0 as usize].1
    }

    /// Returns the number of minor units in one major unit.
    pub const fn minor_per_major(self) -> i64 {
        10_i64.pow(self.decimals() as u32)
    }
}

/// Returns the letters of a code as one number, which sorts as the code does.
const fn number_of(code: &str) -> Option<u32> {
    match *code.as_bytes() {
        [a, b, c] => Some(u32::from_be_bytes([0, a, b, c])),
        _ => None,
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(code: String) -> Result<Self, UnknownCurrency> {
        Self::from_code(&code).ok_or(UnknownCurrency(code))
    }
}

impl From<Currency> for &'static str {
    fn from(currency: Currency) -> Self {
        currency.code()
    }
}

impl fmt::Display for UnknownCurrency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not the ISO 4217 code of a currency, such as EUR", self.0)
    }
}

impl std::error::Error for UnknownCurrency {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_fits_the_index() {
        assert!(TABLE.is_sorted_by(|one, other| one.0 < other.0));
        assert!(TABLE.len() <= usize::from(u8::MAX) + 1);
        assert!(TABLE.iter().all(|(_, decimals)| [0, 2, 3, 4].contains(decimals)));
    }

    #[test]
    fn codes_read_back() {
        for currency in Currency::all() {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
        }
        let others = ["", "EU", "EURO", "eur", "BGN", "XAU", "€", "ZZZ", "AAA"];
        assert!(others.into_iter().all(|code| Currency::from_code(code).is_none()));
    }

    #[test]
    fn decimals_are_those_of_iso_4217() {
        let cases = [("JPY", 0), ("KRW", 0), ("HUF", 2), ("IDR", 2), ("USD", 2), ("KWD", 3), ("IQD", 3), ("CLF", 4)];
        for (code, decimals) in cases {
            assert_eq!(Currency::from_code(code).map(Currency::decimals), Some(decimals), "{code}");
        }
    }
}
