//! A run holds its lease until it ends.

use std::{panic::AssertUnwindSafe, time::Duration};

use database::{Database, Error};
use futures::FutureExt as _;
use tokio::time::sleep;
use types::Timestamp;

use crate::{JobError, Now, store};

/// The job or task of a lease.
#[derive(Clone, Copy)]
pub(crate) enum Leased {
    Job(&'static str),
    Task(i64),
}

/// A process's lease of a job or task.
pub(crate) struct Lease<'a> {
    pub(crate) database: &'a Database,
    pub(crate) now: &'a Now,
    pub(crate) owner: &'a str,
    pub(crate) leased: Leased,
    pub(crate) length: Duration,
}

impl Lease<'_> {
    /// Runs `work` while the lease is renewed; gives up when another process has taken it.
    pub(crate) async fn hold<T>(&self, work: impl Future<Output = Result<T, JobError>>) -> Result<T, JobError> {
        tokio::select! {
            outcome = catch_panic(work) => outcome,
            () = self.renew_until_lost() => Err(JobError::LeaseLost),
        }
    }

    async fn renew_until_lost(&self) {
        let mut last = (self.now)();
        loop {
            sleep(self.length / 3).await;
            let now = (self.now)();
            match self.renew(now).await {
                Ok(true) => last = now,
                // The database may be back before the lease is over.
                Err(_) if now.0 < last.0.saturating_add(millis(self.length)) => {}
                Ok(false) | Err(_) => return,
            }
        }
    }

    async fn renew(&self, now: Timestamp) -> Result<bool, Error> {
        let mut tx = self.database.write(now).await?;
        let until = now.plus_millis(millis(self.length));
        let renewed = match self.leased {
            Leased::Job(name) => store::renew_job(&mut tx, name, self.owner, until).await?,
            Leased::Task(id) => store::renew_task(&mut tx, id, self.owner, until).await?,
        };
        tx.commit_bookkeeping().await?;
        Ok(renewed)
    }
}

/// Turns a panic of `work` into an error.
pub(crate) async fn catch_panic<T>(work: impl Future<Output = Result<T, JobError>>) -> Result<T, JobError> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|panic| {
        let fixed = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        Err(JobError::Panic(fixed.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default()))
    })
}

pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}
