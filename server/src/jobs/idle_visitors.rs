//! Forgets visitors who did not come back.

use std::sync::Arc;

use jobs::{JobError, Progress};

use crate::AppState;

/// The most visitors to delete in one transaction.
const BATCH: u32 = 500;

/// Deletes visitors who were away for too long, with their carts and what they typed.
pub(super) async fn delete_idle(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let mut tx = shop.database.write(shop.clock.now()).await?;
    let deleted = customers::delete_idle_visitors(&mut tx, BATCH).await?;
    tx.commit_bookkeeping().await?;
    Ok(if deleted == u64::from(BATCH) { Progress::More } else { Progress::Idle })
}
