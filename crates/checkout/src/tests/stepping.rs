use database::testing::{TestDatabase, both_engines};
use inventory::StockCommand;
use orders::{OrderEventKind, OrderState};
use types::Timestamp;

use super::given::{
    A, CANCEL, CONFIRM, NOW, carried_out, found, given_stock, id, order, place, step, units, with_promotion,
};
use crate::{Confirmation, OrderCommand, OrderRefusal, OrderStepKind, PlaceOrder};

const HELD_UNTIL: Timestamp = Timestamp(1_500);

fn paid_later(number: u128, units: u32) -> OrderCommand {
    let confirmation = Confirmation::AfterPayment { held_until: HELD_UNTIL };
    place(PlaceOrder { confirmation, ..order(number, &[(A, units)]) })
}

/// Lets the holds whose end has passed lapse.
async fn lapse(given: &TestDatabase) {
    let mut tx = given.database.write(Timestamp(2)).await.unwrap();
    inventory::carry_out(&mut tx, &[StockCommand::ReleaseLapsed { now: HELD_UNTIL, most: 9 }]).await.unwrap();
    tx.commit_bookkeeping().await.unwrap();
}

async fn kinds(given: &TestDatabase, number: u128) -> Vec<OrderEventKind> {
    let mut reader = given.database.read(NOW).await.unwrap();
    let events = orders::events(&mut reader, id(number)).await.unwrap();
    events.iter().map(|event| event.kind).collect()
}

fn states(outcomes: &[database::Outcome<OrderCommand>]) -> Vec<Result<(OrderState, bool), OrderRefusal>> {
    let state = |outcome: &database::Outcome<OrderCommand>| {
        outcome.as_ref().map(|answer| (answer.state, answer.is_new)).map_err(Clone::clone)
    };
    outcomes.iter().map(state).collect()
}

#[tokio::test]
async fn paid_order_gets_the_next_number_and_keeps_its_units() {
    for given in both_engines().await {
        given_stock(&given, &[9]).await;
        carried_out(&given, [paid_later(1, 2), paid_later(2, 1), place(order(3, &[(A, 1)]))]).await;

        let outcomes = carried_out(&given, [step(2, CONFIRM), step(2, CONFIRM)]).await;
        lapse(&given).await;

        assert_eq!(states(&outcomes), [Ok((OrderState::Placed, true)), Ok((OrderState::Placed, false))]);
        let (paid, unpaid) = (found(&given, 2).await.unwrap(), found(&given, 1).await.unwrap());
        assert_eq!((paid.number.as_deref(), unpaid.number), (Some("AE-1002"), None), "{}", given.engine);
        assert_eq!(kinds(&given, 2).await, [OrderEventKind::Begun, OrderEventKind::Placed], "{}", given.engine);
        assert_eq!(units(&given, A).await, (9, 2), "{}: only the unpaid order's hold lapses", given.engine);
    }
}

#[tokio::test]
async fn money_that_comes_after_the_hold_has_lapsed_finds_units_if_there_are_any() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;
        carried_out(&given, [paid_later(1, 2), paid_later(2, 1)]).await;
        lapse(&given).await;
        carried_out(&given, [place(order(3, &[(A, 2)]))]).await;

        let outcomes = carried_out(&given, [step(1, CONFIRM), step(2, CONFIRM)]).await;

        let sold_out = Err(OrderRefusal::SoldOut { lines: vec![0], available: 1 });
        assert_eq!(states(&outcomes), [sold_out, Ok((OrderState::Placed, true))], "{}", given.engine);
        assert_eq!(units(&given, A).await, (3, 3), "{}", given.engine);
        let cancelled = carried_out(&given, [step(2, CANCEL), step(1, OrderStepKind::Fail)]).await;
        assert!(cancelled.iter().all(Result::is_ok), "{cancelled:?}");
        assert_eq!(units(&given, A).await, (3, 2), "{}", given.engine);
    }
}

#[tokio::test]
async fn cancelled_order_gives_its_units_and_its_uses_of_promotions_back() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;
        let limited = |number| place(with_promotion(order(number, &[(A, 3)]), Some(1), Some(1)));
        carried_out(&given, [limited(1)]).await;

        let cancel = || step(1, CANCEL);
        let outcomes = carried_out(&given, [limited(2), cancel(), cancel()]).await;

        let expected =
            [Ok((OrderState::Placed, true)), Ok((OrderState::Cancelled, true)), Ok((OrderState::Cancelled, false))];
        assert_eq!(states(&outcomes), expected, "{}", given.engine);
        assert_eq!(units(&given, A).await, (3, 3), "{}", given.engine);
        assert_eq!(kinds(&given, 1).await, [OrderEventKind::Placed, OrderEventKind::Cancelled], "{}", given.engine);
        assert_eq!(found(&given, 2).await.unwrap().number.as_deref(), Some("AE-1002"), "{}", given.engine);
    }
}

#[tokio::test]
async fn dispatched_units_leave_the_stock_and_the_order_is_not_cancelled_any_more() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;
        carried_out(&given, [place(order(1, &[(A, 2)]))]).await;

        let steps = [OrderStepKind::Deliver, OrderStepKind::Dispatch, OrderStepKind::Dispatch];
        let mut outcomes = carried_out(&given, steps.map(|kind| step(1, kind))).await;
        let steps = [CANCEL, OrderStepKind::Deliver, OrderStepKind::Dispatch, CONFIRM];
        outcomes.extend(carried_out(&given, steps.map(|kind| step(1, kind))).await);

        let in_state = |state| Err(OrderRefusal::InState(state));
        let expected = [
            in_state(OrderState::Placed),
            Ok((OrderState::Dispatched, true)),
            Ok((OrderState::Dispatched, false)),
            in_state(OrderState::Dispatched),
            Ok((OrderState::Delivered, true)),
            Ok((OrderState::Delivered, false)),
            Ok((OrderState::Delivered, false)),
        ];
        assert_eq!(states(&outcomes), expected, "{}", given.engine);
        assert_eq!(units(&given, A).await, (1, 0), "{}", given.engine);
    }
}

/// Report 11: a late "failed" does not drag a paid order back.
#[tokio::test]
async fn payment_that_fails_after_it_has_succeeded_changes_nothing() {
    for given in both_engines().await {
        given_stock(&given, &[3]).await;
        carried_out(&given, [paid_later(1, 2), paid_later(2, 1)]).await;

        let steps = [step(1, CONFIRM), step(1, OrderStepKind::Fail), step(2, OrderStepKind::Fail), step(2, CONFIRM)];
        let outcomes = carried_out(&given, steps).await;

        let expected = [
            Ok((OrderState::Placed, true)),
            Err(OrderRefusal::InState(OrderState::Placed)),
            Ok((OrderState::Cancelled, true)),
            Err(OrderRefusal::InState(OrderState::Cancelled)),
        ];
        assert_eq!(states(&outcomes), expected, "{}", given.engine);
        assert_eq!(units(&given, A).await, (3, 2), "{}", given.engine);
        let unknown = carried_out(&given, [step(9, CONFIRM)]).await;
        assert_eq!(unknown, [Err(OrderRefusal::NoSuchOrder)], "{}", given.engine);
    }
}
