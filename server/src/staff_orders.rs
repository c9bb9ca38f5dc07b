//! Changes of orders by staff, for the command line and the staff API.

use axum::http::StatusCode;
use checkout::{
    MoneyReceipt, OrderCommand, OrderRefusal, OrderStep, OrderStepKind, ReceiveMoneyError, RefundOrderError, carry_out,
    receive_money, refund_order,
};
use database::{Database, Error, Revision, Tx};
use orders::{Order, OrderActor, RecordRefundError, RefundRequest};
use payments::{Payment, RefundId};
use pricing::{Refund, RefundPiece};
use types::{Money, OrderId, Timestamp};
use uuid::Uuid;

/// The number of times that a change is tried again when another writer was faster.
const RETRIES: u32 = 3;

/// The reason why an order can't be found or changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffOrderError {
    /// No order has this number or id.
    #[error("there is no order \"{0}\"")]
    Unknown(String),
    /// The order's state or stock refuses the step.
    #[error(transparent)]
    Refused(OrderRefusal),
    /// The money can't be recorded.
    #[error(transparent)]
    Money(ReceiveMoneyError),
    /// The refund can't be made.
    #[error(transparent)]
    Refund(RefundOrderError),
    /// A line, an amount or another part of the request is wrong.
    #[error("{0}")]
    Malformed(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// A change that staff make to an order.
#[derive(Clone, Debug)]
pub(crate) enum OrderAction {
    /// The goods leave.
    Dispatch,
    /// The goods have arrived.
    Deliver,
    /// The order is cancelled.
    Cancel,
    /// Money has come in; without an amount, all that is missing.
    Receive { amount: Option<Money> },
    /// Money goes back.
    Refund { pieces: Vec<RefundPiece> },
}

/// A request for a change.
#[derive(Clone, Debug)]
pub(crate) struct OrderActionRequest {
    pub(crate) order: OrderId,
    pub(crate) action: OrderAction,
    /// The reason or other words for the history.
    pub(crate) note: String,
    /// The name of the request: repeated, it has the same effect and answer.
    pub(crate) key: String,
    pub(crate) now: Timestamp,
}

/// The outcome of a change.
#[derive(Clone, Debug)]
pub(crate) enum OrderActionOutcome {
    Stepped,
    Received(Payment),
    Refunded(Refund),
}

impl StaffOrderError {
    /// Returns the status that the staff API answers.
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::Unknown(_) => StatusCode::NOT_FOUND,
            Self::Refused(_)
            | Self::Money(ReceiveMoneyError::NoPayment)
            | Self::Refund(
                RefundOrderError::NotPaid { .. } | RefundOrderError::Refused(RecordRefundError::NotPlaced),
            ) => StatusCode::CONFLICT,
            Self::Money(_) | Self::Refund(_) | Self::Malformed(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Database(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the code by which programs tell failures apart.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown",
            Self::Refused(refusal) => refusal.reason(),
            Self::Money(ReceiveMoneyError::OtherReceipt)
            | Self::Refund(RefundOrderError::Refused(RecordRefundError::OtherRefund)) => "key-reused",
            Self::Money(_) => "not-received",
            Self::Refund(_) => "not-refunded",
            Self::Malformed(_) => "malformed",
            Self::Database(_) => "failed",
        }
    }
}

impl From<ReceiveMoneyError> for StaffOrderError {
    fn from(error: ReceiveMoneyError) -> Self {
        match error {
            ReceiveMoneyError::Database(error) => Self::Database(error),
            other => Self::Money(other),
        }
    }
}

impl From<RefundOrderError> for StaffOrderError {
    fn from(error: RefundOrderError) -> Self {
        match error {
            RefundOrderError::Database(error) | RefundOrderError::Refused(RecordRefundError::Database(error)) => {
                Self::Database(error)
            }
            other => Self::Refund(other),
        }
    }
}

/// Returns the order that people name so.
pub(crate) async fn order_named(database: &Database, name: &str, now: Timestamp) -> Result<Order, StaffOrderError> {
    let mut reader = database.read(now).await?;
    let order = orders::by_name(&mut reader, name).await?;
    order.ok_or_else(|| StaffOrderError::Unknown(name.to_owned()))
}

/// Changes an order in a transaction of its own. Returns the outcome, and the revision if pages show its effect.
pub(crate) async fn act(
    database: &Database,
    request: &OrderActionRequest,
) -> Result<(OrderActionOutcome, Option<Revision>), StaffOrderError> {
    let mut retries = 0;
    loop {
        match act_once(database, request).await {
            Err(StaffOrderError::Database(error)) if error.is_lost_to_rival() && retries < RETRIES => retries += 1,
            done => return done,
        }
    }
}

async fn act_once(
    database: &Database,
    request: &OrderActionRequest,
) -> Result<(OrderActionOutcome, Option<Revision>), StaffOrderError> {
    let mut tx = database.write(request.now).await?;
    let outcome = change(&mut tx, request).await?;
    if tx.has_touched() {
        return Ok((outcome, Some(tx.commit().await?)));
    }
    tx.commit_bookkeeping().await?;
    Ok((outcome, None))
}

async fn change(tx: &mut Tx, request: &OrderActionRequest) -> Result<OrderActionOutcome, StaffOrderError> {
    let kind = match &request.action {
        OrderAction::Dispatch => OrderStepKind::Dispatch,
        OrderAction::Deliver => OrderStepKind::Deliver,
        OrderAction::Cancel => OrderStepKind::Cancel { refund: new_refund() },
        OrderAction::Receive { amount } => {
            let (order, key, now) = (request.order, request.key.clone(), request.now);
            let receipt = MoneyReceipt { order, amount: *amount, key, now };
            return Ok(OrderActionOutcome::Received(receive_money(tx, &receipt).await?));
        }
        OrderAction::Refund { pieces } => {
            let refund = refund_order(tx, &refund_request(request, pieces), new_refund()).await?;
            return Ok(OrderActionOutcome::Refunded(refund));
        }
    };
    let (actor, note) = (OrderActor::Staff, request.note.clone());
    let step = OrderStep { order: request.order, kind, actor, note, now: request.now };
    for outcome in carry_out(tx, &[OrderCommand::Step(step)]).await? {
        outcome.map_err(StaffOrderError::Refused)?;
    }
    Ok(OrderActionOutcome::Stepped)
}

fn refund_request(request: &OrderActionRequest, pieces: &[RefundPiece]) -> RefundRequest {
    RefundRequest {
        order: request.order,
        key: request.key.clone(),
        pieces: pieces.to_vec(),
        reason: request.note.clone(),
        actor: OrderActor::Staff,
        now: request.now,
    }
}

fn new_refund() -> RefundId {
    RefundId(Uuid::new_v4())
}
