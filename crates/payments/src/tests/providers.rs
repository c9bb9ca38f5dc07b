//! Payments at the program `test_provider`, over HTTP.

use std::time::Duration;

use database::testing::{TestDatabase, both_engines};
use test_provider::{Behaviour, LedgerState, Options, RunningProvider};
use types::{PaymentKind, Timestamp};
use uuid::Uuid;

use super::given::{NOW, aed, given_payment, write};
use crate::{
    NextStep, Payment, PaymentId, PaymentProvider, PaymentState, ProviderError, RefundId, ReturnAddresses,
    TestProvider, TruthState, apply_truth, look, payment, record_begun,
};

const SECRET: &str = "a secret of tests";
const LATER: Timestamp = NOW.plus_millis(3_600_000);

pub(crate) async fn given_provider() -> (RunningProvider, PaymentProvider) {
    let running = test_provider::start(([127, 0, 0, 1], 0).into(), SECRET, None).await.unwrap();
    let provider = client(&running.origin);
    (running, provider)
}

/// Returns the shop's side, which waits less long than in a shop.
pub(crate) fn client(origin: &str) -> PaymentProvider {
    let secrets = vec![SECRET.into(), "a former secret".into()];
    PaymentProvider::Test(TestProvider::with_timeout(origin.to_owned(), secrets, Duration::from_millis(500)))
}

pub(crate) fn addresses(notify_url: &str) -> ReturnAddresses {
    ReturnAddresses { return_url: "http://shop.invalid/back".to_owned(), notify_url: notify_url.to_owned() }
}

async fn stored(given: &TestDatabase, id: PaymentId) -> Payment {
    payment(&mut given.database.read(NOW).await.unwrap(), id).await.unwrap().unwrap()
}

/// Begins a payment at the provider, and returns the address of its page.
pub(crate) async fn begin(given: &TestDatabase, provider: &PaymentProvider, id: PaymentId, notify_url: &str) -> String {
    let begun = provider.begin(&stored(given, id).await, &addresses(notify_url)).await.unwrap();
    let NextStep::Go { url } = begun.next else { panic!("{begun:?}") };
    let mut tx = write(&given.database).await;
    record_begun(&mut tx, id, &begun.handle, Some(&url)).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    url
}

/// Presses a button of the provider's page, and returns the status of the answer.
pub(crate) async fn press(url: &str, button: &str) -> u16 {
    let client = http_client::trusted(Duration::from_secs(5));
    client.post(format!("{url}/{button}")).send().await.unwrap().status().as_u16()
}

/// Asks the provider, and applies the truth.
async fn settled(
    given: &TestDatabase,
    provider: &PaymentProvider,
    id: PaymentId,
    now: Timestamp,
) -> Result<PaymentState, ProviderError> {
    let truth = look(provider, &stored(given, id).await, now).await?;
    let mut tx = write(&given.database).await;
    let applied = apply_truth(&mut tx, id, &truth).await.unwrap().unwrap();
    tx.commit_bookkeeping().await.unwrap();
    Ok(applied.payment.status.state)
}

fn behaving(behaviour: Behaviour) -> Options {
    Options { behaviour, ..Options::default() }
}

fn is_unknown<T: std::fmt::Debug>(outcome: &Result<T, ProviderError>) -> bool {
    matches!(outcome, Err(ProviderError::Unknown { .. }))
}

#[tokio::test]
async fn declined_payment_ends_and_the_next_one_is_paid() {
    for given in both_engines().await {
        let (running, provider) = given_provider().await;
        let [first, second] = [1, 2].map(|number| given_payment(&given.database, number, PaymentKind::Test));
        let (first, second) = (first.await, second.await);

        let url = begin(&given, &provider, first, "http://127.0.0.1:1/").await;
        assert_eq!(press(&url, "decline").await, 303);
        assert_eq!(settled(&given, &provider, first, NOW).await, Ok(PaymentState::Failed), "{}", given.engine);
        assert_eq!(press(&url, "pay").await, 409, "no money comes for a payment that has failed");

        let url = begin(&given, &provider, second, "http://127.0.0.1:1/").await;
        assert_eq!(settled(&given, &provider, second, NOW).await, Ok(PaymentState::NeedsAction), "{}", given.engine);
        assert_eq!(press(&url, "decline").await, 303);
        assert_eq!(press(&url, "pay").await, 303);
        assert_eq!(settled(&given, &provider, second, NOW).await, Ok(PaymentState::Captured), "{}", given.engine);
        let taken: i64 = running.ledger().payments.values().map(|payment| payment.captured).sum();
        assert_eq!(taken, 50_000, "{}", given.engine);
    }
}

#[tokio::test]
async fn silence_says_nothing_about_a_payment() {
    for given in both_engines().await {
        let (running, provider) = given_provider().await;
        let id = given_payment(&given.database, 1, PaymentKind::Test).await;
        running.set(behaving(Behaviour::WorkThenNoAnswer));
        let begun = provider.begin(&stored(&given, id).await, &addresses("http://127.0.0.1:1/")).await;
        running.set(behaving(Behaviour::Silent));

        let looked = settled(&given, &provider, id, LATER).await;

        assert!(is_unknown(&begun) && is_unknown(&looked), "{}: {begun:?} {looked:?}", given.engine);
        assert_eq!(stored(&given, id).await.status.state, PaymentState::Begun, "{}", given.engine);
        running.set(Options::default());
        let url = begin(&given, &provider, id, "http://127.0.0.1:1/").await;
        assert_eq!(press(&url, "pay").await, 303);
        assert_eq!(settled(&given, &provider, id, LATER).await, Ok(PaymentState::Captured), "{}", given.engine);
        assert_eq!(running.ledger().payments.len(), 1, "{}", given.engine);
    }
}

