use std::sync::Arc;

use jobs::{JobError, Progress};
use tokio::{runtime::Handle, task::spawn_blocking};

use crate::{AppState, unfinished_import::finish_unless_under_way};

/// Finishes imports of other processes that were killed while this one serves.
pub(super) async fn finish_imports(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let is_staged = match shop.database.has_staged_write().await {
        // The database logs an outage itself.
        Err(error) if error.is_outage() => false,
        found => found?,
    };
    if is_staged && !finish_on_a_thread(shop).await {
        return Err(JobError::other("an import that was cut off can't be finished"));
    }
    Ok(Progress::Idle)
}

/// Runs [`finish_unless_under_way`] on its own thread, because it takes the processor for seconds.
async fn finish_on_a_thread(shop: Arc<AppState>) -> bool {
    let runtime = Handle::current();
    let finished = spawn_blocking(move || runtime.block_on(finish_unless_under_way(&shop.database, &shop.clock)));
    finished.await.unwrap_or(false)
}
