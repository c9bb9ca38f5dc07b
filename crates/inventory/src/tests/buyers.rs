//! Races for the last units, on both engines, with two writers as of two processes.

use database::{
    Database, SubmitError, sql,
    testing::{TestDatabase, both_engines},
};
use futures::future::join_all;
use types::{Timestamp, VariantId};

use super::given::{given_stock, given_writer, hold, hold_until, soaked, units};
use crate::{HoldState, HoldToken, StockCommand, StockRefusal};

const A: VariantId = VariantId(7);
const BUYERS: u32 = 200;
const PIECES: u32 = 50;

async fn restock(given: &TestDatabase) {
    let mut tx = given.database.write(Timestamp(1)).await.unwrap();
    sql("UPDATE stock SET on_hand = held + $1").bind(PIECES).execute(&mut tx).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn buyers_of_the_last_pieces_get_them_or_a_clear_refusal() {
    for given in both_engines().await {
        given_stock(&given, &[0]).await;
        let other = Database::open(&given.address).await.unwrap();
        let writers = [given_writer(&given.database), given_writer(&other)];
        let rounds = soaked(10);
        for round in 0..rounds {
            restock(&given).await;

            let buyer = |number: u32| {
                let token = u128::from(round * BUYERS + number);
                writers[number as usize % 2].0.submit(StockCommand::Hold(hold(token, &[(A, 1)])))
            };
            let answers = join_all((0..BUYERS).map(buyer)).await;

            let bought = answers.iter().filter(|answer| answer.is_ok()).count();
            let sold_out = |answer: &&Result<_, SubmitError<_>>| {
                matches!(answer, Err(SubmitError::Refused(StockRefusal::SoldOut { variant: A, available: 0 })))
            };
            let refused = answers.iter().filter(sold_out).count();
            assert_eq!((bought, refused), (50, 150), "{}, round {round}", given.engine);
        }
        let held = i64::from(rounds * PIECES);
        assert_eq!(units(&given, A).await, (held, held), "{}", given.engine);
        println!("{}: {rounds} rounds of {BUYERS} buyers for {PIECES} pieces", given.engine);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hold_that_lapses_while_it_is_paid_is_either_extended_or_released() {
    for given in both_engines().await {
        given_stock(&given, &[1000]).await;
        let other = Database::open(&given.address).await.unwrap();
        let [(paying, _one), (tidying, _two)] = [given_writer(&given.database), given_writer(&other)];
        let mut kept = 0;
        for round in 0..soaked(20) {
            let token = HoldToken(round.into());
            paying.submit(hold_until(token.0, &[(A, 2)], 10)).await.unwrap();

            let extend = paying.submit(StockCommand::Extend { token, until: Timestamp(99) });
            let lapse = tidying.submit(StockCommand::ReleaseLapsed { now: Timestamp(10), most: 500 });
            let (extended, released) = tokio::join!(extend, lapse);

            match (extended, released.unwrap()) {
                (Ok(1), 0) => kept += 2,
                (Err(SubmitError::Refused(StockRefusal::Ended(HoldState::Released))), 1) => {}
                other => panic!("{}, round {round}: {other:?}", given.engine),
            }
        }
        assert_eq!(units(&given, A).await, (1000, kept), "{}", given.engine);
    }
}

#[tokio::test]
async fn thousand_holds_of_one_variant_raise_the_revision_at_most_four_times() {
    for given in both_engines().await {
        given_stock(&given, &[1000]).await;
        let (batcher, _running) = given_writer(&given.database);
        let revision = async || {
            let mut reader = given.database.read(Timestamp(3)).await.unwrap();
            sql("SELECT value FROM revision").scalar::<i64>(&mut reader).await.unwrap()
        };
        let before = revision().await;

        let answers = join_all((0..1000).map(|token| batcher.submit(StockCommand::Hold(hold(token, &[(A, 1)])))));

        assert!(answers.await.iter().all(Result::is_ok), "{}", given.engine);
        let raised = revision().await - before;
        assert!((1..=4).contains(&raised), "{}: {raised}", given.engine);
    }
}
