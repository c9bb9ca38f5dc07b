//! Carts and their prices. It joins the catalogue's variants, the shop's rules of prices and the pricing engine.

mod cart;
mod error;
mod quote_cart;

pub use cart::{CartLineRequest, CartRequest, SetAsideReason};
pub use error::CheckoutError;
pub use quote_cart::{CASH_ON_DELIVERY, CartQuote, QuotedLine, SetAsideLine, quote_cart};
