use serde::{Deserialize, Serialize};
use serde_json::Value;
use types::{OrderId, Timestamp};

/// The kind of an event in the history of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderEventKind {
    /// The order was made, and its payment begins.
    Begun,
    /// The order was placed, and has its number.
    Placed,
    /// The shop waits for the money.
    PaymentAwaited,
    /// A payment failed.
    PaymentFailed,
    /// The money has arrived.
    Paid,
    /// The goods have left.
    Dispatched,
    /// The goods have arrived.
    Delivered,
    /// The order was cancelled.
    Cancelled,
    /// Money was returned.
    Refunded,
    /// A mail was handed to the mail server.
    MailSent,
    /// The mail server has refused a mail for good.
    MailRefused,
    /// A payment has another amount or currency than the order.
    Mismatch,
    /// Staff have written something down.
    Note,
}

/// The party that made something happen to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderActor {
    /// The buyer.
    Buyer,
    /// The staff.
    Staff,
    /// The payment provider.
    Provider,
    /// The shop itself, such as a job.
    System,
}

/// An event to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrderEvent {
    /// The order.
    pub order: OrderId,
    /// The kind.
    pub kind: OrderEventKind,
    /// The key: events of one order with one key are one event.
    pub key: String,
    /// The party that made it happen.
    pub actor: OrderActor,
    /// The moment.
    pub at: Timestamp,
    /// Facts that belong to the kind; [`Value::Null`] if there are none.
    pub data: Value,
}

/// An event in the history of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrderEvent {
    /// The id of the row, which rises.
    pub id: i64,
    /// The key.
    pub key: String,
    /// The kind.
    pub kind: OrderEventKind,
    /// The party that made it happen.
    pub actor: OrderActor,
    /// The moment.
    pub at: Timestamp,
    /// Facts that belong to the kind.
    pub data: Value,
}

impl NewOrderEvent {
    /// Returns an event that happens to an order at most once: its kind is its key.
    pub fn once(order: OrderId, kind: OrderEventKind, actor: OrderActor, at: Timestamp) -> Self {
        Self { order, kind, key: kind.as_str().to_owned(), actor, at, data: Value::Null }
    }

    /// Returns the event with these facts.
    #[must_use]
    pub fn with(self, data: Value) -> Self {
        Self { data, ..self }
    }
}

database::stored_names! {
    OrderEventKind: Begun "begun", Placed "placed", PaymentAwaited "payment-awaited", PaymentFailed "payment-failed", Paid "paid", Dispatched "dispatched", Delivered "delivered", Cancelled "cancelled", Refunded "refunded", MailSent "mail-sent", MailRefused "mail-refused", Mismatch "mismatch", Note "note";
    OrderActor: Buyer "buyer", Staff "staff", Provider "provider", System "system";
}
