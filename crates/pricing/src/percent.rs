use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Parts per million in one percent.
const PPM_PER_PERCENT: u32 = 10_000;

/// A percentage with up to four decimals, in parts per million: 8.875 % is 88,750. Documents write it as a decimal
/// number, `"8.875"`; compact encodings hold the parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(u32);

/// A text that is not a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PercentError;

impl Percent {
    /// Everything.
    pub const WHOLE: Self = Self(1_000_000);

    /// Returns the percentage of this many parts per million.
    pub const fn from_ppm(ppm: u32) -> Self {
        Self(ppm)
    }

    /// Returns the parts per million.
    pub const fn ppm(self) -> u32 {
        self.0
    }

    /// Returns the parts per million as a factor of [`crate::half_up`].
    pub(crate) const fn factor(self) -> i64 {
        self.0 as i64
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    fn from_str(text: &str) -> Result<Self, PercentError> {
        let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
        let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_digits(whole) || part.is_some_and(|part| !is_digits(part) || part.len() > 4) {
            return Err(PercentError);
        }
        let part = part.map_or(Ok(0), |part| format!("{part:0<4}").parse::<u32>()).map_err(|_| PercentError)?;
        let whole = whole.parse::<u32>().ok().and_then(|whole| whole.checked_mul(PPM_PER_PERCENT));
        whole.and_then(|whole| whole.checked_add(part)).map(Self).ok_or(PercentError)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / PPM_PER_PERCENT)?;
        match self.0 % PPM_PER_PERCENT {
            0 => Ok(()),
            part => f.write_str(format!(".{part:04}").trim_end_matches('0')),
        }
    }
}

impl fmt::Display for PercentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a percentage as a decimal number with up to four decimals, such as \"12.5\"")
    }
}

impl std::error::Error for PercentError {}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serializer.is_human_readable() {
            true => serializer.collect_str(self),
            false => serializer.serialize_u32(self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.is_human_readable() {
            true => String::deserialize(deserializer)?.parse().map_err(de::Error::custom),
            false => u32::deserialize(deserializer).map(Self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, ppm) in [("12.5", 125_000), ("8.875", 88_750), ("100", 1_000_000), ("0.0001", 1), ("0", 0)] {
            assert_eq!(text.parse(), Ok(Percent(ppm)));
            assert_eq!(Percent(ppm).to_string(), text);
        }
        for text in ["", ".5", "5.", "-1", "1e1", "1.00000", "999999999", "5 %", "٥"] {
            assert_eq!(text.parse::<Percent>(), Err(PercentError), "{text}");
        }
    }
}
