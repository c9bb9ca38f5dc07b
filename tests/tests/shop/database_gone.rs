//! The database is taken away, really, and comes back.

use std::time::Duration;

use database::{Reader, testing::postgres};
use types::Locale;

use crate::harness::{Answer, NOW, Proxy, TestShop};

/// As many connections as the shop reads through on SQLite.
const CONNECTIONS: usize = 8;

/// All connections, so that nobody else gets one.
pub(crate) async fn all_connections(shop: &TestShop) -> Vec<Reader> {
    let mut readers = Vec::new();
    for _ in 0..CONNECTIONS {
        readers.push(shop.shop.database.read(Locale::DEFAULT, NOW).await.unwrap());
    }
    readers
}

fn assert_says_come_back(shop: &TestShop, answer: &Answer) {
    let errors = shop.log.take_errors();
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), "5");
    assert_eq!(answer.header("cache-control"), "private, no-store");
    assert!(!answer.title().is_empty());
    assert_eq!(errors.len(), 1, "{errors:?}");
}

#[tokio::test]
async fn shop_says_come_back_while_sqlite_is_busy_and_recovers() {
    let shop = TestShop::open().await;
    let taken = all_connections(&shop).await;

    let gone = shop.get("/hi-in").await;
    let not_ready = shop.get("/readyz").await;
    drop(taken);
    let back = shop.get("/hi-in").await;

    assert_says_come_back(&shop, &gone);
    assert_eq!((not_ready.status, not_ready.text().as_str()), (503, "the database does not answer\n"));
    assert_eq!(back.status, 200);
    assert!(shop.metrics().await.contains("vitrine_database_errors_total 1"));
}

#[tokio::test]
async fn shop_says_come_back_when_its_connections_are_closed() {
    let shop = TestShop::open().await;
    shop.shop.database.close().await;

    let gone = shop.get("/en-ae/p/dune-vase").await;
    let file = shop.get("/assets/loader-0b.js").await;

    assert_says_come_back(&shop, &gone);
    assert_eq!(file.status, 200);
}

#[tokio::test]
async fn shop_says_come_back_while_postgres_is_gone_and_recovers() {
    let (mut proxy, database) = Proxy::before_postgres().await;
    let shop = TestShop::over(database, "").await;
    let before = shop.get("/en-ae").await;
    assert_eq!(before.status, 200);

    proxy.cut().await;
    let kept = shop.get("/en-ae").await;
    let gone = shop.get("/en-us").await;
    let not_ready = shop.get("/readyz").await;
    shop.shop.clock.set(NOW.plus_millis(301_000));
    let too_old = shop.get("/en-ae").await;
    proxy.mend().await;
    let back = shop.get("/en-ae").await;

    assert_eq!((kept.status, &kept.body), (200, &before.body));
    assert!(kept.header("cache-status").starts_with("vitrine; hit; ttl=-"), "{}", kept.header("cache-status"));
    assert_eq!((gone.status, too_old.status), (503, 503));
    assert_eq!(shop.log.take_errors().len(), 2);
    assert_eq!(not_ready.status, 503);
    assert_eq!(back.status, 200);
    assert_eq!(shop.get("/readyz").await.status, 200);
}

/// It takes connections and says nothing, as behind a firewall.
#[tokio::test]
async fn redis_that_says_nothing_is_told_once_and_nothing_is_shown_wrong() {
    let silent = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let settings = format!("redis = \"redis://{}\"", silent.local_addr().unwrap());
    let shop = TestShop::over(postgres().await, &settings).await;
    let _open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let product = "/en-ae/p/dune-vase?colour=clay";

    for price in [345, 346, 347] {
        shop.get(product).await;
        shop.reprice(price).await;

        assert!(shop.get(product).await.text().contains(&format!("<data value=\"{price}.")), "{price}");
    }

    assert_eq!(shop.log.lines_with("Redis can't be heard").len(), 1);
}
