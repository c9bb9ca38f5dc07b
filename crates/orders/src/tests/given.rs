use database::{Tx, testing::TestDatabase};
use types::{MarketCode, OrderId, Timestamp, VariantId};
use uuid::Uuid;

use crate::{NewOrder, OrderSnapshot, insert, take_numbers, testing};

pub(crate) const NOW: Timestamp = Timestamp(1_000);

pub(crate) fn market(code: &str) -> MarketCode {
    MarketCode::new(code).unwrap()
}

pub(crate) fn id(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

/// Returns what somebody agreed to who buys one line.
pub(crate) fn snapshot(email: &str, quantity: u32, price: i64) -> OrderSnapshot {
    testing::snapshot(email, &[(VariantId(1), quantity, price)])
}

/// Returns an order whose id, checkout and token have this number.
pub(crate) fn new_order(number: u128, email: &str) -> NewOrder {
    testing::new_order(number, snapshot(email, 2, 10_000), NOW)
}

/// Inserts an order that is placed at once.
pub(crate) async fn place(tx: &mut Tx, order: &NewOrder) -> String {
    let numbers = take_numbers(tx, &[(order.snapshot.market, 1)].into()).await.unwrap();
    let number = numbers[&order.snapshot.market][0].clone();
    insert(tx, &[(order, Some(number.clone()))]).await.unwrap();
    number
}

/// Places orders of this many buyers.
pub(crate) async fn given_orders(given: &TestDatabase, emails: &[&str]) {
    let mut tx = given.database.write(NOW).await.unwrap();
    for (number, email) in (1..).zip(emails) {
        place(&mut tx, &new_order(number, email)).await;
    }
    tx.commit_bookkeeping().await.unwrap();
}
