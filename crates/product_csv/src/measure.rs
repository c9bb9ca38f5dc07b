//! Numbers of a file: decimals, weights and lengths.

/// The characters that may stand before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    /// A point; commas group thousands.
    Point,
    /// A comma; points group thousands.
    Comma,
    /// The last of both, where thousands are grouped only beside another mark.
    Either,
}

const MOST_DIGITS: usize = 18;

/// Returns a number as digits with a point before its decimals. Currency signs and spaces around it are left out.
pub(crate) fn decimal(text: &str, mark: DecimalMark) -> Result<String, String> {
    let number: String = trim_signs(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’')).collect();
    let refused = || format!("{text:?} is not an amount: write digits, with {} before decimals", mark.name());
    if number.is_empty() || !number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) {
        return Err(refused());
    }
    let (point, group) = mark.read(&number);
    let (whole, fraction) = match point.and_then(|point| number.rsplit_once(point)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (number.as_str(), ""),
    };
    let digits = ungroup(whole, group).filter(|digits| digits.len() <= MOST_DIGITS).ok_or_else(refused)?;
    let is_number = !(digits.is_empty() && fraction.is_empty());
    if !is_number || fraction.len() > MOST_DIGITS || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refused());
    }
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    Ok(if fraction.is_empty() { digits.to_owned() } else { format!("{digits}.{fraction}") })
}

impl DecimalMark {
    const fn name(self) -> &'static str {
        match self {
            Self::Point => "a point",
            Self::Comma => "a comma",
            Self::Either => "a point or a comma",
        }
    }

    /// Returns the mark before decimals and the one between thousands, as this number uses them.
    fn read(self, number: &str) -> (Option<char>, char) {
        match self {
            Self::Point => (Some('.'), ','),
            Self::Comma => (Some(','), '.'),
            Self::Either => read_either(number),
        }
    }
}

fn read_either(number: &str) -> (Option<char>, char) {
    let last = number.chars().rev().find(|c| !c.is_ascii_digit());
    match last {
        Some(last) if number.matches(last).count() > 1 => (None, last),
        Some('.') => (Some('.'), ','),
        Some(_) => (Some(','), '.'),
        None => (None, ','),
    }
}

/// Removes marks between thousands; `None` if they stand elsewhere.
fn ungroup(whole: &str, group: char) -> Option<String> {
    let mut groups = whole.split(group);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    for thousands in groups {
        if thousands.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(thousands);
    }
    digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)
}

fn trim_signs(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '$' | '¢' | '£' | '¥' | '€' | '₹' | '₩' | '฿' | '₫' | '₺')
    })
}

/// A unit of weight or length, as billionths of a gram or millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unit(u128);

const BILLION: u128 = 1_000_000_000;

impl Unit {
    /// Grams or millimetres.
    pub(crate) const BASE: Self = Self(BILLION);

    /// Returns a unit of weight by its sign.
    pub(crate) fn weight(sign: &str) -> Option<Self> {
        Some(Self(match sign.trim().to_ascii_lowercase().as_str() {
            "mg" => BILLION / 1_000,
            "g" | "gram" | "grams" => BILLION,
            "kg" => 1_000 * BILLION,
            "t" => 1_000_000 * BILLION,
            "oz" => 28_349_523_125,
            "lb" | "lbs" => 453_592_370_000,
            _ => return None,
        }))
    }

    /// Returns a unit of length by its sign.
    pub(crate) fn length(sign: &str) -> Option<Self> {
        Some(Self(match sign.trim().to_ascii_lowercase().as_str() {
            "mm" => BILLION,
            "cm" => 10 * BILLION,
            "m" => 1_000 * BILLION,
            "in" => 25_400_000_000,
            "ft" => 304_800_000_000,
            "yd" => 914_400_000_000,
            _ => return None,
        }))
    }

    /// Returns a decimal in this unit as whole grams or millimetres: rounded, at least 1, and `None` for 0.
    pub(crate) fn whole(self, decimal: &str) -> Result<Option<u32>, String> {
        let (digits, decimals) = decimal.split_once('.').unwrap_or((decimal, ""));
        let decimals = &decimals[..decimals.len().min(9)];
        let shift = 10_u128.pow(9 - decimals.len() as u32);
        let refused = || format!("{decimal} is too much");
        let billionths = format!("{digits}{decimals}").parse::<u128>().map_err(|_| refused())?;
        let scaled = billionths.checked_mul(shift * self.0).ok_or_else(refused)?;
        let rounded = (scaled + BILLION * BILLION / 2) / (BILLION * BILLION);
        let rounded = u32::try_from(rounded).map_err(|_| refused())?;
        Ok((scaled > 0).then_some(rounded.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_by_their_decimal_mark() {
        use DecimalMark::{Comma, Either, Point};
        let cases = [
            ("1299.00", Point, Some("1299.00")),
            ("1,299.00", Point, Some("1299.00")),
            ("12,50", Point, None),
            ("12,50", Comma, Some("12.50")),
            ("1.299,00 €", Comma, Some("1299.00")),
            ("1 299,00", Comma, Some("1299.00")),
            ("CHF 12", Comma, None),
            ("12,5", Either, Some("12.5")),
            ("1.299,00", Either, Some("1299.00")),
            ("1,299,000", Either, Some("1299000")),
            ("$ 1'299.50", Either, Some("1299.50")),
            (".5", Point, Some("0.5")),
            ("007", Point, Some("7")),
            ("-3", Either, None),
            (",", Either, None),
            ("1.2.3", Point, None),
            ("1,2,3", Either, None),
            ("1e3", Either, None),
            ("", Either, None),
            ("٣", Either, None),
        ];

        for (text, mark, expected) in cases {
            assert_eq!(decimal(text, mark).ok().as_deref(), expected, "{text} {mark:?}");
        }
    }

    #[test]
    fn measures_become_whole_grams_and_millimetres() {
        let kg = Unit::weight("kg").unwrap();

        assert_eq!(kg.whole("0.35"), Ok(Some(350)));
        assert_eq!(kg.whole("0.0001"), Ok(Some(1)));
        assert_eq!(kg.whole("0"), Ok(None));
        assert_eq!(Unit::weight("lbs").unwrap().whole("1"), Ok(Some(454)));
        assert_eq!(Unit::length("in").unwrap().whole("2.5"), Ok(Some(64)));
        assert!(kg.whole("999999999999999999").is_err());
    }
}
