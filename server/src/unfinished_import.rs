//! Finishing of imports that were cut off before all of their steps were in the shop.

use database::{Database, LargeWrite};
use import_export::FinishedImport;

use crate::{Clock, command_error::CommandError};

/// Takes the lock for large writes, and finishes an import that was cut off.
pub(crate) async fn begin_large_write(database: &Database, clock: &Clock) -> Result<LargeWrite, CommandError> {
    let mut write = database.large_write().await?;
    finish(&mut write, clock).await?;
    Ok(write)
}

/// An import that was cut off and can't be finished. The shop is served as it is.
#[derive(Debug, thiserror::Error)]
#[error(
    "finishing an import that was cut off failed; `vitrine import --finish` tries again, `vitrine import \
    --drop-unfinished` drops the rest"
)]
pub(crate) struct UnfinishedImport(#[source] CommandError);

/// Finishes an import that was cut off, unless another process is importing now.
pub(crate) async fn finish_unless_under_way(database: &Database, clock: &Clock) -> Result<(), UnfinishedImport> {
    match database.try_large_write().await.map_err(CommandError::from) {
        Ok(Some(mut write)) => finish(&mut write, clock).await.map_err(UnfinishedImport),
        Ok(None) => Ok(()),
        Err(error) => Err(UnfinishedImport(error)),
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
