use std::{sync::Arc, time::Duration};

use sqlx::{ConnectOptions as _, PgPool, SqlitePool, postgres::PgPoolOptions, sqlite::SqlitePoolOptions};

use crate::{
    Connection, Error,
    change_notifier::ChangeNotifier,
    connection::State,
    follower::{self, Lease},
    open_sqlite,
    postgres::PostgresServer,
    sqlite_files::SqliteFiles,
    tx::{Followed, Shared},
};

/// The time that a write waits for the writes before it, of this process and of others.
pub(crate) const ACQUIRE_WRITER: Duration = Duration::from_secs(30);
/// How long a page waits for a connection before the database counts as gone.
pub(crate) const ACQUIRE: Duration = Duration::from_secs(3);
/// Connections that pages read on.
pub(crate) const READERS: u32 = 8;

/// A reader sees one state to its end.
const READ_ON_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// The connections of a process. SQLite has one writer by nature: a pool of one queues writers in order instead of letting
/// them fail as busy. The tracker is one connection on which changes are followed, so that it never waits for pages.
#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { readers: SqlitePool, tracker: SqlitePool, writer: SqlitePool, files: Arc<SqliteFiles> },
    Postgres { server: Arc<PostgresServer>, lease: Arc<Lease>, notifier: Arc<ChangeNotifier> },
}

impl Pools {
    pub(crate) async fn begin_reading(&self) -> Result<State, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => State::Sqlite(readers.begin().await?),
            Self::Postgres { server, .. } => State::Postgres(server.pool().begin_with(READ_ON_POSTGRES).await?),
        })
    }

    /// A pool of one connection, for statements that take long and are not to be told of as slow.
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

    /// As [`Self::begin_reading`], on the tracker.
    pub(crate) async fn begin_tracking(&self) -> Result<State, Error> {
        Ok(match self {
            Self::Sqlite { tracker, .. } => State::Sqlite(tracker.begin().await?),
            Self::Postgres { server, .. } => State::Postgres(server.tracker().begin_with(READ_ON_POSTGRES).await?),
        })
    }

    pub(crate) async fn begin_writing(&self) -> Result<State, Error> {
        Ok(match self {
            Self::Sqlite { files, .. } => {
                let _waiting = files.queue().enter();
                self.begin_slice().await?
            }
            Self::Postgres { server, .. } => State::Postgres(server.pool().begin().await?),
        })
    }

    /// As [`Self::begin_writing`], without precedence over a large write.
    pub(crate) async fn begin_slice(&self) -> Result<State, Error> {
        Ok(match self {
            Self::Sqlite { writer, files, .. } => {
                files.verify()?;
                State::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            Self::Postgres { server, .. } => State::Postgres(server.pool().begin().await?),
        })
    }

    /// What a write shares with other processes.
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

/// A pool of one connection.
pub(crate) enum SeparatePool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl SeparatePool {
    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        let started = match self {
            Self::Sqlite(pool) => State::Sqlite(pool.begin().await?),
            Self::Postgres(pool) => State::Postgres(pool.begin_with(READ_ON_POSTGRES).await?),
        };
        Ok(Connection::new(started, None))
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
        // The last connection to close copies the log into the file, which is not the log's own any more.
        return std::mem::forget((readers.clone(), tracker.clone(), writer.clone()));
    }
    open_sqlite::record(readers, files).await;
    readers.close().await;
    tracker.close().await;
    writer.close().await;
    if let Err(error) = files.record_closed() {
        tracing::warn!(%error, "the state of the database file was not written down; it is checked when it is next opened");
    }
}
