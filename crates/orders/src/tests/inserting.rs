use database::{Error, sql, testing::both_engines};
use types::Timestamp;

use super::given::{NOW, id, new_order, place, snapshot};
use crate::{OrderChange, OrderState, OrderToken, add_links, by_id, by_token, change, insert, lock};

#[tokio::test]
async fn order_is_read_as_it_was_inserted_whatever_has_changed_since() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        let number = place(&mut tx, &new_order(1, "ann@example.com")).await;
        insert(&mut tx, &[(&new_order(2, "bob@example.com"), None)]).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        let mut reader = given.database.read(NOW).await.unwrap();
        let placed = by_id(&mut reader, id(1)).await.unwrap().unwrap();
        let placing = by_id(&mut reader, id(2)).await.unwrap().unwrap();

        assert_eq!((placed.state, placed.number), (OrderState::Placed, Some(number)), "{}", given.engine);
        assert_eq!((placing.state, placing.number), (OrderState::Placing, None), "{}", given.engine);
        assert_eq!(placed.snapshot, snapshot("ann@example.com", 2, 10_000), "{}", given.engine);
        assert_eq!((placed.total, placed.refunded), (20_000, 0), "{}", given.engine);
    }
}

#[tokio::test]
async fn checkout_becomes_one_order() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        place(&mut tx, &new_order(1, "ann@example.com")).await;

        let again = insert(&mut tx, &[(&crate::NewOrder { id: id(9), ..new_order(1, "ann@example.com") }, None)]).await;

        assert!(matches!(again, Err(Error::Overtaken)), "{}: {again:?}", given.engine);
    }
}

#[tokio::test]
async fn every_link_of_an_order_opens_it_and_no_token_is_stored() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        place(&mut tx, &new_order(1, "ann@example.com")).await;
        let links = [(id(1), OrderToken(1), NOW), (id(1), OrderToken(77), NOW)];
        add_links(&mut tx, &links).await.unwrap();

        for token in [1, 77] {
            let found = by_token(&mut tx, OrderToken(token)).await.unwrap();
            assert_eq!(found.map(|order| order.id), Some(id(1)), "{}", given.engine);
        }
        assert_eq!(by_token(&mut tx, OrderToken(2)).await.unwrap(), None, "{}", given.engine);
        let stored: Vec<String> = sql("SELECT token_hash FROM order_link").scalars(&mut tx).await.unwrap();
        assert!(stored.iter().all(|hash| hash.len() == 64), "{stored:?}");
    }
}

#[tokio::test]
async fn state_changes_once_from_the_state_that_was_seen() {
    for given in both_engines().await {
        let mut tx = given.database.write(NOW).await.unwrap();
        insert(&mut tx, &[(&new_order(1, "ann@example.com"), None)]).await.unwrap();
        let seen = lock(&mut tx, &[id(1), id(2)].into()).await.unwrap();
        assert_eq!(seen.keys().collect::<Vec<_>>(), [&id(1)]);
        let placed = OrderChange {
            id: id(1),
            from: OrderState::Placing,
            to: OrderState::Placed,
            hold: 5,
            number: Some("AE-1001".to_owned()),
            now: Timestamp(2_000),
        };

        change(&mut tx, std::slice::from_ref(&placed)).await.unwrap();
        let again = change(&mut tx, &[placed]).await;

        let order = by_id(&mut tx, id(1)).await.unwrap().unwrap();
        assert_eq!((order.state, order.hold), (OrderState::Placed, 5), "{}", given.engine);
        assert_eq!((order.number.as_deref(), order.placed_at), (Some("AE-1001"), Some(Timestamp(2_000))));
        assert!(matches!(again, Err(Error::Overtaken)), "{}: {again:?}", given.engine);
    }
}

#[tokio::test]
async fn database_refuses_a_placed_order_without_a_number_and_a_refund_above_the_total() {
    for given in both_engines().await {
        for (text, constraint) in [
            ("UPDATE shop_order SET state = 'placed'", "shop_order_number_when_placed"),
            ("UPDATE shop_order SET number = 'AE-1'", "shop_order_number_when_placed"),
            ("UPDATE shop_order SET state = 'lost', number = 'AE-1', placed_at = 1", "shop_order_state"),
            ("UPDATE shop_order SET refunded = 20001", "shop_order_refunds"),
        ] {
            let mut tx = given.database.write(NOW).await.unwrap();
            insert(&mut tx, &[(&new_order(1, "ann@example.com"), None)]).await.unwrap();

            let refused = sql(text).execute(&mut tx).await;

            let Err(Error::Constraint(name)) = refused else { panic!("{}, {text}: {refused:?}", given.engine) };
            assert!(name.contains(constraint), "{name}");
        }
    }
}
