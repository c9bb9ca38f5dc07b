use database::{Database, Tx};
use types::{Currency, Money, OrderId, PaymentKind, Timestamp};
use uuid::Uuid;

use crate::{NewPayment, PaymentId, begin_payments};

pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);

pub(crate) fn aed(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("AED").unwrap())
}

pub(crate) fn order(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

pub(crate) async fn write(database: &Database) -> Tx {
    database.write(NOW).await.unwrap()
}

/// Writes a payment of 500.00 AED for an order of the same number.
pub(crate) async fn given_payment(database: &Database, number: u128, kind: PaymentKind) -> PaymentId {
    let id = PaymentId(Uuid::from_u128(number << 64));
    let new = NewPayment {
        id,
        order: order(number),
        attempt: 1,
        method: kind.as_str().to_owned(),
        kind,
        amount: aed(50_000),
        lapses_at: Some(NOW.plus_millis(900_000)),
    };
    let mut tx = write(database).await;
    begin_payments(&mut tx, &[new], NOW).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    id
}
