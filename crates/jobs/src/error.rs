use std::{error::Error as _, time::Duration};

use database::Error;

use crate::backoff::Backoff;

/// A reason why a job's run, or the writing of a task, failed.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
    /// A task's payload is not what its job reads, or can't be written.
    #[error("the task's payload is not valid")]
    Payload(#[source] serde_json::Error),
    /// The job's code panicked.
    #[error("the job panicked: {0}")]
    Panic(String),
    /// Every process that had the task ended before it was done.
    #[error("every process that ran the task died")]
    Abandoned,
    /// Another process has taken the lease, because this one did not renew it in time.
    #[error("the lease was lost before the run ended")]
    LeaseLost,
    /// The job's own error.
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync>),
    /// The job's own error, from a server that asks for a wait before the next attempt (`Retry-After`).
    #[error("{error}")]
    RetryAfter {
        /// The wait.
        wait: Duration,
        /// The error.
        error: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl JobError {
    /// An error of a job's own.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }

    /// Returns the causes, which the error's own text leaves out.
    pub(crate) fn causes(&self) -> Option<String> {
        let causes = std::iter::successors(self.source(), |error| (*error).source());
        causes.map(ToString::to_string).reduce(|all, next| format!("{all}: {next}"))
    }

    /// Returns true if the database as a whole does not answer, which it logs itself.
    pub(crate) fn is_outage(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_outage())
    }

    /// Returns the wait before the next attempt, after so many failures in a row.
    pub(crate) fn wait(&self, failures: u32, backoff: Backoff) -> Duration {
        match self {
            Self::RetryAfter { wait, .. } => (*wait).min(backoff.longest),
            _ => backoff.after(failures),
        }
    }
}
