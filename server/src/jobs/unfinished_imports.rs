use std::sync::Arc;

use jobs::{JobError, Progress};
use tokio::{runtime::Handle, task::spawn_blocking};

use crate::{AppState, unfinished_import::finish_unless_under_way};

/// Finishes imports of other processes that were killed while this one serves.
pub(super) async fn finish_imports(shop: Arc<AppState>) -> Result<Progress, JobError> {
    if shop.database.has_staged_write().await? {
        // On its own thread, because it takes the processor for seconds.
        let runtime = Handle::current();
        let finish = move || runtime.block_on(finish_unless_under_way(&shop.database, &shop.clock));
        spawn_blocking(finish).await.map_err(JobError::other)?.map_err(JobError::other)?;
    }
    Ok(Progress::Idle)
}
