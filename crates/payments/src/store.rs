//! The SQL statements of payments.

mod gift_cards;
mod refunds;

use database::{Error, Executor, Tx, execute_rows, row, sql};
use types::{Currency, Money, OrderId, PaymentKind, Timestamp};
use uuid::Uuid;

use crate::{NewPayment, Payment, PaymentId, PaymentState, PaymentStatus, ProviderNotice, look_times::next_look};
pub use gift_cards::{block_gift_card, gift_card_by_code, gift_card_by_id, gift_card_uses, uses_of_order};
pub(crate) use gift_cards::{change_use, insert_gift_card, insert_uses, lock_gift_cards, take_from_gift_card};
pub(crate) use refunds::{change_refunded, end_refund, insert_refund};
pub use refunds::{refund, refunds_of_order};

/// Writes payments in their first state.
pub(crate) async fn insert(tx: &mut Tx, payments: &[NewPayment], now: Timestamp) -> Result<(), Error> {
    let text =
        "INSERT INTO payment (id, order_id, attempt, method, kind, amount, currency, state, lapses_at, next_look_at,
            created_at)
        VALUES {(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, $1)}";
    let row = |new: &NewPayment| {
        let state = new.first_state();
        vec![
            new.id.to_string().into(),
            new.order.into(),
            new.attempt.into(),
            new.method.as_str().into(),
            new.kind.as_str().into(),
            new.amount.minor.into(),
            new.amount.currency.into(),
            state.as_str().into(),
            new.lapses_at.into(),
            state.is_with_provider().then(|| next_look(0, now, new.lapses_at, now)).into(),
        ]
    };
    execute_rows(tx, text, &[now.into()], payments.iter().map(row).collect()).await.map(|_| ())
}

row! {
    struct StoredPayment {
        id: String,
        order_id: OrderId,
        attempt: u32,
        method: String,
        kind: String,
        handle: Option<String>,
        url: Option<String>,
        state: String,
        amount: i64,
        currency: Currency,
        captured: i64,
        refunded: i64,
        reported_amount: Option<i64>,
        reported_currency: Option<Currency>,
        lapses_at: Option<Timestamp>,
        looks: u32,
        created_at: Timestamp,
    }
}

impl StoredPayment {
    fn payment(self) -> Result<Payment, Error> {
        let state = PaymentState::stored(&self.state).ok_or_else(Error::missing_row)?;
        let reported = self.reported_amount.zip(self.reported_currency);
        Ok(Payment {
            id: PaymentId(uuid("payment.id", &self.id)?),
            order: self.order_id,
            attempt: self.attempt,
            method: self.method,
            kind: PaymentKind::from_name(&self.kind).ok_or_else(Error::missing_row)?,
            amount: Money::new(self.amount, self.currency),
            status: PaymentStatus { state, captured: self.captured, refunded: self.refunded },
            handle: self.handle,
            url: self.url,
            reported: reported.map(|(minor, currency)| Money::new(minor, currency)),
            lapses_at: self.lapses_at,
            looks: self.looks,
            created_at: self.created_at,
        })
    }
}

fn uuid(column: &str, text: &str) -> Result<Uuid, Error> {
    Uuid::try_parse(text).map_err(|error| Error::defect(column, error))
}

/// Writes a query of payments with these conditions.
macro_rules! payments {
    ($rest:literal) => {
        concat!(
            "SELECT id, order_id, attempt, method, kind, handle, url, state, amount, currency, captured, refunded,
                reported_amount, reported_currency, lapses_at, looks, created_at
            FROM payment ",
            $rest
        )
    };
}

/// Returns a payment.
pub async fn payment(on: &mut impl Executor, id: PaymentId) -> Result<Option<Payment>, Error> {
    let row = sql(payments!("WHERE id = $1")).bind(id.to_string()).optional_row::<StoredPayment>(on).await?;
    row.map(StoredPayment::payment).transpose()
}

/// Returns a payment. Other writers wait until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx, id: PaymentId) -> Result<Option<Payment>, Error> {
    let text = if tx.locks_rows() { payments!("WHERE id = $1 FOR UPDATE") } else { payments!("WHERE id = $1") };
    let row = sql(text).bind(id.to_string()).optional_row::<StoredPayment>(tx).await?;
    row.map(StoredPayment::payment).transpose()
}

