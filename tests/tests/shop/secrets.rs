//! Secrets of the settings: no output of the program holds one.

use std::{
    fs::{self, File},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Child,
    time::Duration,
};

use server::Config;

use crate::harness::{Program, Visitor, free_port, picture_address};

/// Every secret that the settings take, each in a word that is found wherever it is written.
const SECRETS: [&str; 7] = [
    "database-password-4be1",
    "redis-password-9c07",
    "s3-secret-key-51fd",
    "staff-token-of-the-shop-a6c2",
    "metrics-token-of-the-shop-77e0",
    "edge-token-of-the-shop-30b8",
    "test-payments-secret-e913",
];

/// Settings with every secret. The services they name refuse connections.
fn settings(database: &str, more: &str) -> String {
    let [_, _, _, staff, metrics, edge, payments] = SECRETS;
    format!(
        "database = \"{database}\"\nlog = \"trace\"\nstaff_token = \"{staff}\"\nmetrics_token = \"{metrics}\"\n\
         edge = \"fastly:SERVICE\"\nedge_token = \"{edge}\"\nedge_api = \"http://127.0.0.1:9\"\n\
         test_payments_url = \"http://127.0.0.1:9\"\ntest_payments_secret = \"{payments}\"\n{more}"
    )
}

fn bucket() -> String {
    format!("pictures = \"s3://shop\"\ns3_endpoint = \"http://127.0.0.1:9\"\ns3_key = \"id:{}\"\n", SECRETS[2])
}

fn assert_no_secret(output: &str, of: &str) {
    assert!(!output.is_empty(), "{of} wrote nothing, so nothing is proven");
    for secret in SECRETS {
        assert!(!output.contains(secret), "{of} shows {secret}");
    }
}

#[test]
fn settings_that_are_printed_show_no_secret() {
    let [database, redis, ..] = SECRETS;
    let more = format!("redis = \"redis://:{redis}@localhost\"\n{}", bucket());
    let text = settings(&format!("postgres://shop:{database}@localhost/shop"), &more);

    let config = Config::from_texts(Some(("vitrine.toml", &text)), &[]).unwrap();

    let shown = format!("{config:?} {config:#?}");
    assert!(shown.contains("SERVICE"), "{shown}");
    assert_no_secret(&shown, "the settings' Debug");
}

#[test]
fn refusals_show_no_secret() {
    let program = Program::new();
    let [database, redis, ..] = SECRETS;
    let postgres = format!("postgres://shop:{database}@127.0.0.1:9/shop");
    let with_redis = format!("redis = \"redis://:{redis}@127.0.0.1:9\"\n");
    let wrong_address = format!("redis = \"{redis}://x\"\n");
    let cases = [
        (settings(&postgres, &with_redis), &["serve"][..]),
        (settings(&postgres, ""), &["migrate"]),
        (settings(&format!("mysql://shop:{database}@localhost/shop"), ""), &["serve"]),
        (settings(&format!("postgres://shop:{database}@:bad:/shop"), ""), &["serve"]),
        (settings("sqlite:data/vitrine.db", &wrong_address), &["serve"]),
        (settings("sqlite:data/vitrine.db", &with_redis), &["serve"]),
        (settings("sqlite:data/vitrine.db", &bucket()), &["import", "shop.json"]),
    ];

    for (settings, command) in cases {
        program.write("vitrine.toml", &settings);

        assert_no_secret(&program.refusal(command), &format!("{command:?} of\n{settings}"));
    }
}

#[tokio::test]
async fn log_of_a_served_shop_shows_no_secret_at_any_level() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);
    let address = free_port();
    let more = format!("listen = \"{address}\"\n");
    program.write("vitrine.toml", &settings("sqlite:data/vitrine.db", &more));
    let log = program.path("log.txt");
    let mut running = program.start_logging(&["serve"], &File::create(&log).unwrap());
    until_it_listens(address, &mut running);

    let [_, _, _, staff, metrics, ..] = SECRETS;
    let picture = format!("/api/v1/pictures/{}", picture_address());
    for (path, token) in [(picture.as_str(), staff), ("/metrics", metrics), ("/metrics", staff), ("/en-ae", staff)] {
        let mut visitor = Visitor::connect(address).await.unwrap();
        let cookie = format!("Cookie: token={token}");
        visitor
            .send(&format!(
                "GET {path} HTTP/1.1\r\nHost: shop\r\nAuthorization: Bearer {token}\r\n{cookie}\r\nConnection: close\r\n\r\n"
            ))
            .await;
        assert_no_secret(&visitor.rest().await, path);
    }
    // The import is told to the content delivery network, which refuses connections.
    until_the_log_tells_of_a_purge(&log);
    running.kill().unwrap();
    running.wait().unwrap();

    assert_no_secret(&fs::read_to_string(&log).unwrap(), "the log");
}

fn until_it_listens(address: SocketAddr, running: &mut Child) {
    while TcpStream::connect(address).is_err() {
        assert!(running.try_wait().unwrap().is_none(), "the program ended");
        std::thread::yield_now();
    }
}

/// Returns when the purge has failed; the runner's limit ends a test whose log never tells of it.
fn until_the_log_tells_of_a_purge(log: &Path) {
    while !fs::read_to_string(log).unwrap().contains("a background job failed") {
        std::thread::sleep(Duration::from_millis(20));
    }
}
