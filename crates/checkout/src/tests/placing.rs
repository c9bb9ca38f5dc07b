use database::{Database, testing::both_engines};
use inventory::current_holds;
use orders::{OrderEventKind, OrderState, OrderToken};
use types::Timestamp;
use uuid::Uuid;

use super::given::{
    A, B, NOW, carried_out, count, found, given_stock, given_writer, id, order, place, units, with_promotion,
};
use crate::{Confirmation, OrderAnswer, OrderRefusal, PlaceOrder};

/// Returns the order once more, as another request of the same checkout builds it.
fn again(command: &PlaceOrder, number: u128) -> PlaceOrder {
    let mut again = command.clone();
    (again.order.id, again.order.token) = (id(number), OrderToken(number));
    again
}

#[tokio::test]
async fn order_that_is_confirmed_now_has_its_number_and_holds_its_units_without_an_end() {
    for given in both_engines().await {
        given_stock(&given, &[5, 5]).await;

        let outcomes = carried_out(&given, [place(order(1, &[(A, 2), (B, 1)]))]).await;

        let number = Some("AE-1001".to_owned());
        let answer = OrderAnswer { order: id(1), number: number.clone(), state: OrderState::Placed, is_new: true };
        assert_eq!(outcomes, [Ok(answer)], "{}", given.engine);
        assert_eq!((units(&given, A).await, units(&given, B).await), ((5, 2), (5, 1)), "{}", given.engine);
        let stored = found(&given, 1).await.unwrap();
        assert_eq!((stored.state, stored.number, stored.total), (OrderState::Placed, number, 15_000));
        let mut reader = given.database.read(NOW).await.unwrap();
        let history = orders::events(&mut reader, id(1)).await.unwrap();
        assert_eq!(history.iter().map(|event| event.kind).collect::<Vec<_>>(), [OrderEventKind::Placed]);
        let holds = current_holds(&mut reader).await.unwrap();
        let order_holds = |hold: &inventory::HeldUnits| hold.kind == "order" && hold.held_until.is_none();
        assert!(holds.len() == 2 && holds.iter().all(order_holds), "{holds:?}");
    }
}

#[tokio::test]
async fn order_that_waits_for_its_payment_has_no_number_and_holds_its_units_until_a_moment() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let held_until = Timestamp(900_000);
        let confirmation = Confirmation::AfterPayment { held_until };

        let outcomes = carried_out(&given, [place(PlaceOrder { confirmation, ..order(1, &[(A, 2)]) })]).await;

        let answer = OrderAnswer { order: id(1), number: None, state: OrderState::Placing, is_new: true };
        assert_eq!(outcomes, [Ok(answer)], "{}", given.engine);
        let mut reader = given.database.read(NOW).await.unwrap();
        let holds = current_holds(&mut reader).await.unwrap();
        assert_eq!((&*holds[0].kind, holds[0].held_until), ("checkout", Some(held_until)), "{}", given.engine);
    }
}

