//! Finishing of imports that were cut off before all of their steps were in the shop.

use database::{Database, LargeWrite};
use import_export::FinishedImport;

use crate::{Clock, command_error::CommandError, error_chain::error_chain};

/// Takes the lock for large writes, and finishes an import that was cut off.
pub(crate) async fn begin_large_write(database: &Database, clock: &Clock) -> Result<LargeWrite, CommandError> {
    let mut write = database.large_write().await?;
    finish(&mut write, clock).await?;
    Ok(write)
}

/// Finishes an import that was cut off, unless another process is importing now. A shop whose import can't be finished is
/// served as it is. Returns false if it can't be finished.
pub(crate) async fn finish_unless_under_way(database: &Database, clock: &Clock) -> bool {
    match try_finish(database, clock).await {
        Ok(()) => true,
        Err(error) => {
            let cause = error_chain(&error);
            tracing::error!(
                cause,
                "finishing an import that was cut off failed: {error}; `vitrine import --finish` tries again, \
                 `vitrine import --drop-unfinished` drops the rest"
            );
            false
        }
    }
}

async fn try_finish(database: &Database, clock: &Clock) -> Result<(), CommandError> {
    match database.try_large_write().await? {
        Some(mut write) => finish(&mut write, clock).await,
        None => Ok(()),
    }
}

async fn finish(write: &mut LargeWrite, clock: &Clock) -> Result<(), CommandError> {
    if let Some(import) = import_export::finish_import(write, clock.now()).await? {
        let FinishedImport { name, done_before, steps, revision } = import;
        tracing::warn!(
            file = name,
            done_before,
            steps,
            revision = revision.0,
            "an import that was cut off is finished"
        );
    }
    Ok(())
}
