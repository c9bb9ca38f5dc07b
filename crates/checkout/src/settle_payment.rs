use database::{Database, Error, Tx};
use inventory::HoldToken;
use jobs::JobError;
use orders::{NewOrderEvent, OrderActor, OrderEventKind};
use payments::{NewRefund, Payment, PaymentId, PaymentState, RefundId};
use serde_json::{Value, json};
use types::{OrderId, PaymentKind, Timestamp};

use crate::{OrderBatcher, OrderCommand, OrderError, OrderStep, OrderStepKind};

/// A payment with what has followed from its state for its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledPayment {
    /// The payment.
    pub payment: Payment,
    /// The outcome for the order.
    pub outcome: SettledOutcome,
}

/// The outcome of a payment for its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettledOutcome {
    /// The money may still come, by this payment or another one of the order.
    Waiting,
    /// The order is placed.
    Placed {
        /// Its number.
        number: Option<String>,
    },
    /// No money comes; the order is cancelled.
    Failed,
    /// The money came, and the order can't be made any more: the money goes back.
    Returned,
    /// The provider tells another amount or currency than is due; the order is cancelled, and staff look at the payment.
    Mismatch,
}

/// The reason why the order does not follow its payment yet. It can be tried again.
#[derive(Debug, thiserror::Error)]
pub enum SettlePaymentError {
    /// The order's step has no answer.
    #[error(transparent)]
    Order(#[from] OrderError),
    /// A task can't be written.
    #[error(transparent)]
    Task(#[from] JobError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Does for an order what follows from the state of its payment: places it, cancels it, or gives money back that came too
/// late. Done again, it does nothing more. Returns `None` if there is no such payment.
///
/// # Errors
/// If the database fails, or too many orders wait. It can be tried again.
pub async fn settle_payment(
    database: &Database,
    orders: &OrderBatcher,
    id: PaymentId,
    now: Timestamp,
) -> Result<Option<SettledPayment>, SettlePaymentError> {
    let mut reader = database.read(now).await?;
    let Some(payment) = payments::payment(&mut reader, id).await? else { return Ok(None) };
    let all = payments::payments_of_order(&mut reader, payment.order).await?;
    drop(reader);
    let settlement = Settlement { database, orders, now };
    let outcome = match payment.status.state {
        PaymentState::Authorised | PaymentState::Captured => settlement.confirm(&payment).await?,
        PaymentState::Mismatch => settlement.mismatch(&payment).await?,
        PaymentState::Failed | PaymentState::Lapsed | PaymentState::Cancelled => {
            let is_hopeful = |state: PaymentState| state.is_open() || state.is_paid();
            match all.iter().any(|other| is_hopeful(other.status.state)) {
                true => SettledOutcome::Waiting,
                false => settlement.end(&payment).await?,
            }
        }
        PaymentState::Begun | PaymentState::NeedsAction | PaymentState::Due | PaymentState::Awaited => {
            SettledOutcome::Waiting
        }
    };
    Ok(Some(SettledPayment { payment, outcome }))
}

struct Settlement<'s> {
    database: &'s Database,
    orders: &'s OrderBatcher,
    now: Timestamp,
}

impl Settlement<'_> {
    /// Places the order of a payment that is paid, or gives the money back.
    async fn confirm(&self, payment: &Payment) -> Result<SettledOutcome, SettlePaymentError> {
        let confirm = OrderStepKind::Confirm { second_hold: second_hold_of(payment.id) };
        match self.step(payment, confirm, "").await {
            Ok(number) => {
                self.record(&[self.event(payment, OrderEventKind::Paid, Value::Null)]).await?;
                Ok(SettledOutcome::Placed { number })
            }
            Err(OrderError::Refused(refusal)) => {
                let reason = format!("the money came, and the order can't be made: {refusal}");
                self.fail(payment, &reason).await?;
                self.give_back(payment, &reason).await?;
                Ok(SettledOutcome::Returned)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Cancels the order of a payment that differs from it, and gives the money back that came in the order's currency.
    async fn mismatch(&self, payment: &Payment) -> Result<SettledOutcome, SettlePaymentError> {
        let reported = payment.reported.map(|told| json!({"minor": told.minor, "currency": told.currency.code()}));
        let reason = "the payment provider tells another amount or currency";
        self.record(&[self.event(payment, OrderEventKind::Mismatch, reported.unwrap_or_default())]).await?;
        self.fail(payment, reason).await?;
        self.give_back(payment, reason).await?;
        Ok(SettledOutcome::Mismatch)
    }

    /// Cancels the order of a payment that ended without money.
    async fn end(&self, payment: &Payment) -> Result<SettledOutcome, SettlePaymentError> {
        let is_transfer = payment.kind == PaymentKind::BankTransfer;
        if is_transfer && payment.status.state == PaymentState::Lapsed {
            let cancel = OrderStepKind::Cancel { refund: refund_of(payment.id) };
            refused_or(self.step(payment, cancel, "the transfer has not come in time").await)?;
        } else {
            self.fail(payment, "").await?;
        }
        Ok(SettledOutcome::Failed)
    }

    /// Cancels the order if it is still being placed.
    async fn fail(&self, payment: &Payment, note: &str) -> Result<(), SettlePaymentError> {
        refused_or(self.step(payment, OrderStepKind::Fail, note).await)
    }

    /// Takes a step of the order. Returns the order's number.
    async fn step(&self, payment: &Payment, kind: OrderStepKind, note: &str) -> Result<Option<String>, OrderError> {
        let (order, actor, note) = (payment.order, OrderActor::Provider, note.to_owned());
        let step = OrderStep { order, kind, actor, note, now: self.now };
        self.orders.submit(OrderCommand::Step(step)).await.map(|answer| answer.number)
    }

    /// Requests that all money of a payment goes back, and tells staff why.
    async fn give_back(&self, payment: &Payment, reason: &str) -> Result<(), SettlePaymentError> {
        let mut tx = self.database.write(self.now).await?;
        let amount = payment.refundable();
        if amount > 0 {
            let (id, reason) = (refund_of(payment.id), reason.to_owned());
            let refund = NewRefund { id, payment: payment.id, amount, reason };
            // A refusal says that the money has gone back meanwhile.
            _ = payments::request_refund(&mut tx, &refund, self.now).await?;
            note_return(&mut tx, payment, amount, self.now).await?;
        }
        Ok(tx.commit_bookkeeping().await?)
    }

    async fn record(&self, events: &[NewOrderEvent]) -> Result<(), Error> {
        let mut tx = self.database.write(self.now).await?;
        orders::record_events(&mut tx, events).await?;
        tx.commit_bookkeeping().await
    }

    /// Returns an event that happens once for each payment.
    fn event(&self, payment: &Payment, kind: OrderEventKind, data: Value) -> NewOrderEvent {
        event(payment.order, kind, format!("{kind}-{}", payment.id), self.now).with(data)
    }
}

fn event(order: OrderId, kind: OrderEventKind, key: String, at: Timestamp) -> NewOrderEvent {
    NewOrderEvent { order, kind, key, actor: OrderActor::Provider, at, data: Value::Null }
}

async fn note_return(tx: &mut Tx, payment: &Payment, amount: i64, now: Timestamp) -> Result<(), Error> {
    let data = json!({"minor": amount, "currency": payment.amount.currency.code(), "refund": refund_of(payment.id)});
    let note = event(payment.order, OrderEventKind::Note, format!("money-returned-{}", payment.id), now).with(data);
    orders::record_events(tx, &[note]).await.map(|_| ())
}

/// Passes on errors other than the order's own refusal: its state has gone further by another way.
fn refused_or(outcome: Result<Option<String>, OrderError>) -> Result<(), SettlePaymentError> {
    match outcome {
        Ok(_) | Err(OrderError::Refused(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Returns the name of the hold that an order gets whose first one has lapsed: other bits than those of the payment, which an
/// order and its first hold may share.
const fn second_hold_of(payment: PaymentId) -> HoldToken {
    HoldToken(!payment.0.as_u128())
}

/// Returns the name of the refund of a whole payment: the same bits, so that it is requested once.
const fn refund_of(payment: PaymentId) -> RefundId {
    RefundId(payment.0)
}
