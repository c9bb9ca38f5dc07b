//! Finds out whether a write is in the database after its commit failed.
//!
//! A database that reports a failure at the end of a write may have the write all the same: the connection can break
//! after the server has written and before it says so, and SQLite's log keeps the write over a restart though `fsync`
//! failed. Only a second look tells.

use std::time::Duration;

use database::{Database, Revision};
use tokio::time::{sleep, timeout};
use types::Timestamp;

use super::CommandError;
use crate::{Clock, Config, startup::open_database};

/// Time that the database may take to close its connections: those to a server that is gone don't close.
const GOODBYE: Duration = Duration::from_secs(5);
/// The most looks for the database to answer again, and the pause between two.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);

/// A write whose commit failed.
pub(super) struct FailedCommit {
    /// The newest revision before it.
    pub(super) before: Revision,
    /// The moment that it was made at.
    pub(super) now: Timestamp,
    /// The failure.
    pub(super) error: database::Error,
}

impl FailedCommit {
    /// Closes the database, opens it again and looks for the write. Returns the opened database and the write's
    /// revision.
    ///
    /// # Errors
    ///
    /// If the write is not there, or if the database does not answer.
    pub(super) async fn confirmed(
        self,
        database: &Database,
        config: &Config,
        clock: &Clock,
    ) -> Result<(Database, Revision), CommandError> {
        // Connections that know of the failure may see less than new ones.
        let _slow = timeout(GOODBYE, database.close()).await;
        for _ in 0..LOOKS {
            match self.looked_for(config, clock).await {
                Ok((database, Some(revision))) => {
                    let Self { error, .. } = &self;
                    eprintln!(
                        "the database failed to commit ({error}), but the write is in the shop, as revision {}",
                        revision.0
                    );
                    return Ok((database, revision));
                }
                Ok((_, None)) => return Err(CommandError::NotWritten(self.error)),
                Err(_) => sleep(PAUSE).await,
            }
        }
        Err(CommandError::Unconfirmed(self.error))
    }

    async fn looked_for(&self, config: &Config, clock: &Clock) -> Result<(Database, Option<Revision>), CommandError> {
        let database = open_database(config, clock).await?;
        let mut reader = database.read(clock.now()).await?;
        let found = reader.write_after(self.before, self.now).await?;
        drop(reader);
        Ok((database, found))
    }
}
