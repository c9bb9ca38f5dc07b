use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::Currency;

/// The most bytes of a market's code.
const MOST_BYTES: usize = 12;

/// The name of a market in documents and the database: `de`, `us-east`. It has up to twelve lower-case letters, digits and hyphens,
/// and begins with a letter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MarketCode {
    /// The code in ASCII, filled up with zeros.
    code: [u8; MOST_BYTES],
}

/// A list of prices: those of a currency, which hold in every market that sells in it, or those of one market, which come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceList {
    /// Prices of a currency.
    Currency(Currency),
    /// Prices of a market, in its currency.
    Market(MarketCode),
}

impl MarketCode {
    /// Returns the code, or `None` if it is malformed.
    pub fn new(code: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let begins_well = code.starts_with(|first: char| first.is_ascii_lowercase()) && !code.ends_with('-');
        if !begins_well || code.len() > MOST_BYTES || !code.bytes().all(is_plain) {
            return None;
        }
        let mut filled = [0; MOST_BYTES];
        filled[..code.len()].copy_from_slice(code.as_bytes());
        Some(Self { code: filled })
    }

    /// Returns the code as text.
    pub fn as_str(&self) -> &str {
        let end = self.code.iter().position(|byte| *byte == 0).unwrap_or(MOST_BYTES);
        str::from_utf8(&self.code[..end]).unwrap_or_default()
    }
}

impl fmt::Display for MarketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for MarketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for MarketCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for MarketCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        Self::new(&code).ok_or_else(|| {
            de::Error::custom(format!(
                "{code:?} is no market code; write up to 12 lower-case letters, digits and hyphens, such as \"de\""
            ))
        })
    }
}

impl PriceList {
    /// Returns the list with this name: the code of a currency (`EUR`) or of a market (`de`).
    pub fn from_code(code: &str) -> Option<Self> {
        Currency::from_code(code).map(Self::Currency).or_else(|| MarketCode::new(code).map(Self::Market))
    }
}

impl fmt::Display for PriceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currency(currency) => f.write_str(currency.code()),
            Self::Market(market) => f.write_str(market.as_str()),
        }
    }
}

impl Serialize for PriceList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PriceList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| {
            de::Error::custom(format!(
                "{code:?} is neither a currency's code such as \"EUR\" nor a market's such as \"de\""
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn price_lists_are_named_by_a_currency_or_a_market() {
        assert!(matches!(PriceList::from_code("EUR"), Some(PriceList::Currency(_))));
        assert!(matches!(PriceList::from_code("eur"), Some(PriceList::Market(_))));
        for code in ["", "EURO", "De", "-de", "de-", "ein-langer-markt", "d_e"] {
            assert_eq!(PriceList::from_code(code), None, "{code}");
        }
    }
}
