//! The SQL statements of inventory.

use database::{Error, Tx, sql};
use types::{LocationId, VariantId};

pub(crate) async fn location(tx: &mut Tx, code: &str) -> Result<LocationId, Error> {
    sql("INSERT INTO location (code) VALUES ($1) ON CONFLICT (code) DO UPDATE SET code = $1 RETURNING id")
        .bind(code)
        .scalar(tx)
        .await
}

pub(crate) async fn set_on_hand(
    tx: &mut Tx,
    location: LocationId,
    variant: VariantId,
    on_hand: u32,
) -> Result<(), Error> {
    sql("INSERT INTO stock (location_id, variant_id, on_hand, is_tracked) VALUES ($1, $2, $3, TRUE)
        ON CONFLICT (variant_id, location_id) DO UPDATE SET on_hand = $3, is_tracked = TRUE")
    .bind(location)
    .bind(variant)
    .bind(on_hand)
    .execute(tx)
    .await?;
    Ok(())
}

pub(crate) async fn set_untracked(tx: &mut Tx, location: LocationId, variant: VariantId) -> Result<(), Error> {
    sql("INSERT INTO stock (location_id, variant_id, on_hand, is_tracked) VALUES ($1, $2, 0, FALSE)
        ON CONFLICT (variant_id, location_id) DO UPDATE SET is_tracked = FALSE")
    .bind(location)
    .bind(variant)
    .execute(tx)
    .await?;
    Ok(())
}
