//! Report 15: numbers that are taken under load are consecutive, and none is given twice.

use std::collections::BTreeSet;

use database::{Database, testing::both_engines};
use futures::future::join_all;

use super::given::{NOW, market, new_order, place};
use crate::take_numbers;

const ORDERS: usize = 100;

/// Places an order, or takes its number and rolls back.
async fn place_or_roll_back(database: &Database, number: u128) -> Option<String> {
    let mut tx = database.write(NOW).await.unwrap();
    let text = place(&mut tx, &new_order(number, "ann@example.com")).await;
    if number.is_multiple_of(5) {
        return None;
    }
    tx.commit_bookkeeping().await.unwrap();
    Some(text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundred_orders_at_once_have_consecutive_numbers_whoever_rolls_back() {
    for given in both_engines().await {
        let mut numbers = Vec::new();
        let all: Vec<u128> = (1..=ORDERS as u128 * 5 / 4).collect();
        // SQLite's writers wait for each other for three seconds at most.
        for some in all.chunks(25) {
            let placed = join_all(some.iter().map(|number| place_or_roll_back(&given.database, *number)));
            numbers.extend(placed.await.into_iter().flatten());
        }

        let expected: BTreeSet<String> = (1001..1001 + ORDERS).map(|number| format!("AE-{number}")).collect();
        assert_eq!(numbers.len(), ORDERS, "{}", given.engine);
        assert_eq!(numbers.into_iter().collect::<BTreeSet<_>>(), expected, "{}", given.engine);
    }
}

#[tokio::test]
async fn each_market_has_a_series_of_its_own() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let (ae, us) = (market("ae"), market("us-east"));

        let first = take_numbers(&mut tx, &[(ae, 2), (us, 1)].into()).await.unwrap();
        let second = take_numbers(&mut tx, &[(ae, 1), (us, 0)].into()).await.unwrap();

        assert_eq!(
            (&first[&ae][..], &first[&us][..]),
            (&["AE-1001".into(), "AE-1002".into()][..], &["US-EAST-1001".into()][..])
        );
        assert_eq!((&second[&ae][..], second.get(&us)), (&["AE-1003".into()][..], None), "{}", given.engine);
    }
}
