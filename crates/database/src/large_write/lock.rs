use std::{
    fs::{File, OpenOptions, TryLockError},
    path::Path,
    time::Duration,
};

use sqlx::{Postgres, Transaction, postgres::PgPoolOptions};
use tokio::time::{Instant, sleep};

use crate::{
    Error,
    pools::Pools,
    writer_queue::{WriterQueues, path_beside},
};

/// The time that a large write waits for another.
const PATIENCE: Duration = Duration::from_secs(30);
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_millis(20);
/// The number of PostgreSQL's advisory lock: "vitrine" in ASCII.
const NUMBER: i64 = 0x0076_6974_7269_6e65;
/// Lifts the time limits of a transaction, of which each version of PostgreSQL has its own.
const WITHOUT_TIMEOUTS: &str = "SELECT set_config(name, '0', TRUE) FROM pg_settings
    WHERE name IN ('idle_in_transaction_session_timeout', 'transaction_timeout')";

/// The right to make large writes, as other processes see it. The operating system, or PostgreSQL, frees it when the
/// process dies.
pub(super) enum LargeWriteLock {
    /// A lock on a file beside the database. The database's own file won't do: closing it would drop SQLite's locks.
    File { _locked: File, queues: WriterQueues },
    /// An advisory lock of a transaction that does nothing else: a pooler that shares connections between transactions
    /// leaves it alone.
    Postgres { transaction: Transaction<'static, Postgres> },
}

impl LargeWriteLock {
    /// Takes the lock, and waits for the process that has it.
    pub(super) async fn take(pools: &Pools) -> Result<Self, Error> {
        Self::take_within(pools, PATIENCE).await?.ok_or(Error::LargeWriteRunning)
    }

    /// Takes the lock if no process has it.
    pub(super) async fn try_take(pools: &Pools) -> Result<Option<Self>, Error> {
        Self::take_within(pools, Duration::ZERO).await
    }

    async fn take_within(pools: &Pools, patience: Duration) -> Result<Option<Self>, Error> {
        match pools {
            Pools::Sqlite { files, .. } => {
                retry_within(patience, async || on_sqlite(files.path()).map_err(|error| sqlx::Error::Io(error).into()))
                    .await
            }
            Pools::Postgres { server, .. } => {
                let pool = PgPoolOptions::new().max_connections(1).connect_with(server.options().clone()).await?;
                let mut transaction = pool.begin().await?;
                sqlx::query(WITHOUT_TIMEOUTS).execute(&mut *transaction).await?;
                let taken = retry_within(patience, async || on_postgres(&mut transaction).await).await?;
                Ok(taken.map(|()| Self::Postgres { transaction }))
            }
        }
    }

    /// Returns an error if the lock is gone because its connection is.
    pub(super) async fn ensure_held(&mut self) -> Result<(), Error> {
        if let Self::Postgres { transaction } = self {
            sqlx::query("SELECT 1").execute(&mut **transaction).await?;
        }
        Ok(())
    }

    /// Returns the queues of writers that wait for slices to end, where there are slices.
    pub(super) const fn queues(&self) -> Option<&WriterQueues> {
        match self {
            Self::File { queues, .. } => Some(queues),
            Self::Postgres { .. } => None,
        }
    }
}

/// Repeats `attempt` until it succeeds or the time has passed.
async fn retry_within<T>(
    patience: Duration,
    mut attempt: impl AsyncFnMut() -> Result<Option<T>, Error>,
) -> Result<Option<T>, Error> {
    let began = Instant::now();
    loop {
        let taken = attempt().await?;
        if taken.is_some() || began.elapsed() >= patience {
            return Ok(taken);
        }
        sleep(PAUSE).await;
    }
}

async fn on_postgres(transaction: &mut Transaction<'static, Postgres>) -> Result<Option<()>, Error> {
    let text = "SELECT pg_try_advisory_xact_lock($1)";
    let is_taken: bool = sqlx::query_scalar(text).bind(NUMBER).fetch_one(&mut **transaction).await?;
    Ok(is_taken.then_some(()))
}

fn on_sqlite(database: &Path) -> std::io::Result<Option<LargeWriteLock>> {
    let path = path_beside(database, "writing");
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(LargeWriteLock::File { _locked: file, queues: WriterQueues::open(database)? })),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
