//! Ends transfers that have not come in time.

use std::sync::Arc;

use jobs::{JobError, Progress};

use crate::AppState;

/// The most transfers of one run.
const BATCH: u32 = 100;

/// Ends transfers whose time has run out without money. Tasks that are written with them cancel their orders.
pub(super) async fn lapse_transfers(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let now = shop.clock.now();
    let mut reader = shop.database.read(now).await?;
    let lapsed = payments::lapsed_transfers(&mut reader, now, BATCH).await?;
    drop(reader);
    if lapsed.is_empty() {
        return Ok(Progress::Idle);
    }
    let mut tx = shop.database.write(now).await?;
    for payment in &lapsed {
        payments::lapse_transfer(&mut tx, payment.id, now).await?;
    }
    tx.commit_bookkeeping().await?;
    tracing::info!(transfers = lapsed.len(), "transfers have not come in time; their orders are cancelled");
    Ok(Progress::More)
}