#[tokio::test]
async fn lie_about_the_amount_or_currency_is_never_paid() {
    for given in both_engines().await {
        for (number, lie, captured) in [(1, Behaviour::LiesAboutAmount, 10), (2, Behaviour::LiesAboutCurrency, 0)] {
            let (running, provider) = given_provider().await;
            let id = given_payment(&given.database, number, PaymentKind::Test).await;
            let url = begin(&given, &provider, id, "http://127.0.0.1:1/").await;
            assert_eq!(press(&url, "pay").await, 303);
            running.set(behaving(lie));

            let state = settled(&given, &provider, id, NOW).await;

            assert_eq!(state, Ok(PaymentState::Mismatch), "{}", given.engine);
            let payment = stored(&given, id).await;
            assert_eq!(payment.status.captured, captured, "{}", given.engine);
            assert!(payment.reported.is_some_and(|told| told != payment.amount), "{}: {payment:?}", given.engine);
        }
    }
}

#[tokio::test]
async fn payment_whose_time_is_over_is_withdrawn_before_it_lapses() {
    for given in both_engines().await {
        let (running, provider) = given_provider().await;
        let [open, paid, unheard] = [1, 2, 3].map(|number| given_payment(&given.database, number, PaymentKind::Test));
        let (open, paid, unheard) = (open.await, paid.await, unheard.await);
        let url = begin(&given, &provider, open, "http://127.0.0.1:1/").await;
        let paid_url = begin(&given, &provider, paid, "http://127.0.0.1:1/").await;
        assert_eq!(press(&paid_url, "pay").await, 303);

        let states = [
            settled(&given, &provider, open, LATER).await,
            settled(&given, &provider, paid, LATER).await,
            settled(&given, &provider, unheard, LATER).await,
        ];

        let expected = [PaymentState::Lapsed, PaymentState::Captured, PaymentState::Lapsed].map(Ok);
        assert_eq!(states, expected, "{}", given.engine);
        assert_eq!(running.ledger().payments[&open.to_string()].state, LedgerState::Cancelled, "{}", given.engine);
        assert_eq!(press(&url, "pay").await, 409, "{}", given.engine);
    }
}

#[tokio::test]
async fn refund_with_one_id_is_made_once_and_never_too_large() {
    let given = database::testing::sqlite().await;
    let (running, provider) = given_provider().await;
    let id = given_payment(&given.database, 1, PaymentKind::Test).await;
    let url = begin(&given, &provider, id, "http://127.0.0.1:1/").await;
    press(&url, "pay").await;
    let handle = id.to_string();
    let refund = |number: u128, amount: i64| provider.refund(&handle, RefundId(Uuid::from_u128(number)), aed(amount));

    running.set(behaving(Behaviour::WorkThenNoAnswer));
    let unknown = refund(1, 30_000).await;
    running.set(Options::default());
    let again = refund(1, 30_000).await;
    let other_amount = refund(1, 20_000).await;
    let too_much = refund(2, 20_001).await;

    assert!(is_unknown(&unknown), "{unknown:?}");
    assert_eq!(again, Ok(()));
    assert!(matches!(other_amount, Err(ProviderError::Refused { .. })), "{other_amount:?}");
    assert!(matches!(too_much, Err(ProviderError::Declined { .. })), "{too_much:?}");
    assert_eq!(running.ledger().payments[&handle].refunded(), 30_000);
    let truth = provider.fetch(&handle, aed(50_000)).await.unwrap();
    assert_eq!((truth.state, truth.captured, truth.refunded), (TruthState::Captured, 50_000, 30_000));
}

#[tokio::test]
async fn same_payment_with_other_amount_is_refused() {
    let given = database::testing::sqlite().await;
    let (_running, provider) = given_provider().await;
    let id = given_payment(&given.database, 1, PaymentKind::Test).await;
    begin(&given, &provider, id, "http://127.0.0.1:1/").await;
    let other = Payment { amount: aed(1), ..stored(&given, id).await };

    let refused = provider.begin(&other, &addresses("http://127.0.0.1:1/")).await;

    assert!(matches!(refused, Err(ProviderError::Refused { .. })), "{refused:?}");
}

#[tokio::test]
async fn provider_that_dies_and_comes_back_knows_its_payments() {
    let given = database::testing::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.json");
    let mut running = test_provider::start(([127, 0, 0, 1], 0).into(), SECRET, Some(&file)).await.unwrap();
    let address = running.origin.strip_prefix("http://").unwrap().parse().unwrap();
    let provider = client(&running.origin);
    let id = given_payment(&given.database, 1, PaymentKind::Test).await;
    running.set(behaving(Behaviour::AnswerThenDie));

    begin(&given, &provider, id, "http://127.0.0.1:1/").await;
    running.died().await;
    let dead = provider.fetch(&id.to_string(), aed(50_000)).await;
    let _again = test_provider::start(address, SECRET, Some(&file)).await.unwrap();
    let alive = provider.fetch(&id.to_string(), aed(50_000)).await;

    // A connection that was kept open fails in another way than a new one.
    assert!(dead.is_err(), "{dead:?}");
    assert_eq!(alive.map(|truth| truth.state), Ok(TruthState::Open));
}

#[tokio::test]
async fn wrong_secret_is_the_shops_fault() {
    let (running, _) = given_provider().await;
    let provider = PaymentProvider::Test(TestProvider::new(running.origin.clone(), vec!["wrong".into()]));

    let refused = provider.fetch("1", aed(1)).await;

    assert_eq!(
        refused,
        Err(ProviderError::Refused { why: "the secret is missing or wrong".to_owned() }),
        "a payment that is not seen is not missing"
    );
}
