//! Finishing of imports that were cut off before all of their steps were in the shop.

use std::{sync::Arc, time::Duration};

use database::{Database, LargeWrite};
use import_export::FinishedImport;
use tokio::{runtime::Handle, task::spawn_blocking, time::sleep};

use crate::{AppState, Clock, causes::causes, commands::CommandError};

/// The time after which a server looks again whether an import of another process was cut off.
const LOOKING: Duration = Duration::from_secs(5);
/// The pause after a failure to finish one.
const AFTER_FAILURE: Duration = Duration::from_secs(300);

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
            let cause = causes(&error);
            tracing::error!(cause, "the shop is served with a part of an import in it: {error}");
            false
        }
    }
}

/// Finishes imports of other processes that are killed while this one serves.
pub(crate) async fn keep_finished(shop: Arc<AppState>) {
    loop {
        sleep(LOOKING).await;
        // The database logs an outage itself.
        let is_staged = shop.database.has_staged_write().await.unwrap_or(false);
        if is_staged && !finish_apart(&shop).await {
            sleep(AFTER_FAILURE).await;
        }
    }
}

/// Runs [`finish_unless_under_way`] on its own thread, because it takes the processor for seconds.
async fn finish_apart(shop: &Arc<AppState>) -> bool {
    let shop = shop.clone();
    let runtime = Handle::current();
    let finished = spawn_blocking(move || runtime.block_on(finish_unless_under_way(&shop.database, &shop.clock)));
    finished.await.unwrap_or(false)
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
            "an import had been cut off before all of it was in the shop; it is finished now"
        );
    }
    Ok(())
}
