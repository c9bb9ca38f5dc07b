use std::fmt;

use serde::{Deserialize, Serialize};

/// The name a variant has in the warehouse: 1 to 64 of `A-Z 0-9 . _ -`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

/// Why a text is no SKU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SkuError;

impl Sku {
    /// `text`, if it has the form of a SKU.
    pub fn new(text: impl Into<String>) -> Result<Self, SkuError> {
        let text = text.into();
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b"._-".contains(&b));
        if fits { Ok(Self(text)) } else { Err(SkuError) }
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Sku {
    type Error = SkuError;

    fn try_from(text: String) -> Result<Self, SkuError> {
        Self::new(text)
    }
}

impl From<Sku> for String {
    fn from(sku: Sku) -> Self {
        sku.0
    }
}

impl fmt::Display for Sku {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SkuError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a SKU is 1 to 64 of the characters A-Z 0-9 . _ -")
    }
}

impl std::error::Error for SkuError {}
