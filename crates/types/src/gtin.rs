use std::fmt;

use serde::{Deserialize, Serialize};

/// A Global Trade Item Number: 8, 12, 13 or 14 digits, the last of which checks the others (GS1 General Specifications,
/// section 7.9). EAN, UPC and ISBN-13 are GTINs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Gtin(String);

/// The reason why a text is no GTIN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GtinError {
    /// It is not 8, 12, 13 or 14 digits.
    Form,
    /// The last digit does not fit the others: this one does.
    CheckDigit(char),
}

impl Gtin {
    /// Returns `text`, without the spaces and hyphens that group its digits, as a GTIN.
    pub fn new(text: impl AsRef<str>) -> Result<Self, GtinError> {
        let digits: String = text.as_ref().chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        if !matches!(digits.len(), 8 | 12 | 13 | 14) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(GtinError::Form);
        }
        match check_digit(&digits[..digits.len() - 1]) {
            expected if digits.ends_with(expected) => Ok(Self(digits)),
            expected => Err(GtinError::CheckDigit(expected)),
        }
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns the digit that makes the sum of all a multiple of ten, where every other one counts three times.
fn check_digit(digits: &str) -> char {
    let weights = [3, 1].into_iter().cycle();
    let sum: u32 = digits.bytes().rev().zip(weights).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    char::from_digit((10 - sum % 10) % 10, 10).unwrap_or('0')
}

impl TryFrom<String> for Gtin {
    type Error = GtinError;

    fn try_from(text: String) -> Result<Self, GtinError> {
        Self::new(text)
    }
}

impl From<Gtin> for String {
    fn from(gtin: Gtin) -> Self {
        gtin.0
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for GtinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("a GTIN is 8, 12, 13 or 14 digits"),
            Self::CheckDigit(expected) => {
                write!(f, "the last digit of this GTIN does not fit the others, which ask for {expected}")
            }
        }
    }
}

impl std::error::Error for GtinError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digit_checks_the_others() {
        for good in
            ["4006381333931", "036000291452", "96385074", "04006381333931", "4 006381 333931", "978-3-16-148410-0"]
        {
            assert!(Gtin::new(good).is_ok(), "{good}");
        }
        assert_eq!(Gtin::new("4006381333930"), Err(GtinError::CheckDigit('1')));
        for bad in ["", "123", "4006381333931a", "400638133393", "40063813339311"] {
            assert!(Gtin::new(bad).is_err(), "{bad}");
        }
    }
}
