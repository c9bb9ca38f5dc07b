use database::{Error, Tx};
use orders::{NewOrderEvent, OrderActor, OrderEventKind};
use payments::{Payment, ReceiveError};
use serde_json::json;
use types::{Money, OrderId, PaymentKind, Timestamp};

/// Money that staff received for an order, in cash or by transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyReceipt {
    /// The order.
    pub order: OrderId,
    /// The amount; `None` for what is missing.
    pub amount: Option<Money>,
    /// The key: the same receipt recorded again is one receipt.
    pub key: String,
    /// The moment.
    pub now: Timestamp,
}

/// The reason why money can't be recorded. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveMoneyError {
    /// The order has no payment that staff record.
    #[error("the order has no payment in cash or by transfer")]
    NoPayment,
    /// Another receipt was recorded under this key.
    #[error("other money was recorded under this key")]
    OtherReceipt,
    /// The payment refuses the amount.
    #[error(transparent)]
    Refused(ReceiveError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Records money for an order. Returns the payment as it is then. A receipt that is recorded again under its key changes
/// nothing.
///
/// # Errors
/// If the order has no such payment, the amount is wrong, or the database fails.
pub async fn receive_money(tx: &mut Tx, receipt: &MoneyReceipt) -> Result<Payment, ReceiveMoneyError> {
    let payments = payments::payments_of_order(tx, receipt.order).await?;
    let by_staff = |payment: &Payment| payment.kind != PaymentKind::Test;
    let payment = payments.into_iter().rev().find(by_staff).ok_or(ReceiveMoneyError::NoPayment)?;
    let missing = Money::new(payment.amount.minor - payment.status.captured, payment.amount.currency);
    let event = event(receipt, receipt.amount.unwrap_or(missing));
    if orders::record_events(tx, std::slice::from_ref(&event)).await? == 0 {
        ensure_same(tx, receipt, &event).await?;
        return Ok(payment);
    }
    let received = payments::record_received(tx, payment.id, receipt.amount.unwrap_or(missing)).await?;
    received.map(|received| received.payment).map_err(ReceiveMoneyError::Refused)
}

/// Fails if another amount was recorded under the key of the receipt.
async fn ensure_same(tx: &mut Tx, receipt: &MoneyReceipt, event: &NewOrderEvent) -> Result<(), ReceiveMoneyError> {
    let recorded = orders::events(tx, receipt.order).await?;
    let recorded = recorded.iter().find(|recorded| recorded.key == event.key);
    let is_same = recorded.is_some_and(|recorded| recorded.data == event.data);
    if receipt.amount.is_none() || is_same { Ok(()) } else { Err(ReceiveMoneyError::OtherReceipt) }
}

fn event(receipt: &MoneyReceipt, amount: Money) -> NewOrderEvent {
    NewOrderEvent {
        order: receipt.order,
        kind: OrderEventKind::Paid,
        key: format!("received-{}", receipt.key),
        actor: OrderActor::Staff,
        at: receipt.now,
        data: json!({ "minor": amount.minor, "currency": amount.currency.code() }),
    }
}
