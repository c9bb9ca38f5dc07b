//! Mails about orders, handed to a real SMTP server that misbehaves as told.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::Duration,
};

use database::Executor;
use orders::{NewOrderEvent, OrderActor, OrderEventKind, OrderMailTask, OrderMailTopic, testing};
use tempfile::TempDir;
use tokio::time::{sleep, timeout};
use types::VariantId;

use crate::harness::{NOW, TestShop, free_port};

const PATIENCE: Duration = Duration::from_secs(60);

/// The SMTP server of the tests of `mail`, as a process.
struct SmtpServer {
    process: Child,
    folder: TempDir,
    port: u16,
}

impl SmtpServer {
    fn start(port: u16) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/mail/tests/smtp_server.py");
        let mut command = Command::new("/usr/bin/python3");
        command.arg(script).arg(folder.path()).env("SMTP_PORT", port.to_string()).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, folder, port: line.trim().parse().unwrap() }
    }

    /// The mails to an address.
    fn taken_by(&self, address: &str) -> Vec<String> {
        let paths = (1..).map(|number| self.folder.path().join(format!("{number}.eml")));
        let mails = paths.map_while(|path| fs::read_to_string(path).ok());
        mails.filter(|mail| mail.contains(&format!("\r\nTo: {address}\r\n"))).collect()
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

async fn shop_with_smtp(port: u16) -> TestShop {
    let lines = format!("smtp_url = \"smtp://127.0.0.1:{port}?tls=off\"\nmail_from = \"orders@shop.example\"");
    TestShop::configured(&lines).await
}

/// Places an order, and writes the task of its mail in the same transaction.
async fn given_order(shop: &TestShop, number: u128, email: &str) {
    let snapshot = testing::snapshot(email, &[(VariantId(1), 2, 19_000)]);
    let order = testing::new_order(number, snapshot, NOW);
    let mut tx = shop.shop.database.write(NOW).await.unwrap();
    orders::insert(&mut tx, &[(&order, Some(format!("AE-{number}")))]).await.unwrap();
    let placed = NewOrderEvent::once(order.id, OrderEventKind::Placed, OrderActor::Buyer, NOW);
    orders::record_events(&mut tx, &[placed]).await.unwrap();
    let (topic, key) = (OrderMailTopic::Placed, "placed".to_owned());
    let task = OrderMailTask { order: order.id, topic, key, at: NOW };
    orders::enqueue_mail(&mut tx, &task).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
}

/// Returns a mail without the tokens of its links: each attempt has a new one, since the shop stores hashes only.
fn without_links(mail: &str) -> String {
    let whole = mail.replace("=\r\n", "");
    let mut parts = whole.split("/orders/");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + "/orders/" + &part[32..])
}

/// Returns the kind of the event that says what became of an order's mail.
async fn outcome(shop: &TestShop, number: &str) -> Option<OrderEventKind> {
    let mut reader = shop.shop.database.read(NOW).await.unwrap();
    outcome_in(&mut reader, number).await
}

async fn outcome_in(on: &mut impl Executor, number: &str) -> Option<OrderEventKind> {
    let order = orders::by_number(on, number).await.unwrap().unwrap();
    let events = orders::events(on, order.id).await.unwrap();
    events.iter().find(|event| event.key == "mail-placed").map(|event| event.kind)
}

async fn until(mut is_true: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !is_true().await {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, waiting).await.expect("it did not come true");
}

fn move_clock(shop: &TestShop, seconds: i64) {
    shop.shop.clock.set(NOW.plus_millis(seconds * 1000));
}

