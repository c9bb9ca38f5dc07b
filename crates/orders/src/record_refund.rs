use std::collections::BTreeSet;

use database::{Error, Executor, Tx};
use pricing::{Refund, RefundError, RefundLedger, RefundPiece};
use serde::{Deserialize, Serialize};
use types::{OrderId, Timestamp};

use crate::{NewOrderEvent, Order, OrderActor, OrderEventKind, OrderState, find, store, transition};

/// A refund to record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundRequest {
    /// The order.
    pub order: OrderId,
    /// The key: the same refund recorded again is one refund.
    pub key: String,
    /// The pieces that are returned.
    pub pieces: Vec<RefundPiece>,
    /// The reason, for people to read.
    pub reason: String,
    /// The party that returns the money.
    pub actor: OrderActor,
    /// The moment.
    pub now: Timestamp,
}

/// The reason why a refund is not recorded. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum RecordRefundError {
    /// No order has this id.
    #[error("there is no such order")]
    NoSuchOrder,
    /// The order is not placed, or was cancelled: its money goes back by its payments.
    #[error("the order is not placed, or was cancelled, so it has nothing to refund")]
    NotPlaced,
    /// More than is left, or an unknown row.
    #[error("{0}")]
    Refund(RefundError),
    /// Another refund was recorded under this key.
    #[error("another refund was recorded under this key")]
    OtherRefund,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// The facts of an event of a refund.
#[derive(Serialize, Deserialize)]
struct RefundData {
    pieces: Vec<RefundPiece>,
    refund: Refund,
    reason: String,
}

impl RefundRequest {
    /// Returns the key of the event that records it.
    pub fn event_key(&self) -> String {
        format!("{}-{}", OrderEventKind::Refunded, self.key)
    }
}

/// Records a refund, and returns its amounts. They follow from the snapshot alone, and from the refunds before: any pieces add
/// up to the whole. Recorded again under its key, it returns the same amounts.
///
/// # Errors
/// If more is asked for than is left, the key belongs to another refund, or the database fails.
pub async fn record_refund(tx: &mut Tx, request: &RefundRequest) -> Result<Refund, RecordRefundError> {
    let mut locked = transition::lock(tx, &BTreeSet::from([request.order])).await?;
    let order = locked.remove(&request.order).ok_or(RecordRefundError::NoSuchOrder)?;
    if matches!(order.state, OrderState::Placing | OrderState::Cancelled) {
        return Err(RecordRefundError::NotPlaced);
    }
    let before = refund_events(tx, order.id).await?;
    if let Some((_, recorded)) = before.iter().find(|(key, _)| *key == request.event_key()) {
        let is_same = recorded.pieces == request.pieces;
        return if is_same { Ok(recorded.refund.clone()) } else { Err(RecordRefundError::OtherRefund) };
    }
    let mut ledger = ledger(&order, before.iter().map(|(_, data)| &data.pieces))?;
    let refund = ledger.refund(&order.snapshot.quote, &request.pieces).map_err(RecordRefundError::Refund)?;
    store::add_refunded(tx, order.id, refund.total, request.now).await?;
    store::insert_events(tx, &[event(request, &refund)?]).await?;
    Ok(refund)
}

/// Returns the refunds of an order, the oldest first.
///
/// # Errors
/// If the database fails.
pub async fn refunds(on: &mut impl Executor, order: OrderId) -> Result<Vec<Refund>, Error> {
    let events = refund_events(on, order).await?;
    Ok(events.into_iter().map(|(_, data)| data.refund).collect())
}

/// Returns the ledger after these refunds.
fn ledger<'a>(
    order: &Order,
    before: impl Iterator<Item = &'a Vec<RefundPiece>>,
) -> Result<RefundLedger, RecordRefundError> {
    let quote = &order.snapshot.quote;
    let mut ledger = RefundLedger::new(quote);
    for pieces in before {
        ledger.refund(quote, pieces).map_err(RecordRefundError::Refund)?;
    }
    Ok(ledger)
}

async fn refund_events(on: &mut impl Executor, order: OrderId) -> Result<Vec<(String, RefundData)>, Error> {
    let mut refunds = Vec::new();
    for event in find::events(on, order).await? {
        if event.kind == OrderEventKind::Refunded {
            let data = serde_json::from_value(event.data).map_err(|error| Error::defect("order_event.data", error))?;
            refunds.push((event.key, data));
        }
    }
    Ok(refunds)
}

fn event(request: &RefundRequest, refund: &Refund) -> Result<NewOrderEvent, Error> {
    let data = RefundData { pieces: request.pieces.clone(), refund: refund.clone(), reason: request.reason.clone() };
    let data = serde_json::to_value(data).map_err(|error| Error::defect("order_event.data", error))?;
    Ok(NewOrderEvent {
        order: request.order,
        kind: OrderEventKind::Refunded,
        key: request.event_key(),
        actor: request.actor,
        at: request.now,
        data,
    })
}
