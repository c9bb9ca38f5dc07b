use std::fmt;

use serde::{Deserialize, Serialize};
use types::Overflow;

/// The reason why there is no quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuoteError {
    /// A sum does not fit into 64 bits.
    Overflow,
    /// A number or the length of a list is out of its bounds.
    OutOfBounds {
        /// The bound.
        bound: QuoteBound,
        /// The place in its list, counted from 0.
        at: u32,
    },
    /// Two lines have this key.
    SameLine(u64),
    /// Two promotions have this id.
    SamePromotion(String),
    /// Two fees have this code.
    SameFee(String),
    /// Two tenders have this id.
    SameTender(String),
    /// The bytes are not an encoded request.
    Malformed,
}

/// A bound of a request; see [`crate::bounds`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each has its sentence below")]
pub enum QuoteBound {
    Lines,
    Quantity,
    Tiers,
    Price,
    TaxRate,
    Promotions,
    PromotionId,
    Discount,
    Codes,
    Combinations,
    Charges,
    ChargeAmount,
    Tenders,
    Balance,
    RoundTo,
}

impl QuoteBound {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Lines => "a cart has at most 200 lines",
            Self::Quantity => "a line has 1 to 1,000,000 units",
            Self::Tiers => "a line has 1 to 100 price tiers, the first from 1 unit, in rising order",
            Self::Price => "a price is 0 to 1,000,000,000,000 minor units",
            Self::TaxRate => "a tax has at most 16 components and 1,000 percent",
            Self::Promotions => "a request has at most 200 promotions",
            Self::PromotionId => "an id or a code has 1 to 100 bytes",
            Self::Discount => "a discount is at most 100 percent, or 0 to 1,000,000,000,000 minor units",
            Self::Codes => "a cart has at most 5 codes",
            Self::Combinations => "these promotions have more than 512 combinations",
            Self::Charges => "a request has at most 16 fees",
            Self::ChargeAmount => "a delivery or a fee is 0 to 1,000,000,000,000 minor units",
            Self::Tenders => "a request has at most 16 tenders",
            Self::Balance => "a tender has 0 to 2^63 − 1 minor units",
            Self::RoundTo => "a total is rounded to 0 to 1,000,000 minor units",
        }
    }
}

impl fmt::Display for QuoteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow => f.write_str("a sum of the cart does not fit into 64 bits"),
            Self::OutOfBounds { bound, at } => write!(f, "{} (entry {at} is not within this bound)", bound.sentence()),
            Self::SameLine(key) => write!(f, "two lines have the key {key}"),
            Self::SamePromotion(id) => write!(f, "two promotions have the id {id:?}"),
            Self::SameFee(code) => write!(f, "two fees have the code {code:?}"),
            Self::SameTender(key) => write!(f, "two tenders have the id {key:?}"),
            Self::Malformed => f.write_str("the bytes are not an encoded request for a quote"),
        }
    }
}

impl std::error::Error for QuoteError {}

impl From<Overflow> for QuoteError {
    fn from(_: Overflow) -> Self {
        Self::Overflow
    }
}
