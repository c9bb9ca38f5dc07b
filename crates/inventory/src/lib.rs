//! Stock: the units of each variant on hand at each location, and those of them that are held. Other domain crates read
//! the view `variant_stock`.

mod store;

use database::{CacheKey, Error, Tx};
use types::{LocationId, Stock, VariantId};

/// The code of the shop's only location.
const MAIN: &str = "main";

/// Returns the shop's location, and inserts it if the shop has none.
pub async fn main_location(tx: &mut Tx) -> Result<LocationId, Error> {
    store::location(tx, MAIN).await
}

/// Sets a variant's stock at a location. [`Stock::Untracked`] leaves the last count in the database.
pub async fn set_on_hand(tx: &mut Tx, location: LocationId, variant: VariantId, stock: Stock) -> Result<(), Error> {
    match stock {
        Stock::Counted(units) => store::set_on_hand(tx, location, variant, units).await?,
        Stock::Untracked => store::set_untracked(tx, location, variant).await?,
    }
    tx.touch(CacheKey::stock(variant));
    Ok(())
}

#[cfg(test)]
mod tests {
    use database::{Executor, sql, testing::both_engines};
    use types::Timestamp;

    use super::*;

    async fn given_variant(tx: &mut Tx) -> VariantId {
        for text in [
            "INSERT INTO category (id, code, position) VALUES (1, 'c', 0)",
            "INSERT INTO product (id, code, category_id, hsn, tags, popularity, created_at) VALUES (1, 'p', 1, '', '', 0, 0)",
            "INSERT INTO variant (id, product_id, sku, position, weight_g, length_mm, width_mm, height_mm) VALUES (7, 1, 'P', 0, 1, 1, 1, 1)",
        ] {
            sql(text).execute(tx).await.unwrap();
        }
        VariantId(7)
    }

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

            let refused = set_on_hand(&mut tx, location, variant, Stock::Counted(3)).await;

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
}
