use database::{Error, Tx};
use jobs::{JobError, NewTask, enqueue};
use types::{Money, PaymentKind, Timestamp};

use crate::{
    NewRefund, PaymentRefund, REFUND_JOB, RefundId, RefundOutcome, RefundRefusal, RefundState, RefundTask, store,
};

/// Requests a refund: the money counts as given back from now on. One by a provider is made by a task; staff make others,
/// and tell with [`finish_refund`]. A refund that was requested before is returned as it is.
pub async fn request_refund(
    tx: &mut Tx,
    new: &NewRefund,
    now: Timestamp,
) -> Result<Result<PaymentRefund, RefundRefusal>, JobError> {
    if let Some(refund) = store::refund(tx, new.id).await? {
        return Ok(Ok(refund));
    }
    let Some(payment) = store::lock(tx, new.payment).await? else { return Ok(Err(RefundRefusal::NoSuchPayment)) };
    let left = payment.refundable();
    if !(1..=left).contains(&new.amount) {
        return Ok(Err(RefundRefusal::TooMuch { left }));
    }
    let refund = PaymentRefund {
        id: new.id,
        payment: new.payment,
        amount: Money::new(new.amount, payment.amount.currency),
        state: RefundState::Requested,
        reason: new.reason.clone(),
        requested_at: now,
        ended_at: None,
    };
    store::change_refunded(tx, new.payment, new.amount).await?;
    store::insert_refund(tx, &refund).await?;
    if payment.kind == PaymentKind::Test {
        let (key, task) = (new.id.to_string(), RefundTask { refund: new.id });
        enqueue(tx, NewTask { job: REFUND_JOB, key: Some(&key), payload: &task, due_at: now }).await?;
    }
    Ok(Ok(refund))
}

/// Ends a refund that was requested. Returns it, or `None` if there is no such refund or it has ended before. The money of
/// one that failed can be given back again.
pub async fn finish_refund(
    tx: &mut Tx,
    id: RefundId,
    outcome: RefundOutcome,
    now: Timestamp,
) -> Result<Option<PaymentRefund>, Error> {
    let state = match outcome {
        RefundOutcome::Done => RefundState::Done,
        RefundOutcome::Failed => RefundState::Failed,
    };
    if !store::end_refund(tx, id, state, now).await? {
        return Ok(None);
    }
    let refund = store::refund(tx, id).await?.ok_or_else(Error::missing_row)?;
    if state == RefundState::Failed {
        store::change_refunded(tx, refund.payment, -refund.amount.minor).await?;
    }
    Ok(Some(refund))
}
