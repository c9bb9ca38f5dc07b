use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Currency;

/// An amount in minor units with its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: fils, paise, cents; whole yen.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// A sum that does not fit into 64 bits, or is of two currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// The reason why a text is not an amount of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// The text is not digits with at most one point between them.
    NotANumber,
    /// The amount has more decimals than its currency.
    TooManyDecimals(Currency),
    /// The amount does not fit into 64 bits.
    TooLarge,
}

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

    /// Returns true if the amount has no minor units besides whole major ones.
    pub const fn is_whole(self) -> bool {
        self.minor % self.currency.minor_per_major() == 0
    }

    /// Writes the amount for machines, in major units with a point and all decimals of the currency: `295.00`
    /// (schema.org's `price`, Open Graph's `amount`).
    pub fn to_decimal_string(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let (minor, unit) = (self.minor.unsigned_abs(), self.currency.minor_per_major().unsigned_abs());
        let whole = format!("{sign}{}", minor / unit);
        match usize::from(self.currency.decimals()) {
            0 => whole,
            decimals => format!("{whole}.{:0decimals$}", minor % unit),
        }
    }

    /// Parses an amount in major units, such as `190`, `190.5` or `-0.05`. It is exact: an amount with more decimals
    /// than its currency is refused, even if they are zeros.
    pub fn from_decimal(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
        let (whole, part) = match digits.split_once('.') {
            Some((_, "")) => return Err(MoneyError::NotANumber),
            Some(parts) => parts,
            None => (digits, ""),
        };
        if whole.is_empty() || !whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit()) {
            return Err(MoneyError::NotANumber);
        }
        let decimals = usize::from(currency.decimals());
        if part.len() > decimals {
            return Err(MoneyError::TooManyDecimals(currency));
        }
        let minor = format!("{sign}{whole}{part:0<decimals$}").parse();
        minor.map(|minor| Self::new(minor, currency)).map_err(|_| MoneyError::TooLarge)
    }
}

impl fmt::Display for Overflow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the amount is too large, or of another currency")
    }
}

impl std::error::Error for Overflow {}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("write the amount in digits, with a point before the decimals"),
            Self::TooLarge => f.write_str("the amount is too large"),
            Self::TooManyDecimals(currency) => match currency.decimals() {
                0 => write!(f, "an amount in {currency} has no decimals"),
                decimals => write!(f, "an amount in {currency} has at most {decimals} decimals"),
            },
        }
    }
}

impl std::error::Error for MoneyError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        Currency::from_code(code).unwrap()
    }

    #[test]
    fn machines_read_major_units_and_write_them() {
        let cases = [
            (29500, "AED", "295.00"),
            (5, "AED", "0.05"),
            (-120, "USD", "-1.20"),
            (i64::MIN, "INR", "-92233720368547758.08"),
            (2900, "JPY", "2900"),
            (-5, "KWD", "-0.005"),
            (123_456, "BHD", "123.456"),
            (10_000, "CLF", "1.0000"),
        ];
        for (minor, code, text) in cases {
            let money = Money::new(minor, currency(code));
            assert_eq!(money.to_decimal_string(), text);
            assert_eq!(Money::from_decimal(text, money.currency), Ok(money));
        }
    }

    #[test]
    fn amounts_are_parsed_exactly_or_refused() {
        let cases = [
            ("190", "AED", Ok(19000)),
            ("0099.5", "AED", Ok(9950)),
            ("-0.5", "KWD", Ok(-500)),
            ("1.005", "AED", Err("an amount in AED has at most 2 decimals")),
            ("1.000", "AED", Err("an amount in AED has at most 2 decimals")),
            ("2900.0", "JPY", Err("an amount in JPY has no decimals")),
            ("92233720368547758.08", "USD", Err("the amount is too large")),
        ];
        for (text, code, expected) in cases {
            let parsed = Money::from_decimal(text, currency(code)).map_err(|error| error.to_string());
            assert_eq!(parsed.map(|money| money.minor), expected.map_err(str::to_owned), "{text} {code}");
        }
        for text in ["", "-", ".5", "5.", "1,5", "+5", "1e3", "--5", "1.-5", " 5", "1.2.3", "٥"] {
            assert_eq!(Money::from_decimal(text, currency("USD")), Err(MoneyError::NotANumber), "{text}");
        }
    }

    #[test]
    fn sums_refuse_to_wrap_or_mix() {
        let [usd, inr] = ["USD", "INR"].map(currency);
        let most = Money::new(i64::MAX, usd);
        assert_eq!(most.checked_add(Money::new(1, usd)), Err(Overflow));
        assert_eq!(most.checked_add(Money::new(0, inr)), Err(Overflow));
        assert_eq!(most.checked_add(Money::new(0, usd)), Ok(most));
    }
}
