//! Payments at the program `test_provider`, and what follows for orders.

use std::time::Duration;

use database::testing::{TestDatabase, both_engines};
use orders::{OrderEventKind, OrderState};
use payments::{
    NewPayment, NextStep, Payment, PaymentId, PaymentProvider, PaymentState, RefundOutcome, ReturnAddresses,
    TestProvider, apply_truth, finish_refund, lapse_transfer, look, payments_of_order, record_begun, refunds_of_order,
};
use test_provider::{Behaviour, Options, RunningProvider};
use types::{Currency, Money, PaymentKind, Timestamp};

use super::given::{A, CANCEL, NOW, carried_out, found, given_stock, given_writer, id, order, place, step, units};
use crate::{Confirmation, PlaceOrder, SettledOutcome, settle_payment};

const SECRET: &str = "a secret of tests";
const LAPSE: Timestamp = NOW.plus_millis(900_000);
const HELD_UNTIL: Timestamp = NOW.plus_millis(1_020_000);

async fn given_provider() -> (RunningProvider, PaymentProvider) {
    let running = test_provider::start(([127, 0, 0, 1], 0).into(), SECRET, None).await.unwrap();
    let client = TestProvider::with_timeout(running.origin.clone(), vec![SECRET.into()], Duration::from_millis(500));
    (running, PaymentProvider::Test(client))
}

fn with_payment(command: PlaceOrder, kind: PaymentKind) -> PlaceOrder {
    let (order, id) = (command.order.id, PaymentId(command.order.id.0));
    let amount = Money::new(command.order.snapshot.quote.due, Currency::from_code("AED").unwrap());
    let (method, lapses_at) = (kind.as_str().to_owned(), Some(LAPSE));
    let payment = Some(NewPayment { id, order, attempt: 1, method, kind, amount, lapses_at });
    let confirmation = match kind {
        PaymentKind::Test => Confirmation::AfterPayment { held_until: HELD_UNTIL },
        PaymentKind::CashOnDelivery | PaymentKind::BankTransfer => Confirmation::Now,
    };
    PlaceOrder { payment, confirmation, ..command }
}

async fn payment_of(given: &TestDatabase, number: u128) -> Payment {
    let mut reader = given.database.read(NOW).await.unwrap();
    payments_of_order(&mut reader, id(number)).await.unwrap().remove(0)
}

/// Places an order of a unit, and returns the page at which it is paid.
async fn placing(given: &TestDatabase, provider: &PaymentProvider, number: u128) -> String {
    let placed = carried_out(given, [place(with_payment(order(number, &[(A, 1)]), PaymentKind::Test))]).await;
    assert!(placed[0].is_ok(), "{placed:?}");
    let addresses =
        ReturnAddresses { return_url: "http://shop.invalid/".to_owned(), notify_url: "http://127.0.0.1:1/".to_owned() };
    let payment = payment_of(given, number).await;
    let begun = provider.begin(&payment, &addresses).await.unwrap();
    let NextStep::Go { url } = begun.next else { panic!("{begun:?}") };
    let mut tx = given.database.write(NOW).await.unwrap();
    record_begun(&mut tx, payment.id, &begun.handle, Some(&url)).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    url
}

async fn press(url: &str, button: &str) {
    let client = http_client::trusted(Duration::from_secs(5));
    client.post(format!("{url}/{button}")).send().await.unwrap();
}

/// Does as every notice, return and timer does: asks the provider, applies the truth, and settles the order, twice.
async fn settled(given: &TestDatabase, provider: &PaymentProvider, number: u128, now: Timestamp) -> SettledOutcome {
    let payment = payment_of(given, number).await;
    let truth = look(provider, &payment, now).await.unwrap();
    let mut tx = given.database.write(now).await.unwrap();
    apply_truth(&mut tx, payment.id, &truth).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
    settled_by_task(given, payment.id, now).await
}

