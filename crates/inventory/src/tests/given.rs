use std::{num::NonZeroU32, time::Duration};

use database::{BatchLimits, Batcher, Database, sql, testing::TestDatabase};
use tokio::task::JoinSet;
use types::{Stock, Timestamp, VariantId};

use super::given_variants;
use crate::{HoldKind, HoldLine, HoldToken, NewHold, StockBatcher, StockCommand, main_location, set_on_hand};

/// Returns a hold of units of variants, without an end.
pub(crate) fn hold(token: u128, lines: &[(VariantId, u32)]) -> NewHold {
    let line = |&(variant, units)| HoldLine { variant, units: NonZeroU32::new(units).unwrap(), per_customer: None };
    NewHold {
        token: HoldToken(token),
        kind: HoldKind::Checkout,
        holder: format!("checkout {token}"),
        customer: None,
        until: None,
        lines: lines.iter().map(line).collect(),
        now: Timestamp(1),
    }
}

pub(crate) fn hold_until(token: u128, lines: &[(VariantId, u32)], until: i64) -> StockCommand {
    StockCommand::Hold(NewHold { until: Some(Timestamp(until)), ..hold(token, lines) })
}

/// Writes variants with these units on hand at the main location.
pub(crate) async fn given_stock(given: &TestDatabase, units: &[u32]) {
    let mut tx = given.database.write(Timestamp(1)).await.unwrap();
    let variants = given_variants(&mut tx, units.len() as i64).await;
    let location = main_location(&mut tx).await.unwrap();
    for (variant, units) in variants.into_iter().zip(units) {
        set_on_hand(&mut tx, location, variant, Stock::Counted(*units)).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Returns the units on hand and held of a variant, over all locations.
pub(crate) async fn units(given: &TestDatabase, variant: VariantId) -> (i64, i64) {
    let mut reader = given.database.read(Timestamp(3)).await.unwrap();
    let on_hand = sql("SELECT CAST(SUM(on_hand) AS BIGINT) FROM stock WHERE variant_id = $1").bind(variant);
    let held = sql("SELECT CAST(SUM(held) AS BIGINT) FROM stock WHERE variant_id = $1").bind(variant);
    (on_hand.scalar(&mut reader).await.unwrap(), held.scalar(&mut reader).await.unwrap())
}

/// Starts a writer of stock, which runs until the set of tasks is dropped.
pub(crate) fn given_writer(database: &Database) -> (StockBatcher, JoinSet<()>) {
    // A machine that is busy with other tests makes nobody too late.
    let limits = BatchLimits { deadline: Duration::from_secs(60), ..BatchLimits::default() };
    let (batcher, writer) = Batcher::new(database.clone(), || Timestamp(4), limits, |_| {});
    let mut running = JoinSet::new();
    running.spawn(writer.run());
    (batcher, running)
}

/// Returns the rounds of a test that provokes races: `ordinary`, times the factor that `cargo xtask soak` sets.
#[expect(clippy::disallowed_methods, reason = "the runner's variable, not a setting of the shop")]
pub(crate) fn soaked(ordinary: u32) -> u32 {
    let factor = std::env::var("VITRINE_TEST_SOAK").map_or(1, |factor| factor.parse().unwrap());
    ordinary * factor
}
