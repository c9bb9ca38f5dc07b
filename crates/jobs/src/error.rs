use database::Error;

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
}

impl JobError {
    /// An error of a job's own.
    pub fn other(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(error.into())
    }
}