/// Does as the task does that was written with the payment's new state, twice.
async fn settled_by_task(given: &TestDatabase, payment: PaymentId, now: Timestamp) -> SettledOutcome {
    let (batcher, _running) = given_writer(&given.database);
    let first = settle_payment(&given.database, &batcher, payment, now).await.unwrap().unwrap();
    let again = settle_payment(&given.database, &batcher, payment, now).await.unwrap().unwrap();
    assert_eq!(first.outcome, again.outcome, "{}", given.engine);
    first.outcome
}

async fn count_of_events(given: &TestDatabase, number: u128, kind: OrderEventKind) -> usize {
    let events = orders::events(&mut given.database.read(NOW).await.unwrap(), id(number)).await.unwrap();
    events.iter().filter(|event| event.kind == kind).count()
}

/// Makes the refunds that were requested of an order, and returns their sum.
async fn refunded(given: &TestDatabase, provider: &PaymentProvider, number: u128) -> i64 {
    let mut tx = given.database.write(NOW).await.unwrap();
    let refunds = refunds_of_order(&mut tx, id(number)).await.unwrap();
    for refund in &refunds {
        provider.refund(&refund.payment.to_string(), refund.id, refund.amount).await.unwrap();
        finish_refund(&mut tx, refund.id, RefundOutcome::Done, NOW).await.unwrap();
    }
    tx.commit_bookkeeping().await.unwrap();
    refunds.iter().map(|refund| refund.amount.minor).sum()
}

async fn state(given: &TestDatabase, number: u128) -> OrderState {
    found(given, number).await.unwrap().state
}

#[tokio::test]
async fn declined_order_is_cancelled_and_the_next_one_is_placed() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let (_running, provider) = given_provider().await;
        let first = placing(&given, &provider, 1).await;
        press(&first, "decline").await;

        let failed = settled(&given, &provider, 1, NOW).await;
        let second = placing(&given, &provider, 2).await;
        let waiting = settled(&given, &provider, 2, NOW).await;
        press(&second, "pay").await;
        let placed = settled(&given, &provider, 2, NOW).await;

        assert_eq!((failed, waiting), (SettledOutcome::Failed, SettledOutcome::Waiting), "{}", given.engine);
        assert!(matches!(&placed, SettledOutcome::Placed { number: Some(_) }), "{}: {placed:?}", given.engine);
        let states = (state(&given, 1).await, state(&given, 2).await);
        assert_eq!(states, (OrderState::Cancelled, OrderState::Placed), "{}", given.engine);
        assert_eq!(units(&given, A).await, (5, 1), "{}", given.engine);
        assert_eq!(count_of_events(&given, 1, OrderEventKind::PaymentFailed).await, 1, "{}", given.engine);
        assert_eq!(count_of_events(&given, 2, OrderEventKind::Paid).await, 1, "{}", given.engine);
        assert_eq!(count_of_events(&given, 2, OrderEventKind::Placed).await, 1, "{}", given.engine);
    }
}

#[tokio::test]
async fn money_for_an_order_that_was_cancelled_goes_back() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let (running, provider) = given_provider().await;
        let page = placing(&given, &provider, 1).await;
        carried_out(&given, [step(1, CANCEL)]).await;
        press(&page, "pay").await;

        let outcome = settled(&given, &provider, 1, NOW).await;

        assert_eq!(outcome, SettledOutcome::Returned, "{}", given.engine);
        assert_eq!(state(&given, 1).await, OrderState::Cancelled, "{}", given.engine);
        assert_eq!(refunded(&given, &provider, 1).await, 5_000, "{}", given.engine);
        let ledger = running.ledger();
        let sums: Vec<(i64, i64)> = ledger.payments.values().map(|one| (one.captured, one.refunded())).collect();
        assert_eq!((sums, units(&given, A).await), (vec![(5_000, 5_000)], (5, 0)), "{}", given.engine);
        assert_eq!(count_of_events(&given, 1, OrderEventKind::Note).await, 1, "{}: staff see why", given.engine);
    }
}

