//! What is on the shelf of which location, and what of it is spoken for. Other nouns read `stock_available`.

mod store;

use database::{CacheKey, Error, Tx};
use types::{LocationId, VariantId};

/// The location of a shop that has one.
const MAIN: &str = "main";

/// The shop's first location, which is made when it is first asked for.
pub async fn main_location(tx: &mut Tx) -> Result<LocationId, Error> {
    store::location(tx, MAIN).await
}

/// Puts a variant's stock at a location to what was counted.
pub async fn set_on_hand(tx: &mut Tx, location: LocationId, variant: VariantId, on_hand: u32) -> Result<(), Error> {
    store::set_on_hand(tx, location, variant, on_hand).await?;
    tx.touch(CacheKey::stock(variant));
    Ok(())
}

#[cfg(test)]
mod tests {
    use database::{Connected, sql, testing::both_engines};
    use types::{Locale, Timestamp};

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

    async fn available(on: &mut impl Connected) -> i64 {
        sql("SELECT available FROM stock_available WHERE variant_id = 7").one(on).await.unwrap().column(0).unwrap()
    }

    #[tokio::test]
    async fn the_newest_count_is_what_can_be_sold() {
        for given in both_engines().await {
            let mut tx = given.database.write(Timestamp(1)).await.unwrap();
            let variant = given_variant(&mut tx).await;
            let location = main_location(&mut tx).await.unwrap();

            set_on_hand(&mut tx, location, variant, 5).await.unwrap();
            set_on_hand(&mut tx, location, variant, 3).await.unwrap();
            tx.commit().await.unwrap();

            let mut reader = given.database.read(Locale::EnAe, Timestamp(2)).await.unwrap();
            assert_eq!(available(&mut reader).await, 3, "{}", given.engine);
        }
    }

    #[tokio::test]
    async fn what_is_held_cannot_be_counted_away() {
        for given in both_engines().await {
            let mut tx = given.database.write(Timestamp(1)).await.unwrap();
            let variant = given_variant(&mut tx).await;
            let location = main_location(&mut tx).await.unwrap();
            set_on_hand(&mut tx, location, variant, 5).await.unwrap();
            sql("UPDATE stock SET held = 4").execute(&mut tx).await.unwrap();

            let refused = set_on_hand(&mut tx, location, variant, 3).await;

            let Err(Error::Constraint(name)) = refused else { panic!("{}: {refused:?}", given.engine) };
            assert!(name.contains("stock_is_not_oversold"), "{name}");
        }
    }
}
