use database::testing::both_engines;
use types::Timestamp;

use crate::{VISITOR_LIFETIME, VisitorToken, delete_idle_visitors, insert_visitor, renew_visitor, visitor};

const DAY: i64 = 24 * 3600 * 1000;

#[test]
fn a_token_is_read_as_it_is_written_and_never_logged() {
    let token = VisitorToken(0xab);

    assert_eq!(token.expose().parse(), Ok(token));
    assert_eq!(format!("{token:?}"), "VisitorToken(hidden)");
    for text in [
        "",
        "ab",
        "000000000000000000000000000000AB",
        "0000000000000000000000000000000g",
        "+0000000000000000000000000000001",
    ] {
        assert!(text.parse::<VisitorToken>().is_err(), "{text}");
    }
}

#[tokio::test]
async fn a_visitor_is_known_by_the_token_alone_until_away_for_too_long() {
    for given in both_engines().await {
        let token = VisitorToken(7);
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let inserted = insert_visitor(&mut tx, token).await.unwrap();

        assert_eq!(visitor(&mut tx, token, Timestamp(1)).await.unwrap(), Some(inserted), "{}", given.engine);
        assert_eq!(visitor(&mut tx, VisitorToken(8), Timestamp(1)).await.unwrap(), None);
        assert_eq!(visitor(&mut tx, token, Timestamp(1 + VISITOR_LIFETIME)).await.unwrap(), None);
        tx.commit_bookkeeping().await.unwrap();
    }
}

#[tokio::test]
async fn a_visit_renews_and_idle_visitors_are_deleted() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(0)).await.unwrap();
        let came_back = insert_visitor(&mut tx, VisitorToken(1)).await.unwrap();
        insert_visitor(&mut tx, VisitorToken(2)).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();
        assert!(!came_back.is_due_for_renewal(Timestamp(DAY - 1)) && came_back.is_due_for_renewal(Timestamp(DAY)));
        let mut tx = given.database.write(Timestamp(DAY)).await.unwrap();
        renew_visitor(&mut tx, came_back.id).await.unwrap();
        tx.commit_bookkeeping().await.unwrap();

        let now = Timestamp(VISITOR_LIFETIME + 1);
        let mut tx = given.database.write(now).await.unwrap();
        let deleted = delete_idle_visitors(&mut tx, 100).await.unwrap();

        assert_eq!(deleted, 1, "{}", given.engine);
        assert!(visitor(&mut tx, VisitorToken(1), now).await.unwrap().is_some());
    }
}
