use std::sync::Arc;

use coherence::Lease;
use sqlx::{ConnectOptions as _, PgPool, SqlitePool, postgres::PgPoolOptions, sqlite::SqlitePoolOptions};

use crate::{
    Error,
    change_notifier::ChangeNotifier,
    follower, open_sqlite,
    postgres::PostgresServer,
    sqlite_files::SqliteFiles,
    statement_span::{Engine, traced},
    transaction::Transaction,
};

const BEGIN: &str = "BEGIN";
const WRITE_ON_SQLITE: &str = "BEGIN IMMEDIATE";
/// A batch gives way to a writer that holds a lock for long, rather than let everybody behind it wait.
const BATCH_ON_POSTGRES: &str = "BEGIN; SET LOCAL lock_timeout = '2s'";
/// A reader sees one state to its end.
const READ_ON_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The connection pools of a process. SQLite has one writer by nature: a pool of one queues writers in order instead of letting
/// them fail as busy. The tracker is a connection for following changes alone, so that following never waits for pages.
#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { readers: SqlitePool, tracker: SqlitePool, writer: SqlitePool, files: Arc<SqliteFiles> },
    Postgres { server: Arc<PostgresServer>, lease: Arc<Lease>, notifier: Arc<ChangeNotifier> },
}

impl Pools {
    pub(crate) async fn begin_reading(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                Transaction::Sqlite(traced(Engine::Sqlite.span(BEGIN), readers.begin()).await?)
            }
            Self::Postgres { server, .. } => {
                let span = Engine::Postgres.span(READ_ON_POSTGRES);
                Transaction::Postgres(traced(span, server.pool().begin_with(READ_ON_POSTGRES)).await?)
            }
        })
    }

    /// Opens a pool of one connection for long statements, which are not logged as slow.
    pub(crate) async fn separate_pool(&self) -> Result<SeparatePool, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let options = (*readers.connect_options()).clone().disable_statement_logging();
                SeparatePool::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?)
            }
            Self::Postgres { server, .. } => {
                let options = server.options().clone().disable_statement_logging();
                SeparatePool::Postgres(PgPoolOptions::new().max_connections(1).connect_with(options).await?)
            }
        })
    }

    /// Begins a reading transaction on the tracker.
    pub(crate) async fn begin_tracking(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite { tracker, .. } => {
                Transaction::Sqlite(traced(Engine::Sqlite.span(BEGIN), tracker.begin()).await?)
            }
            Self::Postgres { server, .. } => {
                let span = Engine::Postgres.span(READ_ON_POSTGRES);
                Transaction::Postgres(traced(span, server.tracker().begin_with(READ_ON_POSTGRES)).await?)
            }
        })
    }

    pub(crate) async fn begin_writing(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite { files, .. } => {
                let _waiting = files.queue().enter();
                self.begin_slice().await?
            }
            Self::Postgres { server, .. } => {
                Transaction::Postgres(traced(Engine::Postgres.span(BEGIN), server.pool().begin()).await?)
            }
        })
    }

    /// Begins the transaction of a batch.
    pub(crate) async fn begin_batch(&self) -> Result<Transaction, Error> {
        match self {
            Self::Sqlite { .. } => self.begin_writing().await,
            Self::Postgres { server, .. } => {
                let span = Engine::Postgres.span(BATCH_ON_POSTGRES);
                Ok(Transaction::Postgres(traced(span, server.pool().begin_with(BATCH_ON_POSTGRES)).await?))
            }
        }
    }

    /// Begins a write without precedence over a large write.
    pub(crate) async fn begin_slice(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite { writer, files, .. } => {
                files.verify()?;
                let begin = writer.begin_with(WRITE_ON_SQLITE);
                Transaction::Sqlite(traced(Engine::Sqlite.span(WRITE_ON_SQLITE), begin).await?)
            }
            Self::Postgres { server, .. } => {
                Transaction::Postgres(traced(Engine::Postgres.span(BEGIN), server.pool().begin()).await?)
            }
        })
    }

    /// Returns the parties that a write concerns.
    pub(crate) fn shared(&self) -> Shared {
        match self {
            Self::Sqlite { files, .. } => Shared::Files(files.clone()),
            Self::Postgres { server, notifier, .. } => {
                Shared::Followed(Followed { pool: server.pool(), notifier: notifier.clone() })
            }
        }
    }

    /// Proves by a new connection that the database answers.
    pub(crate) async fn reconnect(&self) -> Result<(), Error> {
        match self {
            Self::Sqlite { .. } => Ok(()),
            Self::Postgres { server, .. } => Ok(server.reconnect().await?),
        }
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { readers, tracker, writer, files } => close_sqlite(readers, tracker, writer, files).await,
            Self::Postgres { server, lease, .. } => {
                follower::release(server, lease).await;
                server.close().await;
            }
        }
    }
}

/// The parties that a write concerns beyond its own process.
pub(crate) enum Shared {
    /// On SQLite: the files that must still be in their place when the write has committed.
    Files(Arc<SqliteFiles>),
    /// On PostgreSQL: the processes that follow.
    Followed(Followed),
}

/// The database in which other processes follow, and the notifier that wakes them.
pub(crate) struct Followed {
    pub(crate) pool: PgPool,
    pub(crate) notifier: Arc<ChangeNotifier>,
}

/// A pool of one connection.
pub(crate) enum SeparatePool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl SeparatePool {
    pub(crate) async fn begin_reading(&self) -> Result<Transaction, Error> {
        Ok(match self {
            Self::Sqlite(pool) => Transaction::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => Transaction::Postgres(pool.begin_with(READ_ON_POSTGRES).await?),
        })
    }

    pub(crate) async fn close(self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn close_sqlite(readers: &SqlitePool, tracker: &SqlitePool, writer: &SqlitePool, files: &SqliteFiles) {
    if files.verify().is_err() {
        // The last connection to close would copy the log into a file that the log doesn't belong to.
        return std::mem::forget((readers.clone(), tracker.clone(), writer.clone()));
    }
    open_sqlite::record(readers, files).await;
    readers.close().await;
    tracker.close().await;
    writer.close().await;
    if let Err(error) = files.record_closed() {
        tracing::warn!(%error, "recording the state of the database file failed; the file is checked when it is next opened");
    }
}
