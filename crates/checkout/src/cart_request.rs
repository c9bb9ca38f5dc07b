use pricing::{Tender, documents::Destination};
use serde::{Deserialize, Serialize};
use types::Sku;

/// The content of a cart, and the choices that its price depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartRequest {
    /// The lines. Their places are the keys by which ties of roundings are decided.
    pub lines: Vec<CartLineRequest>,
    /// The codes that the shopper entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<String>,
    /// The address; without it, the market's first country, for an estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Destination>,
    /// The id of the delivery method; without it, the quote has no delivery.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery_method: Option<String>,
    /// True for an estimate: where no method is chosen, or the chosen one does not deliver, the quote has the cheapest
    /// method to an address.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimates_delivery: bool,
    /// True if the rest after gift cards and credit is paid in cash on delivery.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cash_on_delivery: bool,
    /// Gift cards and credit, in the order in which they are used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<Tender>,
    /// The buyer's e-mail address, once it is known: some promotions have a limit per customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A line of a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CartLineRequest {
    /// The variant.
    pub sku: Sku,
    /// The units.
    pub quantity: u32,
}

/// The reason why a line has no part in the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetAsideReason {
    /// The shop has no such variant.
    Unknown,
    /// The market does not sell it now.
    NotSoldHere,
    /// There are fewer units than the line has.
    OutOfStock {
        /// The units that the lines of this variant before it leave.
        left: u32,
    },
}