#[tokio::test]
async fn late_money_places_the_order_if_its_units_are_there_and_goes_back_otherwise() {
    for given in both_engines().await {
        given_stock(&given, &[2]).await;
        let (_running, provider) = given_provider().await;
        let pages = [placing(&given, &provider, 1).await, placing(&given, &provider, 2).await];
        let lapsed = inventory::StockCommand::ReleaseLapsed { now: HELD_UNTIL, most: 9 };
        let mut tx = given.database.write(HELD_UNTIL).await.unwrap();
        inventory::carry_out(&mut tx, &[lapsed]).await.unwrap();
        tx.commit().await.unwrap();
        carried_out(&given, [place(order(3, &[(A, 1)]))]).await;
        for page in &pages {
            press(page, "pay").await;
        }

        let outcomes =
            [settled(&given, &provider, 1, HELD_UNTIL).await, settled(&given, &provider, 2, HELD_UNTIL).await];

        assert!(matches!(outcomes[0], SettledOutcome::Placed { .. }), "{}: {outcomes:?}", given.engine);
        assert_eq!(outcomes[1], SettledOutcome::Returned, "{}", given.engine);
        assert_eq!((state(&given, 2).await, units(&given, A).await), (OrderState::Cancelled, (2, 2)));
        assert_eq!(refunded(&given, &provider, 2).await, 5_000, "{}", given.engine);
    }
}

#[tokio::test]
async fn lie_about_the_amount_places_nothing_and_is_told() {
    for given in both_engines().await {
        for (number, behaviour) in [(1, Behaviour::LiesAboutAmount), (2, Behaviour::LiesAboutCurrency)] {
            if number == 1 {
                given_stock(&given, &[5]).await;
            }
            let (running, provider) = given_provider().await;
            let page = placing(&given, &provider, number).await;
            press(&page, "pay").await;
            running.set(Options { behaviour, ..Options::default() });

            let outcome = settled(&given, &provider, number, NOW).await;

            assert_eq!(outcome, SettledOutcome::Mismatch, "{}", given.engine);
            assert_eq!(state(&given, number).await, OrderState::Cancelled, "{}", given.engine);
            assert_eq!(units(&given, A).await, (5, 0), "{}", given.engine);
            assert_eq!(count_of_events(&given, number, OrderEventKind::Mismatch).await, 1, "{}", given.engine);
        }
    }
}

#[tokio::test]
async fn order_whose_time_to_pay_is_over_is_cancelled_and_its_page_takes_no_money() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let (running, provider) = given_provider().await;
        let page = placing(&given, &provider, 1).await;

        let outcome = settled(&given, &provider, 1, LAPSE).await;
        press(&page, "pay").await;

        assert_eq!(outcome, SettledOutcome::Failed, "{}", given.engine);
        assert_eq!((state(&given, 1).await, units(&given, A).await), (OrderState::Cancelled, (5, 0)));
        assert!(running.ledger().payments.values().all(|payment| payment.captured == 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn transfer_that_has_not_come_cancels_its_order() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        carried_out(&given, [place(with_payment(order(1, &[(A, 1)]), PaymentKind::BankTransfer))]).await;
        let payment = payment_of(&given, 1).await;
        let mut tx = given.database.write(LAPSE).await.unwrap();
        lapse_transfer(&mut tx, payment.id, LAPSE).await.unwrap().unwrap();
        tx.commit_bookkeeping().await.unwrap();

        let outcome = settled_by_task(&given, payment.id, LAPSE).await;

        assert_eq!(outcome, SettledOutcome::Failed, "{}", given.engine);
        assert_eq!((state(&given, 1).await, units(&given, A).await), (OrderState::Cancelled, (5, 0)));
        assert_eq!(payment_of(&given, 1).await.status.state, PaymentState::Lapsed, "{}", given.engine);
    }
}
