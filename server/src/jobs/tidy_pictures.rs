use std::sync::Arc;

use jobs::{JobError, Progress};
use pictures::StorageError;

use crate::{AppState, error_chain::error_chain};

/// Deletes files that processes which died have left half-written in the picture storage.
pub(super) async fn tidy_pictures(shop: Arc<AppState>) -> Result<Progress, JobError> {
    let storage = shop.renditions.storage();
    let tidied = async {
        let leftovers = storage.leftovers(shop.clock.now()).await?;
        for leftover in &leftovers {
            storage.delete_leftover(leftover.clone()).await?;
        }
        Ok::<_, StorageError>(leftovers.len())
    };
    match tidied.await {
        Ok(0) => {}
        Ok(deleted) => tracing::info!(deleted, "half-written files were deleted from the picture storage"),
        Err(error) => {
            tracing::warn!(
                cause = error_chain(&error),
                "deleting half-written files from the picture storage failed: {error}"
            );
        }
    }
    Ok(Progress::Idle)
}
