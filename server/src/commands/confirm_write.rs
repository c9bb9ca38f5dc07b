//! Telling what is true after a commit that failed.
//!
//! A database that reports a failure at the end of a write may have it all the same: the connection can break after the
//! server has written and before it says so, and what SQLite has put into its log is there after a restart though `fsync`
//! failed. Only another look tells.

use std::time::Duration;

use database::{Database, Revision};
use tokio::time::{sleep, timeout};
use types::{Locale, Timestamp};

use super::CommandError;
use crate::{Clock, Config, opening::open_database};

/// How long the database may take to close its connections: those to a server that is gone don't close.
const GOODBYE: Duration = Duration::from_secs(5);
/// How often it is looked whether the database answers again, and how long is waited in between.
const LOOKS: u32 = 20;
const PAUSE: Duration = Duration::from_millis(500);

/// A write whose commit failed.
pub(super) struct FailedCommit {
    /// The newest revision before it.
    pub(super) before: Revision,
    /// The moment that it carries.
    pub(super) now: Timestamp,
    /// The failure.
    pub(super) error: database::Error,
}

impl FailedCommit {
    /// Closes the database and looks whether the write is there. Returns the database as it was opened for that, and the
    /// write's revision.
    ///
    /// # Errors
    /// If the write is not there, or if that can't be found out.
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
                        "the database failed at the end of the write ({error}), and the write is there all the same, as \
                         revision {}",
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
        let mut reader = database.read(Locale::DEFAULT, clock.now()).await?;
        let found = reader.write_after(self.before, self.now).await?;
        drop(reader);
        Ok((database, found))
    }
}