/// Returns the payment that a provider names so.
pub async fn payment_by_handle(
    on: &mut impl Executor,
    kind: PaymentKind,
    handle: &str,
) -> Result<Option<Payment>, Error> {
    let row = sql(payments!("WHERE kind = $1 AND (handle = $2 OR (handle IS NULL AND id = $2))"))
        .bind(kind.as_str())
        .bind(handle)
        .optional_row::<StoredPayment>(on)
        .await?;
    row.map(StoredPayment::payment).transpose()
}

/// Returns the payments of an order, by attempt.
pub async fn payments_of_order(on: &mut impl Executor, order: OrderId) -> Result<Vec<Payment>, Error> {
    let rows = sql(payments!("WHERE order_id = $1 ORDER BY attempt")).bind(order);
    rows.rows::<StoredPayment>(on).await?.into_iter().map(StoredPayment::payment).collect()
}

/// Returns payments with a provider that the timer has to look at, by at most so many.
pub async fn due_looks(on: &mut impl Executor, now: Timestamp, most: u32) -> Result<Vec<Payment>, Error> {
    let rows = sql(payments!("WHERE next_look_at <= $1 ORDER BY next_look_at LIMIT $2")).bind(now).bind(most);
    rows.rows::<StoredPayment>(on).await?.into_iter().map(StoredPayment::payment).collect()
}

/// Returns transfers without money whose time has run out, by at most so many.
pub async fn lapsed_transfers(on: &mut impl Executor, now: Timestamp, most: u32) -> Result<Vec<Payment>, Error> {
    let text = payments!("WHERE state = 'awaited' AND captured = 0 AND lapses_at <= $1 ORDER BY lapses_at LIMIT $2");
    let rows = sql(text).bind(now).bind(most).rows::<StoredPayment>(on).await?;
    rows.into_iter().map(StoredPayment::payment).collect()
}

/// Writes the parts of a payment that change. The timer no longer looks at one whose provider has nothing more to tell.
pub(crate) async fn update(tx: &mut Tx, payment: &Payment) -> Result<(), Error> {
    let changed = sql("UPDATE payment
        SET handle = $2,
            url = $3,
            state = $4,
            captured = $5,
            refunded = $6,
            reported_amount = $7,
            reported_currency = $8,
            next_look_at = CASE WHEN $9 THEN next_look_at END
        WHERE id = $1")
    .bind(payment.id.to_string())
    .bind(payment.handle.as_deref())
    .bind(payment.url.as_deref())
    .bind(payment.status.state.as_str())
    .bind(payment.status.captured)
    .bind(payment.status.refunded)
    .bind(payment.reported.map(|reported| reported.minor))
    .bind(payment.reported.map(|reported| reported.currency.code()))
    .bind(payment.status.state.is_with_provider())
    .execute(tx)
    .await?;
    if changed == 1 { Ok(()) } else { Err(Error::missing_row()) }
}

/// Puts the timer's next look at a payment off, as one look was made.
pub async fn postpone_look(tx: &mut Tx, payment: &Payment, now: Timestamp) -> Result<(), Error> {
    let next = next_look(payment.looks + 1, payment.created_at, payment.lapses_at, now);
    sql("UPDATE payment SET looks = looks + 1, next_look_at = $2 WHERE id = $1 AND next_look_at IS NOT NULL")
        .bind(payment.id.to_string())
        .bind(next)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Writes a notice. Returns false if it is there already.
pub(crate) async fn insert_notice(
    tx: &mut Tx,
    provider: PaymentKind,
    notice: &ProviderNotice,
    now: Timestamp,
) -> Result<bool, Error> {
    let inserted = sql("INSERT INTO payment_notice (provider, event_id, handle, received_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (provider, event_id) DO NOTHING")
    .bind(provider.as_str())
    .bind(&notice.event)
    .bind(&notice.handle)
    .bind(now)
    .execute(tx)
    .await?;
    Ok(inserted == 1)
}
