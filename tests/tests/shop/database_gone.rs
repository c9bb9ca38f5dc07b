//! The database is taken away, really, and comes back.

use std::{net::SocketAddr, time::Duration};

use database::{
    BaseReader, CacheKey, Database, sql,
    testing::{TestServer, postgres, redis},
};
use tokio::{
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::harness::{Answer, NOW, Proxy, TestShop, visit};

const VISITORS: usize = 200;
const PRODUCT: &str = "/en-ae/p/dune-vase?colour=clay";
/// Pages that are kept before the database goes.
const KEPT: [&str; 4] = ["/en-ae", "/en-ae/c/vases?sort=price", PRODUCT, "/en-ae/stories"];
/// A page that is not.
const NOT_KEPT: &str = "/en-us/c/vases";
/// As long as so many visitors would take one after the other, if each waited for as long as one may: 50 ms.
const ONE_AFTER_THE_OTHER: Duration = Duration::from_millis(50 * VISITORS as u64);

/// As many connections as the shop reads through on SQLite.
const CONNECTIONS: usize = 8;

/// All connections, so that nobody else gets one.
pub(crate) async fn all_connections(shop: &TestShop) -> Vec<BaseReader> {
    let mut readers = Vec::new();
    for _ in 0..CONNECTIONS {
        readers.push(shop.shop.database.read(NOW).await.unwrap());
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
    let shop = TestShop::over(database, "stale_if_error_seconds = 300").await;
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
    assert_eq!(shop.log.take_errors().len(), 1, "the outage is logged once");
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

    assert_eq!(shop.log.lines_with("Redis subscription failed").len(), 1);
}

/// All visitors at once, each asking for one of these pages.
async fn crowd(shop: SocketAddr, pages: &'static [&'static str]) -> Vec<String> {
    let mut visitors = JoinSet::new();
    for page in pages.iter().cycle().take(VISITORS) {
        visitors.spawn(async move { visit(shop, page).await.unwrap() });
    }
    timeout(ONE_AFTER_THE_OTHER, visitors.join_all())
        .await
        .expect("visitors waited for each other, or for the database")
}

fn assert_all(answers: &[String], status: &str) {
    assert_eq!(answers.len(), VISITORS);
    let other = answers.iter().find(|answer| !answer.starts_with(&format!("HTTP/1.1 {status}")));
    assert!(other.is_none(), "{other:?}");
}

/// A shop that has yet to find out that its database is back marks its answers.
async fn first_that_is_not_stale(shop: &TestShop) -> Answer {
    loop {
        let answer = shop.get(PRODUCT).await;
        if !answer.header("cache-status").starts_with("vitrine; hit; ttl=-") {
            return answer;
        }
        sleep(Duration::from_millis(5)).await;
    }
}

/// Another process gives the vase another price.
async fn reprice_elsewhere(address: &str, minor: i64) {
    let elsewhere = Database::open(address).await.unwrap();
    let mut tx = elsewhere.write(NOW).await.unwrap();
    sql("UPDATE price SET amount = $1 WHERE starts_at = 0 AND list = 'AED'")
        .bind(minor)
        .execute(&mut tx)
        .await
        .unwrap();
    tx.touch(CacheKey::everything());
    tx.commit().await.unwrap();
    elsewhere.close().await;
}

/// While the server is away, kept pages are answered to a crowd, others are refused at once, and the first answer after its
/// return shows what was written meanwhile.
async fn assert_kept_pages_outlast(settings: &str, take_away: fn(&mut TestServer), bring_back: AsyncStart) {
    let mut server = TestServer::new().await;
    let shop = TestShop::over(server.database().await, settings).await;
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    shop.is_following().await;
    for page in KEPT {
        assert_eq!(shop.get(page).await.status, 200, "{page}");
    }

    take_away(&mut server);
    while !(shop.shop.database.breaker().is_open() && shop.shop.database.change_detector().token().is_none()) {
        assert_all(&crowd(open.address, &KEPT).await, "200");
    }
    assert_all(&crowd(open.address, &KEPT).await, "200");
    assert_all(&crowd(open.address, &[NOT_KEPT]).await, "503");
    let stale = shop.get(PRODUCT).await;
    let refused = shop.get(NOT_KEPT).await;
    let not_ready = shop.get("/readyz").await;
    let metrics = shop.metrics().await;
    assert_eq!(shop.log.take_errors().len(), 1, "an outage is logged once, however many ask");
    bring_back(&mut server).await;
    reprice_elsewhere(&server.address(), 12_300).await;
    let back = first_that_is_not_stale(&shop).await;

    assert!(stale.header("cache-status").starts_with("vitrine; hit; ttl=-"), "{}", stale.header("cache-status"));
    assert_eq!((refused.status, refused.header("retry-after")), (503, "5"));
    assert_eq!((not_ready.status, not_ready.text().as_str()), (503, "the database does not answer\n"));
    assert!(metrics.contains("vitrine_database_outage 1\n") && metrics.contains("vitrine_database_outages_total 1\n"));
    assert!(back.text().contains("<data value=\"123.00\">"), "{} {}", back.status, back.header("cache-status"));
    assert_eq!(shop.get(NOT_KEPT).await.status, 200);
    assert_eq!(shop.get("/readyz").await.status, 200);
    shop.log.take_errors();
}

type AsyncStart = for<'a> fn(&'a mut TestServer) -> std::pin::Pin<Box<dyn Future<Output = ()> + 'a>>;

