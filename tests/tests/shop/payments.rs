//! Payments of the served program at the program `test_provider`, and gift cards on the command line.

use std::time::Duration;

use checkout::{Confirmation, OrderCommand, OrderStep, OrderStepKind, PlaceOrder, carry_out};
use database::{Database, sql, testing::postgres};
use orders::{OrderActor, OrderState, testing};
use payments::{
    NewPayment, NextStep, PaymentId, PaymentProvider, RefundId, ReturnAddresses, TestProvider, payments_of_order,
    record_begun,
};
use test_provider::{NoticeOptions, Options, RunningProvider};
use tokio::time::{sleep, timeout};
use types::{Currency, Money, OrderId, PaymentKind, Timestamp, VariantId};

use crate::harness::{Program, Serving};

const SECRET: &str = "secret-of-the-test-provider";
/// A moment that is long ago: the timer looks at payments that began then at once.
const LONG_AGO: Timestamp = Timestamp(1_000);
/// A moment that is far ahead: the timer does not look at payments that begin then.
const FAR_AHEAD: Timestamp = Timestamp(4_000_000_000_000);
/// The longest wait for jobs of the program, which look for tasks every few seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// A served shop with a provider, and a second way into its database.
struct PayingShop {
    serving: Serving,
    provider: RunningProvider,
    client: PaymentProvider,
    database: Database,
    _program: Program,
}

impl PayingShop {
    async fn open(postgres_address: Option<&str>) -> Self {
        let program = Program::new();
        let provider = test_provider::start(([127, 0, 0, 1], 0).into(), SECRET, None).await.unwrap();
        let line = postgres_address.map(|address| format!("database = \"{address}\"\n")).unwrap_or_default();
        program.write("vitrine.toml", &format!("listen = \"127.0.0.1:0\"\n{line}"));
        program.success(&["import", "shop.json"]);
        let settings = format!("test_payments_url = \"{}\"\ntest_payments_secret = \"{SECRET}\"\n", provider.origin);
        let serving = program.serve(&format!("{line}{settings}"));
        let file = format!("sqlite:{}", program.path("data/vitrine.db").display());
        let database = Database::open(postgres_address.unwrap_or(&file)).await.unwrap();
        let client = PaymentProvider::Test(TestProvider::new(provider.origin.clone(), vec![SECRET.into()]));
        Self { serving, provider, client, database, _program: program }
    }

    fn notices(&self) -> String {
        format!("http://{}/payments/test/notices", self.serving.address)
    }

    /// Places an order of a unit whose payment begins at a moment, and returns the page at which it is paid.
    async fn placing(&self, number: u128, begun: Timestamp) -> String {
        let mut tx = self.database.write(begun).await.unwrap();
        let variant: VariantId =
            sql("SELECT variant_id FROM variant_sku WHERE sku = 'DUNE-CLAY'").scalar(&mut tx).await.unwrap();
        let order = testing::new_order(number, testing::snapshot("ann@example.com", &[(variant, 1, 5_000)]), begun);
        let payment = NewPayment {
            id: PaymentId(order.id.0),
            order: order.id,
            attempt: 1,
            method: "test".to_owned(),
            kind: PaymentKind::Test,
            amount: Money::new(5_000, Currency::from_code("AED").unwrap()),
            lapses_at: None,
        };
        let command = PlaceOrder {
            order,
            confirmation: Confirmation::AfterPayment { held_until: FAR_AHEAD },
            promotions: Vec::new(),
            gift_cards: Vec::new(),
            cart_version: None,
            payment: Some(payment),
        };
        let placed = carry_out(&mut tx, &[OrderCommand::Place(Box::new(command))]).await.unwrap();
        assert!(placed[0].is_ok(), "{placed:?}");
        tx.commit().await.unwrap();
        self.begun(number).await
    }

    async fn begun(&self, number: u128) -> String {
        let mut reader = self.database.read(LONG_AGO).await.unwrap();
        let payment = payments_of_order(&mut reader, id(number)).await.unwrap().remove(0);
        drop(reader);
        let return_url = format!("http://{}/", self.serving.address);
        let addresses = ReturnAddresses { return_url, notify_url: self.notices() };
        let begun = self.client.begin(&payment, &addresses).await.unwrap();
        let NextStep::Go { url } = begun.next else { panic!("{begun:?}") };
        let mut tx = self.database.write(LONG_AGO).await.unwrap();
        record_begun(&mut tx, payment.id, &begun.handle, Some(&url)).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        url
    }

    async fn cancel(&self, number: u128) {
        let kind = OrderStepKind::Cancel { refund: RefundId(id(number).0) };
        let step = OrderStep { order: id(number), kind, actor: OrderActor::Buyer, note: String::new(), now: LONG_AGO };
        let mut tx = self.database.write(LONG_AGO).await.unwrap();
        carry_out(&mut tx, &[OrderCommand::Step(step)]).await.unwrap().remove(0).unwrap();
        tx.commit().await.unwrap();
    }

    async fn state(&self, number: u128) -> OrderState {
        let mut reader = self.database.read(LONG_AGO).await.unwrap();
        orders::by_id(&mut reader, id(number)).await.unwrap().unwrap().state
    }