#[tokio::test]
async fn checkout_that_is_placed_twice_is_one_order_that_both_links_open() {
    for given in both_engines().await {
        given_stock(&given, &[5]).await;
        let command = order(1, &[(A, 2)]);

        let mut outcomes = carried_out(&given, [place(command.clone()), place(again(&command, 2))]).await;
        outcomes.extend(carried_out(&given, [place(again(&command, 3))]).await);

        let answer = |is_new| {
            let number = Some("AE-1001".to_owned());
            Ok(OrderAnswer { order: id(1), number, state: OrderState::Placed, is_new })
        };
        assert_eq!(outcomes, [answer(true), answer(false), answer(false)], "{}", given.engine);
        assert_eq!((count(&given).await, units(&given, A).await), (1, (5, 2)), "{}", given.engine);
        let mut reader = given.database.read(NOW).await.unwrap();
        for token in 1..=3 {
            let opened = orders::by_token(&mut reader, OrderToken(token)).await.unwrap();
            assert_eq!(opened.map(|order| order.id), Some(id(1)), "{}", given.engine);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn checkouts_that_two_processes_place_at_once_are_one_order_each() {
    for given in both_engines().await {
        given_stock(&given, &[1_000]).await;
        let other = Database::open(&given.address).await.unwrap();
        let writers = [given_writer(&given.database), given_writer(&other)];
        let mut new = 0;
        for round in 0..20 {
            let command = order(1 + round, &[(A, 1)]);
            let second = again(&command, (2_u128 << 64) + round);

            let (one, two) = tokio::join!(writers[0].0.submit(place(command)), writers[1].0.submit(place(second)));

            let (one, two) = (one.unwrap(), two.unwrap());
            assert_eq!((one.order, &one.number), (two.order, &two.number), "{}", given.engine);
            new += i64::from(one.is_new) + i64::from(two.is_new);
        }
        assert_eq!((count(&given).await, new), (20, 20), "{}", given.engine);
        assert_eq!(units(&given, A).await, (1_000, 20), "{}", given.engine);
    }
}

#[tokio::test]
async fn order_of_too_many_units_names_its_lines_and_leaves_everything_as_it_was() {
    for given in both_engines().await {
        given_stock(&given, &[5, 3]).await;
        let too_much = order(1, &[(A, 1), (B, 2), (B, 2)]);

        let outcomes = carried_out(&given, [place(too_much), place(order(2, &[(B, 3)]))]).await;

        let refusal = OrderRefusal::SoldOut { lines: vec![1, 2], available: 3 };
        assert_eq!(outcomes[0], Err(refusal), "{}", given.engine);
        let second = outcomes[1].as_ref().unwrap();
        assert_eq!(second.number.as_deref(), Some("AE-1001"), "{}: a refusal uses up no number", given.engine);
        assert_eq!((units(&given, A).await, units(&given, B).await), ((5, 0), (3, 3)), "{}", given.engine);
        assert_eq!((count(&given).await, found(&given, 1).await), (1, None), "{}", given.engine);
    }
}

#[tokio::test]
async fn promotion_is_used_by_as_many_orders_as_it_may_be() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        let limited = |number| place(with_promotion(order(number, &[(A, 1)]), Some(2), None));

        let mut outcomes = carried_out(&given, [limited(1), limited(2), limited(3)]).await;
        outcomes.extend(carried_out(&given, [limited(4)]).await);

        let used_up = Err(OrderRefusal::PromotionUsedUp { promotion: "welcome".to_owned() });
        assert!(outcomes[..2].iter().all(Result::is_ok), "{}: {outcomes:?}", given.engine);
        assert_eq!(outcomes[2..], [used_up.clone(), used_up], "{}", given.engine);
        assert_eq!((units(&given, A).await, count(&given).await), ((9, 2), 2), "{}", given.engine);
    }
}

#[tokio::test]
async fn customer_uses_a_promotion_as_often_as_one_may() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        let of_ann = |number, email: &str| {
            let mut command = with_promotion(order(number, &[(A, 1)]), None, Some(1));
            let mut snapshot = command.order.snapshot.clone();
            snapshot.contact.email = email.to_owned();
            command.order = orders::testing::new_order(number, snapshot, NOW);
            place(command)
        };

        let outcomes = carried_out(
            &given,
            [of_ann(1, "ann@example.com"), of_ann(2, " Ann@Example.COM"), of_ann(3, "bob@example.com")],
        )
        .await;

        let is_placed: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(is_placed, [true, false, true], "{}: {outcomes:?}", given.engine);
    }
}

#[tokio::test]
async fn units_of_an_order_that_is_refused_after_its_hold_go_to_the_next_one() {
    for given in both_engines().await {
        given_stock(&given, &[2]).await;
        let limited = |number| place(with_promotion(order(number, &[(A, 1)]), Some(1), None));

        let outcomes = carried_out(&given, [limited(1), limited(2), place(order(3, &[(A, 1)]))]).await;

        let is_placed: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(is_placed, [true, false, true], "{}: {outcomes:?}", given.engine);
        assert_eq!(units(&given, A).await, (2, 2), "{}", given.engine);
    }
}

#[tokio::test]
async fn ids_of_orders_and_checkouts_are_read_as_they_are_written() {
    let uuid = Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001);
    let id = types::OrderId(uuid);
    assert_eq!((id.to_string().parse(), id.to_string().len()), (Ok(id), 36));
}
