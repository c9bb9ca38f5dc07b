//! Orders: what a buyer bought, at which price, and what has happened since.
//!
//! An order keeps a [`OrderSnapshot`] of everything that the buyer agreed to: names, options, prices, tax and addresses. It is
//! never changed, and never completed from the catalogue or the rules of today. The [`OrderState`] only rises, and each
//! [`OrderEvent`] is recorded once. The number comes from its market's series when the order is placed.
//!
//! Stock, payments and carts belong to other domains; `checkout` joins them.

mod snapshot;
mod state;
mod token;
mod customer;
mod order;
mod order_filter;
mod rows;
mod new_order;
mod event;
mod number;
mod insert;
mod transition;
mod find;
mod list;
mod record_event;
mod record_refund;
mod mail_task;
mod promotion_uses;
mod store;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;

pub use customer::customer_key;
pub use event::{NewOrderEvent, OrderActor, OrderEvent, OrderEventKind};
pub use find::{by_checkouts, by_id, by_name, by_number, by_number_and_email, by_token, events};
pub use insert::{add_links, insert};
pub use list::list;
pub use mail_task::{ORDER_MAIL_JOB, OrderMailTask, OrderMailTopic, enqueue_mail, enqueue_mails};
pub use new_order::{NewOrder, OrderedUnits};
pub use number::take_numbers;
pub use order::{Order, OrderChange};
pub use order_filter::{OrderFilter, OrderPage};
pub use promotion_uses::{PromotionUses, UseLimits};
pub use record_event::record_events;
pub use record_refund::{RecordRefundError, RefundRequest, record_refund, refunds};
pub use snapshot::{
    OrderBilling, OrderContact, OrderDelivery, OrderPayment, OrderSeller, OrderSnapshot, OrderedLine, OrderedOption,
    OrderedPromotion, SNAPSHOT_VERSION, UsedGiftCard,
};
pub use state::OrderState;
pub use token::{OrderToken, OrderTokenError};
pub use transition::{change, lock};
