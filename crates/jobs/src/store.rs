//! Every SQL statement of jobs.

use database::{Error, Executor, Tx, execute_rows, row, sql};
use types::Timestamp;

use crate::QueueLength;

row! {
    /// A task that this process has taken.
    pub(crate) struct Task {
        pub(crate) id: i64,
        pub(crate) payload: String,
        /// Attempts, this one included.
        pub(crate) attempts: u32,
    }
}

pub(crate) async fn insert_task(
    tx: &mut Tx,
    job: &str,
    key: Option<&str>,
    payload: &str,
    due_at: Timestamp,
) -> Result<(), Error> {
    sql("INSERT INTO task (job, task_key, payload, created_at, due_at, attempts, error, lease_owner, leased_until)
        VALUES ($1, $2, $3, $4, $5, 0, '', '', 0)
        ON CONFLICT (job, task_key) DO NOTHING")
    .bind(job)
    .bind(key.map(str::to_owned))
    .bind(payload)
    .bind(tx.now())
    .bind(due_at)
    .execute(tx)
    .await
    .map(|_| ())
}

/// Inserts tasks with keys: key, payload, due.
pub(crate) async fn insert_tasks(tx: &mut Tx, job: &str, tasks: Vec<(String, String, Timestamp)>) -> Result<(), Error> {
    let text =
        "INSERT INTO task (job, task_key, payload, created_at, due_at, attempts, error, lease_owner, leased_until)
        VALUES {($1, ?, ?, $2, ?, 0, '', '', 0)}
        ON CONFLICT (job, task_key) DO NOTHING";
    let fixed = [job.into(), tx.now().into()];
    let rows = tasks.into_iter().map(|(key, payload, due_at)| vec![key.into(), payload.into(), due_at.into()]);
    execute_rows(tx, text, &fixed, rows.collect()).await.map(|_| ())
}

/// Takes the job for `owner` until `until`, if it is due and no other process has it. Returns its failures in a row.
pub(crate) async fn claim_job(tx: &mut Tx, name: &str, owner: &str, until: Timestamp) -> Result<Option<u32>, Error> {
    sql("INSERT INTO job (name, due_at, failures, lease_owner, leased_until) VALUES ($1, 0, 0, '', 0)
        ON CONFLICT (name) DO NOTHING")
    .bind(name)
    .execute(tx)
    .await?;
    sql("UPDATE job SET lease_owner = $2, leased_until = $4
        WHERE name = $1 AND due_at <= $3 AND leased_until <= $3
        RETURNING failures")
    .bind(name)
    .bind(owner)
    .bind(tx.now())
    .bind(until)
    .optional_scalar(tx)
    .await
}

/// Gives the job back, due again at `due_at`.
pub(crate) async fn release_job(
    tx: &mut Tx,
    name: &str,
    owner: &str,
    due_at: Timestamp,
    failures: u32,
) -> Result<(), Error> {
    sql("UPDATE job SET due_at = $3, failures = $4, lease_owner = '', leased_until = 0
        WHERE name = $1 AND lease_owner = $2")
    .bind(name)
    .bind(owner)
    .bind(due_at)
    .bind(failures)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(crate) async fn renew_job(tx: &mut Tx, name: &str, owner: &str, until: Timestamp) -> Result<bool, Error> {
    let renewed = sql("UPDATE job SET leased_until = $3 WHERE name = $1 AND lease_owner = $2")
        .bind(name)
        .bind(owner)
        .bind(until)
        .execute(tx)
        .await?;
    Ok(renewed > 0)
}

/// The moment at which a task of the job can next be taken.
pub(crate) async fn next_due(on: &mut impl Executor, job: &str) -> Result<Option<Timestamp>, Error> {
    sql("SELECT MIN(CASE WHEN leased_until > due_at THEN leased_until ELSE due_at END)
        FROM task WHERE job = $1 AND failed_at IS NULL")
    .bind(job)
    .scalar(on)
    .await
}

/// Takes the task of the job that has been due for longest, for `owner` until `until`.
pub(crate) async fn claim_task(tx: &mut Tx, job: &str, owner: &str, until: Timestamp) -> Result<Option<Task>, Error> {
    sql("UPDATE task SET lease_owner = $2, leased_until = $4, attempts = attempts + 1
        WHERE leased_until <= $3 AND id = (
            SELECT id FROM task
            WHERE job = $1 AND failed_at IS NULL AND due_at <= $3 AND leased_until <= $3
            ORDER BY due_at, id LIMIT 1)
        RETURNING id, payload, attempts")
    .bind(job)
    .bind(owner)
    .bind(tx.now())
    .bind(until)
    .optional_row(tx)
    .await
}

pub(crate) async fn renew_task(tx: &mut Tx, id: i64, owner: &str, until: Timestamp) -> Result<bool, Error> {
    let renewed = sql("UPDATE task SET leased_until = $3 WHERE id = $1 AND lease_owner = $2")
        .bind(id)
        .bind(owner)
        .bind(until)
        .execute(tx)
        .await?;
    Ok(renewed > 0)
}

pub(crate) async fn delete_task(tx: &mut Tx, id: i64, owner: &str) -> Result<(), Error> {
    sql("DELETE FROM task WHERE id = $1 AND lease_owner = $2").bind(id).bind(owner).execute(tx).await.map(|_| ())
}

/// Gives a task back after a failure: due again at `due_at`, or failed for good at `failed_at`.
pub(crate) async fn release_task(
    tx: &mut Tx,
    id: i64,
    owner: &str,
    due_at: Timestamp,
    failed_at: Option<Timestamp>,
    error: &str,
) -> Result<(), Error> {
    sql("UPDATE task SET due_at = $3, failed_at = $4, error = $5, lease_owner = '', leased_until = 0
        WHERE id = $1 AND lease_owner = $2")
    .bind(id)
    .bind(owner)
    .bind(due_at)
    .bind(failed_at.map(|at| at.0))
    .bind(error)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(crate) async fn retry_failed(tx: &mut Tx, job: &str) -> Result<u64, Error> {
    sql("UPDATE task SET failed_at = NULL, attempts = 0, due_at = $2 WHERE job = $1 AND failed_at IS NOT NULL")
        .bind(job)
        .bind(tx.now())
        .execute(tx)
        .await
}

row! {
    struct TaskCounts {
        tasks: u64,
        failed: u64,
    }
}

pub(crate) async fn queue_length(on: &mut impl Executor, job: &str) -> Result<QueueLength, Error> {
    let text = "SELECT COUNT(*) AS tasks, COUNT(failed_at) AS failed FROM task WHERE job = $1";
    let TaskCounts { tasks, failed } = sql(text).bind(job).row(on).await?;
    Ok(QueueLength { waiting: tasks - failed, failed })
}
