//! Prices of one currency from those of another, by a rate that the merchant declares.

use std::str::FromStr;

use crate::{Currency, bounds::MAX_PRICE};

/// The most digits of a declared number, before and after the point together.
const MOST_DIGITS: usize = 15;

/// A rule that makes prices of a market from prices of another currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conversion {
    /// The currency of the prices that it begins with.
    pub from: Currency,
    /// The market's currency per unit of `from`.
    pub rate: DecimalNumber,
    /// Percent that is added to every price.
    pub adjust: DecimalNumber,
    /// The rounding of the result.
    pub round: Rounding,
}

/// The rounding of converted prices, in minor units of the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// Prices go up to a multiple of this, at least 1.
    pub to: i64,
    /// This is taken off afterwards: 1 of 500 makes 4.99. It is less than `to`.
    pub less: i64,
}

/// A decimal number as it was declared: `0.0835`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DecimalNumber {
    digits: i64,
    /// The digits after the point.
    decimals: u8,
}

impl DecimalNumber {
    /// Zero.
    pub const ZERO: Self = Self { digits: 0, decimals: 0 };

    /// Returns `true` if it is greater than zero.
    pub const fn is_positive(self) -> bool {
        self.digits > 0
    }

    /// Returns `true` if a price is above zero after this percentage is added to it.
    pub fn leaves_something(self) -> bool {
        i128::from(self.digits) > -100 * self.scale()
    }

    fn scale(self) -> i128 {
        10_i128.pow(u32::from(self.decimals))
    }
}

impl FromStr for DecimalNumber {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (unsigned, sign) = text.strip_prefix('-').map_or((text, 1), |rest| (rest, -1));
        let (whole, part) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = format!("{whole}{part}");
        let is_number = !whole.is_empty() && unsigned.ends_with(|last: char| last.is_ascii_digit());
        if !is_number || digits.len() > MOST_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err("this is no decimal number such as \"0.0835\" with up to 15 digits");
        }
        let digits: i64 = digits.parse().map_err(|_| "this number is too large")?;
        Ok(Self { digits: sign * digits, decimals: part.len() as u8 })
    }
}

impl Conversion {
    /// Returns the price in minor units of `to` for `minor` units of [`Self::from`]; `None` if it is beyond [`MAX_PRICE`], nothing is
    /// left of it, or rate and adjustment have too many digits for it.
    ///
    /// The amount is multiplied by rate and adjustment, rounded half up to the lowest denomination, raised to the rounding step, and
    /// lowered by the charm.
    pub fn convert(&self, minor: i64, to: Currency) -> Option<i64> {
        let percent = 100 * self.adjust.scale() + i128::from(self.adjust.digits);
        let numerator = i128::from(minor)
            .checked_mul(i128::from(self.rate.digits))?
            .checked_mul(percent)?
            .checked_mul(10_i128.pow(u32::from(to.decimals())))?;
        let denominator = self.rate.scale() * 100 * self.adjust.scale() * 10_i128.pow(u32::from(self.from.decimals()));
        let exact = numerator.checked_mul(2)?.checked_add(denominator)?.div_euclid(2 * denominator);
        let step = i128::from(self.round.to.max(1));
        let raised = (exact + step - 1).div_euclid(step) * step - i128::from(self.round.less);
        i64::try_from(raised).ok().filter(|price| (1..=MAX_PRICE).contains(price))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversion(from: &str, rate: &str, adjust: &str, to: i64, less: i64) -> Conversion {
        Conversion {
            from: Currency::from_code(from).unwrap(),
            rate: rate.parse().unwrap(),
            adjust: adjust.parse().unwrap(),
            round: Rounding { to, less },
        }
    }

    #[test]
    fn converted_prices_are_rounded_up_to_the_step_less_the_charm() {
        let cases = [
            // 190.00 AED at 1.0211 are 194.009 SAR: up to 195.00, less 0.01.
            (("AED", "1.0211", "0", 500, 1), 19_000, "SAR", Some(19_499)),
            // 190.00 AED at 0.0835 are 15.865 KWD: up to 16.000.
            (("AED", "0.0835", "0", 250, 0), 19_000, "KWD", Some(16_000)),
            // Yen have no decimals: 10.00 USD at 155.5 are 1,555 JPY.
            (("USD", "155.5", "0", 1, 0), 1_000, "JPY", Some(1_555)),
            // And 1,555 JPY at 0.00643 are 9.99865 USD, half up 10.00.
            (("JPY", "0.00643", "0", 1, 0), 1_555, "USD", Some(1_000)),
            // Three percent more.
            (("EUR", "1", "3", 1, 0), 1_000, "CHF", Some(1_030)),
            // What rounds to a multiple stays there.
            (("EUR", "1", "0", 500, 1), 1_000, "CHF", Some(999)),
            // Less than half a cent, and nothing to round up to.
            (("JPY", "0.001", "0", 1, 0), 1, "USD", None),
            (("EUR", "1000000", "0", 1, 0), MAX_PRICE, "CHF", None),
            // Numbers with so many digits that their product is beyond what can be counted.
            (("EUR", "1.23456789012345", "1.00000000000000", 1, 0), 1_000_000, "CHF", None),
        ];
        for ((from, rate, adjust, to, less), minor, currency, expected) in cases {
            let rule = conversion(from, rate, adjust, to, less);
            assert_eq!(
                rule.convert(minor, Currency::from_code(currency).unwrap()),
                expected,
                "{minor} {from} in {currency}"
            );
        }
    }

    #[test]
    fn a_decimal_number_is_digits_with_at_most_one_point() {
        for text in ["", ".", "1.", ".5", "1,5", "1e3", "+1", "--1", "1.2.3", "٣", "1234567890123456"] {
            assert!(text.parse::<DecimalNumber>().is_err(), "{text}");
        }
        assert_eq!("-2.50".parse(), Ok(DecimalNumber { digits: -250, decimals: 2 }));
    }
}
