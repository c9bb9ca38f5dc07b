use database::{Error, Tx};
use jobs::JobError;
use orders::Order;
use payments::{NewRefund, PaymentId, RefundId};
use types::Timestamp;
use uuid::Uuid;

/// Gives the money of an order that is cancelled back: that of gift cards at once, that of payments by refunds. Payments that
/// nobody has made yet are withdrawn. One that is with a provider stays: money that comes for a cancelled order is refunded when
/// it does.
pub(super) async fn give_money_back(
    tx: &mut Tx,
    order: &Order,
    refund: Option<RefundId>,
    now: Timestamp,
) -> Result<(), Error> {
    if !order.snapshot.gift_cards.is_empty() {
        payments::give_back_all(tx, order.id).await?;
    }
    let Some(refund) = refund else { return Ok(()) };
    for (number, payment) in (0..).zip(payments::payments_of_order(tx, order.id).await?) {
        match payment.refundable() {
            0 => _ = payments::cancel_unpaid(tx, payment.id).await?,
            amount => request_refund(tx, (payment.id, amount), nth(refund, number), now).await?,
        }
    }
    Ok(())
}

async fn request_refund(
    tx: &mut Tx,
    (payment, amount): (PaymentId, i64),
    id: RefundId,
    now: Timestamp,
) -> Result<(), Error> {
    let refund = NewRefund { id, payment, amount, reason: "the order was cancelled".to_owned() };
    // A refusal says that the money has gone back already.
    payments::request_refund(tx, &refund, now).await.map(|_| ()).map_err(of_task)
}

/// Returns the error of a task that is not written, as one of the database.
pub(super) fn of_task(error: JobError) -> Error {
    match error {
        JobError::Database(error) => error,
        error => Error::defect("task.payload", error),
    }
}

/// Returns the name of the refund of an order's payment with this number.
const fn nth(refund: RefundId, number: u128) -> RefundId {
    RefundId(Uuid::from_u128(refund.0.as_u128() ^ number))
}
