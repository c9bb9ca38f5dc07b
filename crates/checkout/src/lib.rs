//! Carts and their prices. It joins the catalogue's variants, the shop's rules of prices and the pricing engine.

mod cart;
mod error;
mod order_batch;
mod order_command;
mod quote_cart;
mod receive_money;
mod refund_order;
mod settle_payment;
#[cfg(test)]
mod tests;

pub use cart::{CartLineRequest, CartRequest, SetAsideReason};
pub use error::CheckoutError;
pub use order_batch::{OrderBatcher, OrderError, carry_out};
pub use order_command::{Confirmation, OrderAnswer, OrderCommand, OrderRefusal, OrderStep, OrderStepKind, PlaceOrder};
pub use quote_cart::{CASH_ON_DELIVERY, CartQuote, QuotedLine, SetAsideLine, quote_cart};
pub use receive_money::{MoneyReceipt, ReceiveMoneyError, receive_money};
pub use refund_order::{RefundOrderError, refund_order};
pub use settle_payment::{SettlePaymentError, SettledOutcome, SettledPayment, settle_payment};
