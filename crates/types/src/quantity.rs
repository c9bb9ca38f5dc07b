use std::fmt;

/// How many of something: one or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(u32);

/// Zero, or more than the shop can count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityError;

impl Quantity {
    /// `count`, unless it is zero or below, or over `u32::MAX`.
    pub fn new(count: i64) -> Result<Self, QuantityError> {
        match u32::try_from(count) {
            Ok(0) | Err(_) => Err(QuantityError),
            Ok(count) => Ok(Self(count)),
        }
    }

    /// The count.
    pub const fn count(self) -> u32 {
        self.0
    }
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a quantity is a whole number of at least 1")
    }
}

impl std::error::Error for QuantityError {}
