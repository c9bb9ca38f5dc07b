use database::{Tx, testing::both_engines};
use orders::OrderEventKind;
use payments::{
    CardUse, GiftCardCode, GiftCardRefusal, NewGiftCard, NewPayment, PaymentId, PaymentState, gift_card_by_id,
    issue_gift_card, payments_of_order,
};
use types::{Currency, Money, PaymentKind};
use uuid::Uuid;

use super::given::{A, CANCEL, NOW, carried_out, count, given_stock, id, order, place, step, units, with_promotion};
use crate::{OrderRefusal, PlaceOrder};

fn aed(minor: i64) -> Money {
    Money::new(minor, Currency::from_code("AED").unwrap())
}

async fn given_card(tx: &mut Tx, amount: i64) -> i64 {
    let code = GiftCardCode::from_random(amount as u128);
    issue_gift_card(tx, &NewGiftCard { code, amount: aed(amount), expires_at: None }, NOW).await.unwrap()
}

async fn balance(given: &database::testing::TestDatabase, card: i64) -> i64 {
    let mut reader = given.database.read(NOW).await.unwrap();
    gift_card_by_id(&mut reader, card).await.unwrap().unwrap().balance
}

/// Returns the order with a part that a gift card pays.
fn with_card(mut command: PlaceOrder, card: i64, amount: i64) -> PlaceOrder {
    let mut snapshot = command.order.snapshot.clone();
    snapshot.gift_cards = vec![orders::UsedGiftCard { tender: format!("gift-card-{card}"), last4: "WXYZ".to_owned() }];
    command.order = orders::testing::new_order(command.order.id.0.as_u128(), snapshot, NOW);
    command.gift_cards = vec![CardUse { card, order: command.order.id, amount: aed(amount) }];
    command
}

fn with_payment(command: PlaceOrder, kind: PaymentKind) -> PlaceOrder {
    let (order, id) = (command.order.id, PaymentId(command.order.id.0));
    let amount = aed(command.order.snapshot.quote.due);
    let payment = NewPayment { id, order, attempt: 1, method: kind.as_str().to_owned(), kind, amount, lapses_at: None };
    PlaceOrder { payment: Some(payment), ..command }
}

/// Report 14 in kind: a card pays once, and an order that it can't pay any more is refused whole.
#[tokio::test]
async fn gift_card_that_has_changed_refuses_the_order_and_gives_everything_back() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let mut tx = given.database.write(NOW).await.unwrap();
        let card = given_card(&mut tx, 7_000).await;
        tx.commit_bookkeeping().await.unwrap();
        let by_card = |number| {
            let command = with_promotion(order(number, &[(A, 1)]), Some(2), None);
            place(with_card(command, card, 5_000))
        };
        let promoted = |number| place(with_promotion(order(number, &[(A, 1)]), Some(2), None));

        let outcomes = carried_out(&given, [by_card(1), by_card(2), promoted(3)]).await;

        assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{}: {outcomes:?}", given.engine);
        let refusal = OrderRefusal::GiftCard(GiftCardRefusal::TooLittle { left: 2_000 });
        assert_eq!(outcomes[1], Err(refusal), "{}", given.engine);
        assert_eq!((balance(&given, card).await, units(&given, A).await), (2_000, (5, 2)), "{}", given.engine);
        carried_out(&given, [step(1, CANCEL), step(1, CANCEL)]).await;
        assert_eq!((balance(&given, card).await, units(&given, A).await), (7_000, (5, 1)), "{}", given.engine);
        assert_eq!(count(&given).await, 2, "{}", given.engine);
    }
}

#[tokio::test]
async fn payment_is_written_with_the_order_and_withdrawn_with_it() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let cash = with_payment(order(1, &[(A, 1)]), PaymentKind::CashOnDelivery);
        let transfer = with_payment(order(2, &[(A, 1)]), PaymentKind::BankTransfer);

        carried_out(&given, [place(cash), place(transfer.clone()), place(transfer)]).await;

        let state = async |number| {
            let mut reader = given.database.read(NOW).await.unwrap();
            let payments = payments_of_order(&mut reader, id(number)).await.unwrap();
            assert_eq!(payments.len(), 1, "{}", given.engine);
            payments[0].status.state
        };
        assert_eq!((state(1).await, state(2).await), (PaymentState::Due, PaymentState::Awaited), "{}", given.engine);
        let mut reader = given.database.read(NOW).await.unwrap();
        let events = orders::events(&mut reader, id(2)).await.unwrap();
        let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [OrderEventKind::Placed, OrderEventKind::PaymentAwaited], "{}", given.engine);
        drop(reader);
        carried_out(&given, [step(1, CANCEL), step(2, CANCEL)]).await;
        assert_eq!((state(1).await, state(2).await), (PaymentState::Cancelled, PaymentState::Cancelled));
    }
}

#[tokio::test]
async fn money_that_came_in_is_refunded_when_the_order_is_cancelled() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        carried_out(&given, [place(with_payment(order(1, &[(A, 1)]), PaymentKind::BankTransfer))]).await;
        let mut tx = given.database.write(NOW).await.unwrap();
        payments::record_received(&mut tx, PaymentId(Uuid::from_u128(1)), aed(5_000)).await.unwrap().unwrap();
        tx.commit_bookkeeping().await.unwrap();

        carried_out(&given, [step(1, CANCEL)]).await;
        carried_out(&given, [step(1, CANCEL)]).await;

        let mut reader = given.database.read(NOW).await.unwrap();
        let refunds = payments::refunds_of_order(&mut reader, id(1)).await.unwrap();
        assert_eq!(refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [aed(5_000)], "{}", given.engine);
    }
}