fn thaw(server: &mut TestServer) -> std::pin::Pin<Box<dyn Future<Output = ()> + '_>> {
    server.thaw();
    Box::pin(std::future::ready(()))
}

fn start(server: &mut TestServer) -> std::pin::Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(server.start())
}

#[tokio::test]
async fn kept_pages_outlast_a_postgres_that_stops() {
    assert_kept_pages_outlast("", TestServer::stop, start).await;
}

#[tokio::test]
async fn kept_pages_outlast_a_postgres_that_freezes() {
    assert_kept_pages_outlast("", |server| server.freeze(), thaw).await;
}

#[tokio::test]
async fn kept_pages_outlast_a_postgres_that_stops_when_redis_tells_of_writes() {
    let redis = redis().await;
    assert_kept_pages_outlast(&format!("redis = \"{}\"", redis.address), TestServer::stop, start).await;
}

#[tokio::test]
async fn kept_pages_outlast_a_postgres_that_freezes_when_redis_tells_of_writes() {
    let redis = redis().await;
    assert_kept_pages_outlast(&format!("redis = \"{}\"", redis.address), |server| server.freeze(), thaw).await;
}

#[tokio::test]
async fn pages_after_a_fail_over_show_the_promoted_replica_though_its_revision_is_the_same() {
    let mut primary = TestServer::new().await;
    let shop = TestShop::over(primary.database().await, "").await;
    let _open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    shop.is_following().await;
    let mut replica = primary.replica().await;
    replica.cut_off().await;
    reprice_elsewhere(&primary.address(), 34_500).await;
    assert!(shop.get(PRODUCT).await.text().contains("<data value=\"345.00\">"));
    let lost = shop.version().await;

    replica.replace(&mut primary).await;
    reprice_elsewhere(&replica.address(), 12_300).await;

    let after = first_that_is_not_stale(&shop).await;
    assert!(after.text().contains("<data value=\"123.00\">"), "{} {}", after.status, after.header("cache-status"));
    assert_eq!(shop.version().await.revision, lost.revision);
    shop.log.take_errors();
}

/// As when a role may not write the table of followers: the database is there, and only the shortcut is missing.
#[tokio::test]
async fn follower_that_keeps_failing_is_told_and_every_page_is_right_all_the_same() {
    let given = postgres().await;
    let address = given.address.clone();
    let shop = TestShop::over(given, "").await;
    let mut tx = shop.shop.database.write(NOW).await.unwrap();
    let refuse = "ALTER TABLE follower ADD CONSTRAINT nobody_follows CHECK (revision > -1)";
    sql(refuse).execute(&mut tx).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    let open = shop.serve(Duration::ZERO, Duration::ZERO).await;
    while shop.shop.database.follower().failures < 2 {
        sleep(Duration::from_millis(5)).await;
    }

    for price in [145, 146, 147] {
        reprice_elsewhere(&address, price * 100).await;
        let answers = crowd(open.address, &[PRODUCT]).await;
        let shows = format!("<data value=\"{price}.00\">");
        assert!(answers.iter().all(|answer| answer.contains(&shows)), "{price}");
    }

    assert_eq!(
        shop.get("/readyz").await.text(),
        "ready, but changes can't be followed: every page asks the database; the log says why\n"
    );
    assert!(shop.metrics().await.contains("vitrine_changes_followed 0\n"));
    let warnings = shop.log.lines_with("changes can't be followed");
    assert_eq!(warnings.len(), 1, "one a minute: {warnings:?}");
    assert!(warnings[0].contains("nobody_follows"), "{}", warnings[0]);
}
