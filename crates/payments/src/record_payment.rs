//! Writes of payments. Each raises the status of a payment, or leaves it.

use database::{Error, Tx};
use jobs::{JobError, NewTask, enqueue};
use serde::{Deserialize, Serialize};
use types::{Money, Timestamp};

use crate::{NewPayment, Payment, PaymentId, PaymentState, PaymentStatus, ProviderTruth, store};

/// The name of the job that does what follows from a payment's state for its order.
pub const SETTLEMENT_JOB: &str = "payment-settlements";

/// The payment that a task is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettlementTask {
    /// The payment.
    pub payment: PaymentId,
}

/// A truth that was applied to a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedTruth {
    /// The status before.
    pub before: PaymentStatus,
    /// The payment now.
    pub payment: Payment,
    /// True if the provider tells money of another amount or currency than is due, also of a payment that is paid.
    pub differs: bool,
}

/// The outcome of money that staff recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMoney {
    /// The status before.
    pub before: PaymentStatus,
    /// The payment now.
    pub payment: Payment,
    /// The amount that is missing, in minor units.
    pub short: i64,
    /// The amount that came beyond what was due, in minor units.
    pub over: i64,
}

/// The reason why money can't be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiveError {
    /// There is no such payment.
    #[error("there is no such payment")]
    NoSuchPayment,
    /// The provider of the payment tells of its money itself.
    #[error("the payment is with a provider, which tells of its money itself")]
    WithProvider,
    /// The amount is in another currency, not positive, or too large.
    #[error("the amount is not one of the payment's currency above zero")]
    WrongAmount,
}

impl AppliedTruth {
    /// Returns true if the payment was not paid before, and is now.
    pub const fn is_newly_paid(&self) -> bool {
        !self.before.state.is_paid() && self.payment.status.state.is_paid()
    }

    /// Returns true if the payment was open before, and has ended without money now.
    pub const fn is_newly_ended(&self) -> bool {
        !self.before.state.is_ended_unpaid() && self.payment.status.state.is_ended_unpaid()
    }

    /// Returns true if the payment did not differ from its order before, and does now.
    pub const fn is_newly_mismatched(&self) -> bool {
        !matches!(self.before.state, PaymentState::Mismatch)
            && matches!(self.payment.status.state, PaymentState::Mismatch)
    }
}

/// Writes payments in their first state. Cash and transfers are awaited from then on; others are begun at their provider
/// after the transaction has committed, and looked at by the timer.
pub async fn begin_payments(tx: &mut Tx, payments: &[NewPayment], now: Timestamp) -> Result<(), Error> {
    store::insert(tx, payments, now).await
}

/// Records the provider's name of a payment and the address where the shopper pays. Returns `None` if there is no such
/// payment.
pub async fn record_begun(
    tx: &mut Tx,
    id: PaymentId,
    handle: &str,
    url: Option<&str>,
) -> Result<Option<Payment>, Error> {
    let Some(mut payment) = store::lock(tx, id).await? else { return Ok(None) };
    payment.handle = Some(handle.to_owned());
    payment.url = url.map(str::to_owned);
    if payment.status.state == PaymentState::Begun && url.is_some() {
        payment.status.state = PaymentState::NeedsAction;
    }
    store::update(tx, &payment).await?;
    Ok(Some(payment))
}

/// Applies what the provider told of a payment, and writes a task of [`SETTLEMENT_JOB`] if its state has changed: whatever
/// becomes of this process, the order follows. Returns `None` if there is no such payment. The same truth applied again changes
/// nothing.
pub async fn apply_truth(tx: &mut Tx, id: PaymentId, truth: &ProviderTruth) -> Result<Option<AppliedTruth>, JobError> {
    let Some(mut payment) = store::lock(tx, id).await? else { return Ok(None) };
    let before = payment.status;
    payment.status = before.after(payment.amount, truth);
    let differs = truth.differs_from(payment.amount);
    if differs {
        payment.reported = Some(truth.money());
    }
    store::update(tx, &payment).await?;
    if payment.status.state != before.state {
        let (task, now) = (SettlementTask { payment: id }, tx.now());
        enqueue(tx, NewTask { job: SETTLEMENT_JOB, key: None, payload: &task, due_at: now }).await?;
    }
    Ok(Some(AppliedTruth { before, payment, differs }))
}

/// Records money that staff received for a payment in cash or by transfer.
pub async fn record_received(
    tx: &mut Tx,
    id: PaymentId,
    received: Money,
) -> Result<Result<ReceivedMoney, ReceiveError>, Error> {
    let Some(mut payment) = store::lock(tx, id).await? else { return Ok(Err(ReceiveError::NoSuchPayment)) };
    if payment.status.state.is_with_provider() || payment.kind == types::PaymentKind::Test {
        return Ok(Err(ReceiveError::WithProvider));
    }
    let before = payment.status;
    let is_amount = received.currency == payment.amount.currency && received.minor > 0;
    let after = before.after_receipt(payment.amount.minor, received.minor).filter(|_| is_amount);
    let Some(after) = after else { return Ok(Err(ReceiveError::WrongAmount)) };
    payment.status = after;
    store::update(tx, &payment).await?;
    let rest = payment.amount.minor - after.captured;
    Ok(Ok(ReceivedMoney { before, payment, short: rest.max(0), over: (-rest).max(0) }))
}

/// Ends a transfer whose time has run out, and writes a task of [`SETTLEMENT_JOB`]. Returns it, or `None` if money came for
/// it, or its time has not run out.
pub async fn lapse_transfer(tx: &mut Tx, id: PaymentId, now: Timestamp) -> Result<Option<Payment>, JobError> {
    let Some(payment) = store::lock(tx, id).await? else { return Ok(None) };
    if payment.status.state != PaymentState::Awaited || !payment.has_lapsed(now) {
        return Ok(None);
    }
    let task = SettlementTask { payment: id };
    enqueue(tx, NewTask { job: SETTLEMENT_JOB, key: None, payload: &task, due_at: now }).await?;
    Ok(end(tx, payment, PaymentState::Lapsed).await?)
}

/// Withdraws a payment that no provider has: cash or a transfer of an order that is cancelled. Returns it, or `None` if
/// money came for it or a provider has to be asked first.
pub async fn cancel_unpaid(tx: &mut Tx, id: PaymentId) -> Result<Option<Payment>, Error> {
    let Some(payment) = store::lock(tx, id).await? else { return Ok(None) };
    if payment.status.state.is_with_provider() {
        return Ok(None);
    }
    end(tx, payment, PaymentState::Cancelled).await
}

async fn end(tx: &mut Tx, mut payment: Payment, end: PaymentState) -> Result<Option<Payment>, Error> {
    let before = payment.status;
    payment.status = before.ended(end);
    if payment.status == before {
        return Ok(None);
    }
    store::update(tx, &payment).await?;
    Ok(Some(payment))
}
