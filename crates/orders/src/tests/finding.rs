use database::{sql, testing::both_engines};

use super::given::{NOW, given_orders, id};
use crate::{OrderFilter, OrderState, by_number, by_number_and_email, list};

#[tokio::test]
async fn order_is_found_by_its_number_and_the_buyers_address_only_together() {
    for given in both_engines().await {
        given_orders(&given, &["ann@example.com", "bob@example.com"]).await;
        let mut reader = given.database.read(NOW).await.unwrap();

        let mut found = Vec::new();
        for (number, email) in
            [(" ae-1001", " Ann@Example.com "), ("AE-1001", "bob@example.com"), ("AE-1003", "ann@example.com")]
        {
            let order = by_number_and_email(&mut reader, number, email).await.unwrap();
            found.push(order.map(|order| order.id));
        }
        let by_staff = by_number(&mut reader, "AE-1002").await.unwrap();

        assert_eq!(found, [Some(id(1)), None, None], "{}", given.engine);
        assert_eq!(by_staff.map(|order| order.id), Some(id(2)), "{}", given.engine);
    }
}

#[tokio::test]
async fn list_is_read_page_by_page_from_the_newest_on() {
    for given in both_engines().await {
        given_orders(&given, &["a@example.com", "b@example.com", "c@example.com"]).await;
        let mut reader = given.database.read(NOW).await.unwrap();

        let mut filter = OrderFilter::default();
        let first = list(&mut reader, &filter, 2).await.unwrap();
        filter.before = first.next;
        let second = list(&mut reader, &filter, 2).await.unwrap();

        let ids = |page: &crate::OrderPage| page.orders.iter().map(|order| order.id).collect::<Vec<_>>();
        assert_eq!((ids(&first), first.next), (vec![id(3), id(2)], Some(id(2))), "{}", given.engine);
        assert_eq!((ids(&second), second.next), (vec![id(1)], None), "{}", given.engine);
    }
}

#[tokio::test]
async fn list_is_filtered_by_state_and_by_any_part_of_a_text() {
    for given in both_engines().await {
        given_orders(&given, &["ann@example.com", "b%b@example.com", "çan@example.com"]).await;
        let mut tx = given.database.write(NOW).await.unwrap();
        sql("UPDATE shop_order SET state = 'dispatched' WHERE number = 'AE-1002'").execute(&mut tx).await.unwrap();

        for (state, text, expected) in [
            (None, Some("ANN"), vec![id(1)]),
            (None, Some("b%b"), vec![id(2)]),
            (None, Some("%"), vec![id(2)]),
            (None, Some("ÇAN"), vec![id(3)]),
            (None, Some("ae-1003"), vec![id(3)]),
            (None, Some("vase-1"), vec![id(3), id(2), id(1)]),
            (Some(OrderState::Dispatched), None, vec![id(2)]),
            (Some(OrderState::Dispatched), Some("ann"), vec![]),
        ] {
            let filter = OrderFilter { state, text: text.map(str::to_owned), before: None };
            let page = list(&mut tx, &filter, 9).await.unwrap();
            let found: Vec<_> = page.orders.iter().map(|order| order.id).collect();
            assert_eq!(found, expected, "{}: {filter:?}", given.engine);
        }
    }
}
