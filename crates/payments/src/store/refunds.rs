use database::{Error, Executor, Tx, row, sql};
use types::{Currency, Money, OrderId, Timestamp};

use super::uuid;
use crate::{PaymentId, PaymentRefund, RefundId, RefundState};

row! {
    struct StoredRefund {
        id: String,
        payment_id: String,
        amount: i64,
        currency: Currency,
        state: String,
        reason: String,
        requested_at: Timestamp,
        ended_at: Option<Timestamp>,
    }
}

impl StoredRefund {
    fn refund(self) -> Result<PaymentRefund, Error> {
        Ok(PaymentRefund {
            id: RefundId(uuid("refund.id", &self.id)?),
            payment: PaymentId(uuid("refund.payment_id", &self.payment_id)?),
            amount: Money::new(self.amount, self.currency),
            state: RefundState::stored(&self.state).ok_or_else(Error::missing_row)?,
            reason: self.reason,
            requested_at: self.requested_at,
            ended_at: self.ended_at,
        })
    }
}

/// Writes a query of refunds with these conditions.
macro_rules! refunds {
    ($rest:literal) => {
        concat!(
            "SELECT refund.id, refund.payment_id, refund.amount, payment.currency, refund.state, refund.reason,
                refund.requested_at, refund.ended_at
            FROM refund
            JOIN payment ON payment.id = refund.payment_id ",
            $rest
        )
    };
}

/// Returns a refund.
pub async fn refund(on: &mut impl Executor, id: RefundId) -> Result<Option<PaymentRefund>, Error> {
    let row = sql(refunds!("WHERE refund.id = $1")).bind(id.to_string()).optional_row::<StoredRefund>(on).await?;
    row.map(StoredRefund::refund).transpose()
}

/// Returns the refunds of an order, by age.
pub async fn refunds_of_order(on: &mut impl Executor, order: OrderId) -> Result<Vec<PaymentRefund>, Error> {
    let text = refunds!("WHERE payment.order_id = $1 ORDER BY refund.requested_at, refund.id");
    let rows = sql(text).bind(order).rows::<StoredRefund>(on).await?;
    rows.into_iter().map(StoredRefund::refund).collect()
}

pub(crate) async fn insert_refund(tx: &mut Tx, refund: &PaymentRefund) -> Result<(), Error> {
    sql("INSERT INTO refund (id, payment_id, amount, state, reason, requested_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(refund.id.to_string())
        .bind(refund.payment.to_string())
        .bind(refund.amount.minor)
        .bind(refund.state.as_str())
        .bind(&refund.reason)
        .bind(refund.requested_at)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Adds to the money of a payment that went back or was asked to, never beyond what came in.
pub(crate) async fn change_refunded(tx: &mut Tx, payment: PaymentId, by: i64) -> Result<(), Error> {
    let changed = sql("UPDATE payment SET refunded = refunded + $2
        WHERE id = $1
        AND refunded + $2 <= captured
        AND refunded + $2 >= 0")
    .bind(payment.to_string())
    .bind(by)
    .execute(tx)
    .await?;
    if changed == 1 { Ok(()) } else { Err(Error::Overtaken) }
}

/// Ends a refund that was requested. Returns false if there is none.
pub(crate) async fn end_refund(tx: &mut Tx, id: RefundId, state: RefundState, now: Timestamp) -> Result<bool, Error> {
    let changed = sql("UPDATE refund SET state = $2, ended_at = $3 WHERE id = $1 AND state = 'requested'")
        .bind(id.to_string())
        .bind(state.as_str())
        .bind(now)
        .execute(tx)
        .await?;
    Ok(changed == 1)
}
