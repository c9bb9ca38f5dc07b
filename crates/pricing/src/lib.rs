//! The pricing engine: lines of a cart and rules become a [`Quote`].
//!
//! It is a pure function of its request, without a clock, an environment, or input and output, and it compiles to
//! WebAssembly. The server and the browser run the same code, and get the same bytes.
//!
//! A quote is made in fixed stages: price by quantity, discounts of lines, discounts of the order, delivery, fees, tax,
//! the rounding line, and tenders. Amounts are `i64` in minor units, products between them `i128`, percentages parts per
//! million. Two functions round, [`half_up`] and [`largest_remainder`], and nothing else does.
//!
//! The engine reads a [`QuoteRequest`], in which everything is resolved for one market, one destination and one moment.
//! The module [`documents`] has what merchants write, promotions, tax rates and delivery rates, its check, and the
//! functions that resolve it.

pub mod bounds;
mod percent;
mod sorting;
mod rounding;
mod request;
mod quote;
mod error;
mod validate;
mod candidates;
mod discounts;
mod taxes;
mod charges;
mod combinations;
mod explain;
mod tenders;
mod digest;
mod engine;
mod amounts;
mod bytes;
mod refund;
#[cfg(feature = "documents")]
pub mod documents;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;

pub use amounts::amounts_bytes;
pub use bytes::{decode_quote, encode_request, quote_bytes};
pub use candidates::unit_price;
pub use engine::quote;
pub use error::{QuoteBound, QuoteError};
pub use percent::{Percent, PercentError};
pub use quote::{
    AppliedPromotion, NotApplied, NotAppliedReason, Quote, QuoteRow, RowDiscount, RowKey, TaxPart, TaxShare, TenderUse,
};
pub use refund::{Refund, RefundError, RefundLedger, RefundPiece, RowRefund, TenderRefund};
pub use request::{
    Availability, CartLine, Charge, ChargeTax, Effect, Fee, ItemSelection, PriceTier, PromotionRule, QuoteRequest,
    TaxComponent, TaxMode, Tender,
};
pub use rounding::{PPM, half_up, largest_remainder};
pub use validate::check_cart_size;