#[tokio::test]
async fn each_mail_is_sent_as_its_recipients_server_allows() {
    let smtp = SmtpServer::start(0);
    let shop = shop_with_smtp(smtp.port).await;
    for (number, email) in [
        (1001, "ann@mail.example"),
        (1002, "unknown@mail.example"),
        (1003, "greylist@mail.example"),
        (1004, "vanish@mail.example"),
    ] {
        given_order(&shop, number, email).await;
    }

    let serving = shop.serve(Duration::ZERO, Duration::ZERO).await;
    until(async || outcome(&shop, "AE-1002").await.is_some() && smtp.taken_by("vanish@mail.example").len() == 1).await;
    until(async || shop.log.lines_with("a background job failed").len() == 2).await;
    let before = [outcome(&shop, "AE-1001").await, outcome(&shop, "AE-1003").await];
    move_clock(&shop, 31);
    until(async || outcome(&shop, "AE-1003").await.is_some() && outcome(&shop, "AE-1004").await.is_some()).await;

    assert_eq!(before, [Some(OrderEventKind::MailSent), None]);
    assert_eq!(outcome(&shop, "AE-1002").await, Some(OrderEventKind::MailRefused));
    assert_eq!(outcome(&shop, "AE-1003").await, Some(OrderEventKind::MailSent));
    assert_eq!(smtp.taken_by("greylist@mail.example").len(), 1);
    let twice = smtp.taken_by("vanish@mail.example");
    assert_eq!(twice.len(), 2);
    assert_eq!(without_links(&twice[0]), without_links(&twice[1]), "a repeat is the same mail");
    let mail = &smtp.taken_by("ann@mail.example")[0];
    assert!(mail.contains("Subject: Order AE-1001 confirmed\r\n"), "{mail}");
    assert!(mail.contains(".placed@shop.example>\r\n"), "{mail}");
    assert!(mail.contains("https://shop.example/en-ae/orders/"), "{mail}");
    let metrics = shop.metrics().await;
    for (outcome, mails) in [("sent", 3), ("deferred", 2), ("refused", 1)] {
        assert!(metrics.contains(&format!("vitrine_mails_total{{outcome=\"{outcome}\"}} {mails}")), "{metrics}");
    }
    drop(serving);
}

#[tokio::test]
async fn orders_go_on_while_smtp_is_away_for_an_hour_and_each_mail_is_sent_once() {
    let port = free_port().port();
    let shop = shop_with_smtp(port).await;
    let serving = shop.serve(Duration::ZERO, Duration::ZERO).await;
    let mut failures = 0;

    for (attempt, seconds) in [0, 31, 95, 220, 470, 960, 1570, 2180, 2790, 3400].into_iter().enumerate() {
        move_clock(&shop, seconds);
        if attempt < 3 {
            given_order(&shop, 1001 + attempt as u128, &format!("buyer{attempt}@mail.example")).await;
        }
        failures += (attempt + 1).min(3);
        until(async || shop.log.lines_with("a background job failed").len() >= failures).await;
    }
    let smtp = SmtpServer::start(port);
    move_clock(&shop, 4100);
    for number in ["AE-1001", "AE-1002", "AE-1003"] {
        until(async || outcome(&shop, number).await == Some(OrderEventKind::MailSent)).await;
    }

    for buyer in 0..3 {
        assert_eq!(smtp.taken_by(&format!("buyer{buyer}@mail.example")).len(), 1);
    }
    drop(serving);
}

#[tokio::test]
async fn mails_wait_for_settings_and_operators_are_told() {
    let shop = TestShop::open().await;
    given_order(&shop, 1001, "ann@mail.example").await;

    let serving = shop.serve(Duration::ZERO, Duration::ZERO).await;
    until(async || !shop.log.lines_with("set smtp_url and mail_from").is_empty()).await;

    let ready = shop.get("/readyz").await.text();
    assert_eq!(ready, "ready, but mails about orders wait: set smtp_url and mail_from\n");
    assert!(shop.metrics().await.contains("vitrine_mails_waiting 1"));
    assert_eq!(outcome(&shop, "AE-1001").await, None);
    drop(serving);
}

#[tokio::test]
async fn news_of_days_ago_is_not_sent() {
    let smtp = SmtpServer::start(0);
    let shop = shop_with_smtp(smtp.port).await;
    given_order(&shop, 1001, "ann@mail.example").await;
    move_clock(&shop, 4 * 86_400);

    let serving = shop.serve(Duration::ZERO, Duration::ZERO).await;
    until(async || !shop.log.lines_with("older than three days").is_empty()).await;

    assert_eq!(smtp.taken_by("ann@mail.example").len(), 0);
    drop(serving);
}
