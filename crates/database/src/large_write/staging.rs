//! The tables of a staged write.

use types::Timestamp;

use crate::{Database, Error, Parameter, Tx, execute_rows, row, sql};

/// The bytes and steps that are staged, or removed, in one transaction.
const BYTES: usize = 1 << 20;
const STEPS: usize = 500;

row! {
    /// A write that is staged, and applied up to some step.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StagedWrite {
        /// The name given by its caller: an import's file.
        pub name: String,
        /// The moment of the write.
        pub staged_at: Timestamp,
        /// The number of all steps.
        pub steps: i64,
        /// The number of applied steps.
        pub done: i64,
        /// All steps were staged.
        pub(super) is_whole: bool,
    }
}

impl StagedWrite {
    pub(super) async fn read(database: &Database) -> Result<Option<Self>, Error> {
        let mut reader = database.read(Timestamp(0)).await?;
        let statement = "SELECT name, staged_at, steps, done, is_whole FROM staged_write";
        sql(statement).optional_row(&mut reader).await
    }
}

/// Returns the next steps that go into one transaction.
pub(super) fn batch(steps: &mut impl Iterator<Item = String>) -> Vec<String> {
    let mut bytes = 0;
    let mut batch = Vec::new();
    while bytes < BYTES && batch.len() < STEPS {
        let Some(body) = steps.next() else { break };
        bytes += body.len();
        batch.push(body);
    }
    batch
}

pub(super) async fn insert_write(tx: &mut Tx, name: &str) -> Result<(), Error> {
    let now = tx.now();
    sql("INSERT INTO staged_write (singleton, name, staged_at, steps, done, is_whole)
        VALUES (TRUE, $1, $2, 0, 0, FALSE)")
    .bind(name)
    .bind(now)
    .execute(tx)
    .await
    .map(|_| ())
}

pub(super) async fn insert_steps(tx: &mut Tx, first: i64, bodies: Vec<String>) -> Result<(), Error> {
    let row = |(number, body): (i64, String)| vec![number.into(), body.into()];
    let rows: Vec<Vec<Parameter>> = (first..).zip(bodies).map(row).collect();
    execute_rows(tx, "INSERT INTO staged_step (number, body) VALUES {(?, ?)}", &[], rows).await.map(|_| ())
}

pub(super) async fn set_whole(tx: &mut Tx, steps: i64) -> Result<(), Error> {
    sql("UPDATE staged_write SET steps = $1, is_whole = TRUE").bind(steps).execute(tx).await.map(|_| ())
}

/// Returns the bodies of the steps from `first` on, at most `count`.
pub(super) async fn steps(database: &Database, first: i64, count: i64) -> Result<Vec<String>, Error> {
    let mut reader = database.read(Timestamp(0)).await?;
    let statement = "SELECT body FROM staged_step WHERE number >= $1 AND number < $2 ORDER BY number";
    sql(statement).bind(first).bind(first + count).scalars(&mut reader).await
}

/// Records that the steps before `done` are applied.
pub(super) async fn record_applied(tx: &mut Tx, done: i64) -> Result<(), Error> {
    sql("DELETE FROM staged_step WHERE number < $1").bind(done).execute(tx).await?;
    sql("UPDATE staged_write SET done = $1").bind(done).execute(tx).await.map(|_| ())
}

/// Records the keys that the transaction has touched, instead of making them public. Returns the number of new ones.
pub(super) async fn insert_keys(tx: &mut Tx) -> Result<u64, Error> {
    let rows: Vec<Vec<Parameter>> = tx.take_keys().iter().map(|key| vec![key.as_str().into()]).collect();
    let text = "INSERT INTO staged_key (cache_key) VALUES {(?)} ON CONFLICT (cache_key) DO NOTHING";
    execute_rows(tx, text, &[], rows).await
}

/// Ends the staged write. Remaining steps then belong to no write.
pub(super) async fn end_write(tx: &mut Tx) -> Result<(), Error> {
    let left: i64 = sql("SELECT COUNT(*) FROM staged_step").scalar(tx).await?;
    if left == 0 {
        return sql("DELETE FROM staged_write").execute(tx).await.map(|_| ());
    }
    sql("UPDATE staged_write SET is_whole = FALSE").execute(tx).await.map(|_| ())
}

/// Removes some steps, and with the last of them the staged write itself. Returns the number of steps.
pub(super) async fn remove_some(tx: &mut Tx) -> Result<u64, Error> {
    let text = "DELETE FROM staged_step
        WHERE number IN (SELECT number FROM staged_step ORDER BY number LIMIT $1)";
    let removed = sql(text).bind(STEPS as i64).execute(tx).await?;
    if removed == 0 {
        sql("DELETE FROM staged_write").execute(tx).await?;
    }
    Ok(removed)
}
