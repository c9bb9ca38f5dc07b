//! Lets units be sold again when their hold has lapsed.

use std::sync::Arc;

use inventory::StockCommand;
use jobs::{JobError, Progress};

use crate::AppState;

/// The most rows of holds that one run concerns.
const BATCH: u32 = 500;
/// Milliseconds for which a hold that has ended is kept: a command that is repeated in this time is answered as before.
const KEPT_FOR: i64 = 7 * 86_400_000;

/// Releases holds whose end has passed. It looks first, so that an idle shop is not written to.
pub(super) async fn release_lapsed(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let now = shop.clock.now();
    let mut reader = shop.database.read(now).await?;
    let has_lapsed = inventory::has_lapsed_holds(&mut reader, now).await?;
    drop(reader);
    if !has_lapsed {
        return Ok(Progress::Idle);
    }
    let released =
        shop.stock.submit(StockCommand::ReleaseLapsed { now, most: BATCH }).await.map_err(JobError::other)?;
    tracing::debug!(released, "lapsed holds were released");
    Ok(if released == 0 { Progress::Idle } else { Progress::More })
}

/// Deletes holds that ended long ago.
pub(super) async fn forget_ended(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let now = shop.clock.now();
    let mut tx = shop.database.write(now).await?;
    let deleted = inventory::forget_ended_holds(&mut tx, now.plus_millis(-KEPT_FOR), BATCH).await?;
    tx.commit_bookkeeping().await?;
    Ok(if deleted == 0 { Progress::Idle } else { Progress::More })
}
