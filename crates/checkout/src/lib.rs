//! Carts and their prices. It joins the catalogue's variants, the shop's rules of prices and the pricing engine.

mod cart_request;
mod contact;
mod error;
mod order_batch;
mod order_command;
mod open_cart;
mod quote_cart;
mod receive_money;
mod refund_order;
mod settle_payment;
mod used_up;
#[cfg(test)]
mod tests;
mod shared_lines;

pub use cart_request::{CartLineRequest, CartRequest, SetAsideReason};
pub use contact::{
    COMPANY_FIELDS, CONTACT_FIELDS, COUNTRY, Company, Contact, EMAIL, FieldFault, FieldFaultReason, INVOICE_COMPANY,
    PHONE, TAX_NUMBER, address_input, check_company, check_contact, country_of,
};
pub use error::CheckoutError;
pub use open_cart::{CART_ADDRESS, CartGiftCard, QuotedCart, cart_request, destination_of, quote_open_cart};
pub use order_batch::{OrderBatcher, OrderError, carry_out};
pub use order_command::{Confirmation, OrderAnswer, OrderCommand, OrderRefusal, OrderStep, OrderStepKind, PlaceOrder};
pub use quote_cart::{CASH_ON_DELIVERY, CartQuote, QuotedLine, SetAsideLine, quote_cart};
pub use receive_money::{MoneyReceipt, ReceiveMoneyError, receive_money};
pub use refund_order::{RefundOrderError, refund_order};
pub use settle_payment::{SettlePaymentError, SettledOutcome, SettledPayment, settle_payment};
pub use shared_lines::{read_shared_lines, write_shared_lines};
