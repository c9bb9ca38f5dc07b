//! Background jobs: named work that no visitor waits for.
//!
//! A **repeated** job runs in every process, a **scheduled** one in one process at a time, a **queued** one once for each
//! task that [`enqueue`] writes in the transaction of the change it follows from. The [`JobRunner`] runs them all: it
//! catches errors and panics, waits longer after each failure in a row, renews the lease of what takes long, reports every
//! run, and finishes what has begun when it is stopped. A task runs at least once: a process that dies while it works
//! leaves the task to another one, after its lease.

mod backoff;
mod error;
mod job;
mod lease;
mod runner;
mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use database::{Error, Executor, Tx};
use serde::Serialize;
use types::Timestamp;

pub use error::JobError;
pub use job::{Job, Progress};
pub use runner::{JobRunner, RunReport};

/// Tells the time.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A task for a queued job.
#[derive(Clone, Copy, Debug)]
pub struct NewTask<'a, P> {
    /// The job's name.
    pub job: &'a str,
    /// Tasks of one job with the same key are one task, as long as it is not done; none for a task of its own.
    pub key: Option<&'a str>,
    /// The job's input, stored as JSON.
    pub payload: &'a P,
    /// The moment from which on it may run.
    pub due_at: Timestamp,
}

/// The length of a job's queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueLength {
    /// Tasks that will run, those at work included.
    pub waiting: u64,
    /// Tasks that have used up their attempts.
    pub failed: u64,
}

/// Writes a task in the transaction `tx`: it runs once that has committed.
///
/// # Errors
/// If the payload can't be written as JSON, or the database fails.
pub async fn enqueue<P: Serialize + Sync>(tx: &mut Tx, task: NewTask<'_, P>) -> Result<(), JobError> {
    let payload = serde_json::to_string(task.payload).map_err(JobError::Payload)?;
    Ok(store::insert_task(tx, task.job, task.key, &payload, task.due_at).await?)
}

/// Writes tasks of a job like [`enqueue`], each with its key, payload and moment, all of them with one statement.
///
/// # Errors
/// If a payload can't be written as JSON, or the database fails.
pub async fn enqueue_all<P: Serialize + Sync>(
    tx: &mut Tx,
    job: &str,
    tasks: Vec<(String, &P, Timestamp)>,
) -> Result<(), JobError> {
    let mut rows = Vec::with_capacity(tasks.len());
    for (key, payload, due_at) in tasks {
        rows.push((key, serde_json::to_string(payload).map_err(JobError::Payload)?, due_at));
    }
    Ok(store::insert_tasks(tx, job, rows).await?)
}

/// Counts the tasks of a job.
///
/// # Errors
/// If the database fails.
pub async fn queue_length(on: &mut impl Executor, job: &str) -> Result<QueueLength, Error> {
    store::queue_length(on, job).await
}

/// Lets the failed tasks of a job run again, as if they were new. Returns their number.
///
/// # Errors
/// If the database fails.
pub async fn retry_failed(tx: &mut Tx, job: &str) -> Result<u64, Error> {
    store::retry_failed(tx, job).await
}
