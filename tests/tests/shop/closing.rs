//! A shop that is told to close finishes what it began.

use std::time::Duration;

use database::{Database, sql, testing::postgres};

use crate::{
    database_gone::all_connections,
    harness::{NOW, TestShop, Visitor, visit},
};

const LONG: Duration = Duration::from_secs(60);

/// Returns when this many requests are being answered, besides the one that asks.
async fn until_in_flight(shop: &TestShop, requests: usize) {
    let line = format!("vitrine_requests_in_flight {}", requests + 1);
    while !shop.metrics().await.contains(&line) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn request_that_has_begun_is_finished() {
    let shop = TestShop::open().await;
    let page = shop.rendered_anew("/en-ae").await.text();
    let mut open = shop.serve(Duration::ZERO, LONG).await;
    let taken = all_connections(&shop).await;
    let mut slow = Visitor::connect(open.address).await.unwrap();
    slow.ask("/en-ae").await;
    until_in_flight(&shop, 1).await;

    open.stop();
    while Visitor::connect(open.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    drop(taken);
    let answer = slow.rest().await;
    open.closed().await;

    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    assert!(answer.ends_with(&page), "{answer}");
    assert!(shop.shop.database.read(NOW).await.is_err(), "the database is still open");
}

#[tokio::test]
async fn load_balancer_may_turn_away_first() {
    let shop = TestShop::open().await;
    let mut open = shop.serve(LONG, LONG).await;

    open.stop();
    while shop.get("/readyz").await.status == 200 {
        tokio::task::yield_now().await;
    }

    assert_eq!(shop.get("/readyz").await.text(), "closing\n");
    assert!(visit(open.address, "/en-ae").await.unwrap().starts_with("HTTP/1.1 200 OK"));
}

#[tokio::test]
async fn nobody_stays_longer_than_the_grace_time() {
    let shop = TestShop::open().await;
    let mut open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let taken = all_connections(&shop).await;
    let mut slow = Visitor::connect(open.address).await.unwrap();
    slow.ask("/en-ae").await;
    until_in_flight(&shop, 1).await;

    open.stop();
    let answer = slow.rest().await;
    drop(taken);
    open.closed().await;

    assert_eq!(answer, "");
    assert_eq!(shop.log.lines_with("shutdown: cut off requests").len(), 1);
}

#[tokio::test]
async fn shop_that_has_closed_keeps_no_writer_waiting() {
    let database = postgres().await;
    let address = database.address.clone();
    let shop = TestShop::over(database, "").await;
    let mut open = shop.serve(Duration::ZERO, LONG).await;
    shop.is_following().await;
    let leases = async || {
        let other = Database::open(&address).await.unwrap();
        let mut reader = other.read(NOW).await.unwrap();
        let row = sql("SELECT COUNT(*) FROM follower").one(&mut reader).await.unwrap();
        row.column::<i64>(0).unwrap()
    };
    assert_eq!(leases().await, 1);

    open.stop();
    open.closed().await;

    assert_eq!(leases().await, 0);
    assert!(shop.log.lines_with("releasing the database lease failed").is_empty());
}

#[tokio::test]
async fn background_jobs_are_run_and_counted_while_the_shop_is_open() {
    let shop = TestShop::open().await;
    let mut open = shop.serve(Duration::ZERO, LONG).await;
    let has_run = |metrics: &str, job: &str| {
        let line = format!("vitrine_job_runs_total{{job=\"{job}\",outcome=\"done\"}} ");
        metrics.lines().any(|text| text.strip_prefix(&line).is_some_and(|runs| runs != "0"))
    };

    let jobs =
        ["outbox-trimming", "memory-tidying", "picture-tidying", "unfinished-imports", "lapsed-holds", "ended-holds"];
    for job in jobs {
        while !has_run(&shop.metrics().await, job) {
            tokio::task::yield_now().await;
        }
    }
    open.stop();
    open.closed().await;

    assert!(shop.shop.database.read(NOW).await.is_err(), "the database is still open");
}