    async fn becomes_placed(&self, number: u128) {
        let placed = async {
            while self.state(number).await != OrderState::Placed {
                sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(PATIENCE, placed).await.expect("the order is placed");
    }

    /// Waits until the provider has given as much back as it took, and returns how much that is.
    async fn all_went_back(&self, number: u128) -> i64 {
        let payment = || self.provider.ledger().payments[&id(number).to_string()].clone();
        let went_back = async {
            while payment().refunded() != payment().captured {
                sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(PATIENCE, went_back).await.expect("the money goes back");
        payment().captured
    }
}

fn id(number: u128) -> OrderId {
    testing::new_order(number, testing::snapshot("ann@example.com", &[]), LONG_AGO).id
}

/// Sends a body, and returns the status of the answer.
async fn post(url: &str, body: &str, signature: &str) -> u16 {
    let client = http_client::trusted(PATIENCE);
    let request = client.post(url).header("test-signature", signature).body(body.to_owned());
    request.send().await.unwrap().status().as_u16()
}

async fn press(page: &str, button: &str) {
    assert_eq!(post(&format!("{page}/{button}"), "", "").await, 303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notices_and_the_timer_place_orders_and_late_money_goes_back() {
    let given = postgres().await;
    for address in [None, Some(given.address.as_str())] {
        let shop = PayingShop::open(address).await;
        let doubled = NoticeOptions { times: 2, is_reordered: true, is_forged: true, ..NoticeOptions::default() };
        shop.provider.set(Options { notices: doubled, ..Options::default() });

        let by_notice = shop.placing(1, FAR_AHEAD).await;
        press(&by_notice, "pay").await;
        shop.becomes_placed(1).await;

        let cancelled = shop.placing(2, FAR_AHEAD).await;
        shop.cancel(2).await;
        press(&cancelled, "pay").await;
        assert_eq!(shop.all_went_back(2).await, 5_000);
        assert_eq!(shop.state(2).await, OrderState::Cancelled);

        shop.provider
            .set(Options { notices: NoticeOptions { times: 0, ..NoticeOptions::default() }, ..Options::default() });
        let by_timer = shop.placing(3, LONG_AGO).await;
        press(&by_timer, "pay").await;
        shop.becomes_placed(3).await;
        shop.database.close().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn forged_foreign_and_too_long_notices_are_refused() {
    let shop = PayingShop::open(None).await;
    let notice = "{\"id\": \"evt_1\", \"payment\": \"p\"}";
    let elsewhere = shop.notices().replace("/test/", "/unknown/");
    let without_notices = shop.notices().replace("/test/", "/bank_transfer/");

    assert_eq!(post(&shop.notices(), notice, "t=1800000000,v1=00").await, 400);
    assert_eq!(post(&shop.notices(), notice, "").await, 400);
    assert_eq!(post(&elsewhere, notice, "").await, 404);
    assert_eq!(post(&without_notices, notice, "").await, 400);
    assert_eq!(post(&shop.notices(), &"x".repeat(64 * 1024 + 1), "").await, 413);
    let mut reader = shop.database.read(LONG_AGO).await.unwrap();
    let recorded: i64 = sql("SELECT COUNT(*) FROM payment_notice").scalar(&mut reader).await.unwrap();
    assert_eq!(recorded, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_forms_of_one_visitors_pages_may_lead_to_the_provider() {
    let shop = PayingShop::open(None).await;
    let policy = async |path: &str| {
        let answer = http_client::trusted(PATIENCE).get(format!("http://{}{path}", shop.serving.address));
        let answer = answer.send().await.unwrap();
        answer.headers()["content-security-policy"].to_str().unwrap().to_owned()
    };

    let leads_there = format!("form-action 'self' {};", shop.provider.origin);
    assert!(policy("/en-ae/cart").await.contains(&leads_there));
    assert!(policy("/en-ae").await.contains("form-action 'self';"));
}

#[test]
fn gift_cards_are_issued_shown_and_blocked() {
    let program = Program::new();
    program.success(&["import", "shop.json"]);

    let code = program.success(&["gift-card", "issue", "250.50", "aed", "--expires", "2100-01-01"]);
    let code = code.trim();
    let typed = code.to_lowercase().replace('-', " ");
    let shown = program.success(&["gift-card", "show", &typed]);
    let blocked = program.success(&["gift-card", "block", "1"]);
    let unblocked = program.success(&["gift-card", "unblock", code]);
    let refusals = [
        program.refusal(&["gift-card", "issue", "1.005", "AED"]),
        program.refusal(&["gift-card", "issue", "0", "AED"]),
        program.refusal(&["gift-card", "issue", "5", "AED", "--expires", "2020-01-01"]),
        program.refusal(&["gift-card", "show", "0000-0000-0000-0000"]),
        program.refusal(&["gift-card", "show", "7"]),
    ];

    let last_four = &code[code.len() - 4..];
    assert!(
        shown.starts_with(&format!("Gift card 1 …{last_four}: 250.50 AED left of 250.50 AED\nactive, issued ")),
        "{shown}"
    );
    assert!(shown.ends_with(", expires 2100-01-01T00:00:00Z\n"), "{shown}");
    assert_eq!(blocked, format!("Gift card 1 …{last_four} is blocked.\n"));
    assert_eq!(unblocked, format!("Gift card 1 …{last_four} is active.\n"));
    insta::assert_snapshot!(refusals.concat(), @r#"
    "1.005" is not an amount above zero: an amount in AED has at most 2 decimals
    "0" is not an amount above zero: it has no money
    a gift card can't expire at "2020-01-01"; write a day that is to come, such as 2030-12-31
    there is no gift card with this code; write its code, or its number as `vitrine gift-card issue` prints it, such as 12
    there is no gift card 7; write its code, or its number as `vitrine gift-card issue` prints it, such as 12
    "#);
}
