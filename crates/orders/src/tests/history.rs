use database::testing::both_engines;
use serde_json::json;
use types::Timestamp;

use super::given::{NOW, id, new_order, place};
use crate::{NewOrderEvent, OrderActor, OrderEventKind, events, record_events};

/// Report 11: a notice that comes again, or late, adds nothing.
#[tokio::test]
async fn event_that_is_recorded_again_is_one_event() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        place(&mut tx, &new_order(1, "ann@example.com")).await;
        let failed = NewOrderEvent {
            key: "payment-failed-1".to_owned(),
            ..NewOrderEvent::once(id(1), OrderEventKind::PaymentFailed, OrderActor::Provider, Timestamp(2_000))
        };
        let paid = NewOrderEvent::once(id(1), OrderEventKind::Paid, OrderActor::Provider, Timestamp(3_000));
        let paid = paid.with(json!({"amount": 5}));

        let mut new = Vec::new();
        for some in [vec![failed.clone()], vec![paid.clone(), failed.clone()], vec![paid, failed]] {
            new.push(record_events(&mut tx, &some).await.unwrap());
        }

        let history = events(&mut tx, id(1)).await.unwrap();
        let seen: Vec<_> = history.iter().map(|event| (event.kind, event.actor, event.at.0, &event.data)).collect();
        let expected = [
            (OrderEventKind::PaymentFailed, OrderActor::Provider, 2_000, &json!(null)),
            (OrderEventKind::Paid, OrderActor::Provider, 3_000, &json!({"amount": 5})),
        ];
        assert_eq!((seen, new), (expected.to_vec(), vec![1, 1, 0]), "{}", given.engine);
    }
}
