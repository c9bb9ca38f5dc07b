//! Races for the last units, on both engines, with two writers as of two processes.

use std::collections::BTreeSet;

use database::{Database, SubmitError, sql, testing::both_engines};
use futures::future::join_all;

use super::given::{A, B, count, given_stock, given_writer, order, place, soaked, units};
use crate::OrderRefusal;

const BUYERS: u128 = 200;
const PIECES: u32 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn buyers_of_the_last_pieces_have_an_order_or_a_clear_refusal() {
    for given in both_engines().await {
        given_stock(&given, &[0, 1_000_000]).await;
        let other = Database::open(&given.address).await.unwrap();
        let writers = [given_writer(&given.database), given_writer(&other)];
        let rounds = soaked(3);
        for round in 0..rounds {
            let mut tx = given.database.write(types::Timestamp(1)).await.unwrap();
            let restock = "UPDATE stock SET on_hand = held + $1 WHERE variant_id = $2";
            sql(restock).bind(PIECES).bind(A).execute(&mut tx).await.unwrap();
            tx.commit_bookkeeping().await.unwrap();

            let buyer = |number: u128| {
                let command = place(order(1 + u128::from(round) * BUYERS + number, &[(B, 1), (A, 1)]));
                writers[(number % 2) as usize].0.submit(command)
            };
            let answers = join_all((0..BUYERS).map(buyer)).await;

            let bought = answers.iter().filter(|answer| answer.is_ok()).count();
            let is_sold_out = |answer: &&Result<_, SubmitError<OrderRefusal>>| {
                let refusal = OrderRefusal::SoldOut { lines: vec![1], available: 0 };
                matches!(answer, Err(SubmitError::Refused(refused)) if *refused == refusal)
            };
            let refused = answers.iter().filter(is_sold_out).count();
            assert_eq!((bought, refused), (50, 150), "{}, round {round}", given.engine);
        }
        let sold = i64::from(rounds * PIECES);
        assert_eq!((units(&given, A).await, units(&given, B).await.1), ((sold, sold), sold), "{}", given.engine);
        assert_eq!(count(&given).await, sold, "{}", given.engine);
        let mut reader = given.database.read(types::Timestamp(3)).await.unwrap();
        let numbers: Vec<String> = sql("SELECT number FROM shop_order").scalars(&mut reader).await.unwrap();
        let expected: BTreeSet<String> = (1001..1001 + sold).map(|number| format!("AE-{number}")).collect();
        assert_eq!(numbers.into_iter().collect::<BTreeSet<_>>(), expected, "{}", given.engine);
    }
}
