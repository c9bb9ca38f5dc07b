use std::fmt;

use serde::{Deserialize, Serialize};

mod table;

use table::CODES;

/// A country or territory of ISO 3166-1. Countries are ordered by their codes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct Country(u8);

/// A text that is not the code of a country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCountry(String);

impl Country {
    /// Returns every country, in the order of the codes.
    pub fn all() -> impl ExactSizeIterator<Item = Self> + Clone {
        (0..CODES.len()).map(|place| Self(place as u8))
    }

    /// Returns the country with this ISO 3166-1 alpha-2 code, which is in upper case.
    pub fn from_code(code: &str) -> Option<Self> {
        CODES.binary_search(&code).ok().map(|place| Self(place as u8))
    }

    /// Returns the ISO 3166-1 alpha-2 code.
    pub const fn code(self) -> &'static str {
        CODES[self.0 as usize]
    }

    /// Returns the place in [`Self::all`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Country {
    type Error = UnknownCountry;

    fn try_from(code: String) -> Result<Self, UnknownCountry> {
        Self::from_code(&code).ok_or(UnknownCountry(code))
    }
}

impl From<Country> for &'static str {
    fn from(country: Country) -> Self {
        country.code()
    }
}

impl fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not the ISO 3166-1 code of a country, such as DE", self.0)
    }
}

impl std::error::Error for UnknownCountry {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_assigned_code_in_order() {
        assert_eq!(CODES.len(), 249);
        assert!(CODES.is_sorted_by(|one, other| one < other));
        assert!(CODES.iter().all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())));
    }

    #[test]
    fn codes_read_back() {
        for country in Country::all() {
            assert_eq!(Country::from_code(country.code()), Some(country));
        }
        let others = ["", "de", "DEU", "EU", "XK", "UK", "AN", "ZZ", "001"];
        assert!(others.into_iter().all(|code| Country::from_code(code).is_none()));
    }
}
