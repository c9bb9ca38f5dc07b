use database::{Error, Tx};
use orders::{NewOrderEvent, OrderActor, OrderEventKind};
use payments::{Payment, ReceiveError, ReceivedMoney};
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
    /// The payment refuses the amount.
    #[error(transparent)]
    Refused(ReceiveError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Records money for an order. Returns what is still missing or too much; `None` if the receipt was recorded before.
///
/// # Errors
/// If the order has no such payment, the amount is wrong, or the database fails.
pub async fn receive_money(tx: &mut Tx, receipt: &MoneyReceipt) -> Result<Option<ReceivedMoney>, ReceiveMoneyError> {
    let payments = payments::payments_of_order(tx, receipt.order).await?;
    let is_recorded = |payment: &&Payment| payment.kind != PaymentKind::Test;
    let payment = payments.iter().rev().find(is_recorded).ok_or(ReceiveMoneyError::NoPayment)?;
    let missing = Money::new(payment.amount.minor - payment.status.captured, payment.amount.currency);
    let amount = receipt.amount.unwrap_or(missing);
    if orders::record_events(tx, &[event(receipt, amount)]).await? == 0 {
        return Ok(None);
    }
    let received = payments::record_received(tx, payment.id, amount).await?;
    received.map(Some).map_err(ReceiveMoneyError::Refused)
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
