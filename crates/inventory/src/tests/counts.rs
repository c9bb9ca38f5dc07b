use database::{Error, Executor, sql, testing::both_engines};
use types::{Stock, Timestamp};

use super::given_variant;
use crate::{main_location, set_on_hand};

async fn available(on: &mut impl Executor) -> Option<i64> {
    sql("SELECT available FROM variant_stock WHERE variant_id = 7").scalar(on).await.unwrap()
}

#[tokio::test]
async fn the_newest_count_is_what_can_be_sold() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let variant = given_variant(&mut tx).await;
        let location = main_location(&mut tx).await.unwrap();

        set_on_hand(&mut tx, location, variant, Stock::Counted(5)).await.unwrap();
        set_on_hand(&mut tx, location, variant, Stock::Counted(3)).await.unwrap();
        tx.commit().await.unwrap();

        let mut reader = given.database.read(Timestamp(2)).await.unwrap();
        assert_eq!(available(&mut reader).await, Some(3), "{}", given.engine);
    }
}

#[tokio::test]
async fn what_is_held_cannot_be_counted_away() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let variant = given_variant(&mut tx).await;
        let location = main_location(&mut tx).await.unwrap();
        set_on_hand(&mut tx, location, variant, Stock::Counted(5)).await.unwrap();
        sql("UPDATE stock SET held = 4").execute(&mut tx).await.unwrap();

        set_on_hand(&mut tx, location, variant, Stock::Counted(3)).await.unwrap();
        let counted_below = available(&mut tx).await;
        let refused = sql("UPDATE stock SET on_hand = 3").execute(&mut tx).await;

        assert_eq!(counted_below, Some(0), "{}", given.engine);
        let Err(Error::Constraint(name)) = refused else { panic!("{}: {refused:?}", given.engine) };
        assert!(name.contains("stock_is_not_oversold"), "{name}");
    }
}

#[tokio::test]
async fn untracked_stock_has_no_number_until_it_is_counted_again() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let variant = given_variant(&mut tx).await;
        let location = main_location(&mut tx).await.unwrap();

        set_on_hand(&mut tx, location, variant, Stock::Untracked).await.unwrap();
        let never_counted = available(&mut tx).await;
        set_on_hand(&mut tx, location, variant, Stock::Counted(2)).await.unwrap();
        let counted = available(&mut tx).await;
        set_on_hand(&mut tx, location, variant, Stock::Untracked).await.unwrap();
        let no_longer = available(&mut tx).await;

        assert_eq!([never_counted, counted, no_longer], [None, Some(2), None], "{}", given.engine);
    }
}

#[tokio::test]
async fn a_count_beyond_all_bounds_is_read_as_the_bound() {
    for given in both_engines().await {
        let mut tx = given.database.write(Timestamp(1)).await.unwrap();
        let variant = given_variant(&mut tx).await;
        let location = main_location(&mut tx).await.unwrap();
        set_on_hand(&mut tx, location, variant, Stock::Counted(1)).await.unwrap();

        sql("UPDATE stock SET on_hand = $1").bind(i64::MAX).execute(&mut tx).await.unwrap();

        assert_eq!(available(&mut tx).await, Some(i64::from(types::bounds::MAX_STOCK)), "{}", given.engine);
    }
}
