use std::sync::Arc;

use jobs::{JobError, Progress};

use crate::AppState;

/// Milliseconds for which the outbox keeps a write. A process that has not followed for longer forgets all it has cached.
const KEPT_FOR: i64 = 7 * 86_400_000;

/// Deletes old writes from the outbox.
pub(super) async fn trim_outbox(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let now = shop.clock.now();
    let deleted = cdn::trim_outbox(&shop.database, now, now.plus_millis(-KEPT_FOR)).await?;
    if deleted > 0 {
        tracing::info!(deleted, "the outbox was trimmed");
    }
    Ok(Progress::Idle)
}
