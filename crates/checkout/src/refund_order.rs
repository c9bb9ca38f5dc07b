use std::collections::BTreeMap;

use database::{Error, Tx};
use jobs::JobError;
use orders::{Order, OrderMailTask, OrderMailTopic, RecordRefundError, RefundRequest};
use payments::{CardUse, NewRefund, Payment, RefundId, RefundOutcome, card_of_tender};
use pricing::{Refund, TenderRefund, TenderUse};
use types::{Money, PaymentKind};

/// The reason why an order is not refunded. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum RefundOrderError {
    /// The order or the pieces don't allow it.
    #[error(transparent)]
    Refused(#[from] RecordRefundError),
    /// Less money has come in by payments than is to go back by them.
    #[error("only {left} minor units have come in by payments and not gone back")]
    NotPaid {
        /// The amount that can go back.
        left: i64,
    },
    /// A task can't be written.
    #[error(transparent)]
    Task(#[from] JobError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Refunds pieces of an order: what was paid last goes back first, the payment before gift cards. Cash and transfers count
/// as returned, since staff record what they have done; other payments are refunded by a task. `refund` names the refund of
/// a payment. A refund that is recorded again under its key changes nothing.
///
/// # Errors
/// If more is asked for than is left or has come in, or the database fails.
pub async fn refund_order(tx: &mut Tx, request: &RefundRequest, refund: RefundId) -> Result<Refund, RefundOrderError> {
    let before = orders::refunds(tx, request.order).await?.len();
    let recorded = orders::record_refund(tx, request).await?;
    if orders::refunds(tx, request.order).await?.len() == before {
        return Ok(recorded);
    }
    let order = orders::by_id(tx, request.order).await?.ok_or(RecordRefundError::NoSuchOrder)?;
    for part in recorded.tenders.iter().filter(|part| part.amount > 0) {
        match &part.tender {
            Some(_) => return_to_card(tx, &order, part).await?,
            None => return_to_payment(tx, request, refund, part.amount).await?,
        }
    }
    let key = request.event_key();
    let mail = OrderMailTask { order: order.id, topic: OrderMailTopic::Refunded, key, at: request.now };
    orders::enqueue_mail(tx, &mail).await?;
    Ok(recorded)
}

async fn return_to_card(tx: &mut Tx, order: &Order, part: &TenderRefund) -> Result<(), Error> {
    let uses: BTreeMap<Option<&str>, &TenderUse> =
        order.snapshot.quote.tenders.iter().map(|tender| (Some(tender.key.as_str()), tender)).collect();
    let card = uses.get(&part.tender.as_deref()).and_then(|tender| card_of_tender(tender));
    let Some(card) = card else { return Ok(()) };
    let amount = Money::new(part.amount, order.currency);
    payments::give_back(tx, &CardUse { card, order: order.id, amount }).await.map(|_| ())
}

async fn return_to_payment(
    tx: &mut Tx,
    request: &RefundRequest,
    refund: RefundId,
    amount: i64,
) -> Result<(), RefundOrderError> {
    let payments = payments::payments_of_order(tx, request.order).await?;
    let most = payments.iter().map(Payment::refundable).max().unwrap_or_default();
    let paid = payments.into_iter().find(|payment| payment.refundable() >= amount);
    let payment = paid.ok_or(RefundOrderError::NotPaid { left: most })?;
    let new = NewRefund { id: refund, payment: payment.id, amount, reason: request.reason.clone() };
    let requested = payments::request_refund(tx, &new, request.now).await?;
    requested.map_err(|_| RefundOrderError::NotPaid { left: most })?;
    if payment.kind != PaymentKind::Test {
        payments::finish_refund(tx, refund, RefundOutcome::Done, request.now).await?;
    }
    Ok(())
}
