use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    ConnectOptions as _, PgPool, SqlitePool,
    migrate::{Migrate, MigrateError as EngineError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::SqlitePoolOptions,
};
use types::{Locale, Timestamp};

use crate::{
    CacheKey, Connection, Drafts, Error, MigrateError, OpenError, Pulse, Reader, Revision, Tx, Version,
    connection::Awaited,
    following::{self, Lease},
    memory::Memory,
    migrations,
    news::News,
    open_sqlite::{self, OpenSqlite},
    sqlite_files::{IfMissing, SqliteFiles},
    tx::{Followed, Shared},
};

/// How long a page waits for a connection before the database counts as gone.
pub(crate) const ACQUIRE: Duration = Duration::from_secs(3);
pub(crate) const READERS: u32 = 8;

/// The open database; cheap to clone.
#[derive(Clone)]
pub struct Database {
    pools: Pools,
    pulse: Pulse,
    memory: Arc<Memory>,
}

/// SQLite has one writer by nature: a pool of one queues writers in order instead of letting them fail as busy.
#[derive(Clone)]
pub(crate) enum Pools {
    Sqlite { readers: SqlitePool, writer: SqlitePool, files: Arc<SqliteFiles> },
    Postgres { pool: PgPool, lease: Arc<Lease>, news: Arc<News> },
}

impl Pools {
    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        match self {
            Self::Sqlite { readers, .. } => begin_on_sqlite(readers).await,
            Self::Postgres { pool, .. } => begin_on_postgres(pool).await,
        }
    }

    /// A pool of one connection, for statements that take long and are not to be told of as slow.
    pub(crate) async fn apart(&self) -> Result<PoolApart, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => {
                let options = (*readers.connect_options()).clone().disable_statement_logging();
                PoolApart::Sqlite(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?)
            }
            Self::Postgres { pool, .. } => {
                let options = (*pool.connect_options()).clone().disable_statement_logging();
                PoolApart::Postgres(PgPoolOptions::new().max_connections(1).connect_with(options).await?)
            }
        })
    }
}

/// A pool of one connection.
pub(crate) enum PoolApart {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl PoolApart {
    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        match self {
            Self::Sqlite(pool) => begin_on_sqlite(pool).await,
            Self::Postgres(pool) => begin_on_postgres(pool).await,
        }
    }

    pub(crate) async fn close(self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

async fn begin_on_sqlite(readers: &SqlitePool) -> Result<Connection, Error> {
    Ok(Connection::Sqlite(readers.begin().await?))
}

async fn begin_on_postgres(pool: &PgPool) -> Result<Connection, Error> {
    Ok(Connection::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?))
}

impl Database {
    /// Opens `sqlite:{file}`, making the file and its folder where there was none, or `postgres://…`. The schema is left
    /// as it is.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        Self::open_if(address, IfMissing::Make).await
    }

    /// As [`Self::open`], of a SQLite file that is there.
    pub async fn open_existing(address: &str) -> Result<Self, OpenError> {
        Self::open_if(address, IfMissing::Fail).await
    }

    async fn open_if(address: &str, if_missing: IfMissing) -> Result<Self, OpenError> {
        match address.split_once(':') {
            Some(("sqlite", file)) => Self::open_sqlite(file.trim_start_matches("//"), if_missing).await,
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(address).await,
            _ => Err(OpenError::Address("it starts with neither sqlite: nor postgres:".to_owned())),
        }
    }

    async fn open_sqlite(file: &str, if_missing: IfMissing) -> Result<Self, OpenError> {
        let OpenSqlite { readers, writer, files } = open_sqlite::open(file, if_missing).await?;
        let unreadable = |source| OpenError::Unreadable { file: file.to_owned(), source };
        let pulse = Pulse::of_index(file).map_err(unreadable)?;
        let pools = Pools::Sqlite { readers, writer, files: Arc::new(files) };
        Ok(Self { pools, pulse, memory: Arc::new(Memory::new()) })
    }

    async fn open_postgres(address: &str) -> Result<Self, OpenError> {
        let (options, shown) = postgres_options(address)?;
        let pool = PgPoolOptions::new()
            .acquire_timeout(ACQUIRE)
            .max_connections(READERS * 2)
            .connect_with(options)
            .await
            .map_err(|source| OpenError::Engine { address: shown, source })?;
        let lease = Arc::new(Lease::new());
        let pulse = Pulse::of_lease(lease.clone());
        let pools = Pools::Postgres { pool, lease, news: Arc::new(News::Notifications) };
        Ok(Self { pools, pulse, memory: Arc::new(Memory::new()) })
    }

    /// The same, if it is a PostgreSQL, with the Redis at `redis://…` or `rediss://…` telling processes of each other's
    /// writes instead of the database's own notifications. It need not be there: without it a write is done a second later.
    pub fn told_by_redis(mut self, address: &str) -> Result<Self, OpenError> {
        let Pools::Postgres { pool, news, .. } = &mut self.pools else { return Err(OpenError::RedisBesideSqlite) };
        let name = pool.connect_options().get_database().unwrap_or_default().to_owned();
        *news = Arc::new(News::by_redis(address, &name)?);
        Ok(self)
    }

    pub(crate) const fn pools(&self) -> &Pools {
        &self.pools
    }

    /// Brings the schema up to date; a schema that is newer than this program is refused.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        let done = match &self.pools {
            Pools::Sqlite { writer, .. } => {
                open_sqlite::commit_nothing(writer).await.map_err(execute_error)?;
                migrations::sqlite().run(writer).await
            }
            Pools::Postgres { pool, .. } => migrations::postgres().run(pool).await,
        };
        done.map_err(migrate_error)
    }

    /// Proves that the schema is exactly this program's, without changing it.
    pub async fn verify_schema(&self) -> Result<(), MigrateError> {
        match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let mut connection = readers.acquire().await.map_err(execute_error)?;
                verify(&mut *connection, &migrations::sqlite()).await
            }
            Pools::Postgres { pool, .. } => {
                let mut connection = pool.acquire().await.map_err(execute_error)?;
                verify(&mut *connection, &migrations::postgres()).await
            }
        }
    }

    /// A consistent view of the shop at one moment.
    pub async fn read(&self, locale: Locale, at: Timestamp) -> Result<Reader, Error> {
        let connection = self.pools.begin_reading().await?;
        Ok(Reader::new(connection, locale, at, self.memory.clone()))
    }

    /// The shop in a state that is known to be the newest: what other readers have remembered is answered without asking
    /// the database. Once it has to be asked and something has been written, a statement fails with
    /// [`Error::Overtaken`].
    pub fn read_known(&self, locale: Locale, at: Timestamp, version: &Version) -> Reader {
        let awaited = Awaited { pools: self.pools.clone(), version: version.clone() };
        Reader::new(Connection::Awaited(awaited), locale, at, self.memory.clone()).known_at(version.clone())
    }

    /// The shop as it is, or will be, at another moment, with drafts or without: for a verified preview alone.
    pub async fn preview(&self, locale: Locale, at: Timestamp, drafts: Drafts) -> Result<Reader, Error> {
        Ok(self.read(locale, at).await?.preview(drafts))
    }

    /// A write that happens at `now`; dropped without [`Tx::commit`], it leaves everything as it was.
    pub async fn write(&self, now: Timestamp) -> Result<Tx, Error> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, files, .. } => {
                files.verify()?;
                let connection = Connection::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?);
                Tx::new(connection, now, Shared::Files(files.clone()))
            }
            Pools::Postgres { pool, news, .. } => {
                let followed = Followed { pool: pool.clone(), news: news.clone() };
                Tx::new(Connection::Postgres(pool.begin().await?), now, Shared::Followed(followed))
            }
        })
    }

    /// Whether anything was written, without asking the database.
    pub fn pulse(&self) -> Pulse {
        self.pulse.clone()
    }

    /// Forgets what readers have remembered, after the database was put back to an earlier state, or went on from one in
    /// another epoch.
    pub fn forget(&self, goes_on_from: &Version) {
        self.memory.forget(goes_on_from);
    }

    /// Returns when every process that answers from a cache knows this revision, or has stopped trusting its cache.
    pub async fn known_to_all(&self, revision: Revision) {
        match &self.pools {
            Pools::Sqlite { .. } => {}
            Pools::Postgres { pool, .. } => following::known_to_all(pool, revision).await,
        }
    }

    /// Keeps the pulse going where that takes work; returns never. Whoever answers from a cache runs it.
    pub async fn keep_pulse(&self) {
        match &self.pools {
            Pools::Sqlite { readers, files, .. } => open_sqlite::watch(readers, files, &self.pulse).await,
            Pools::Postgres { pool, lease, news } => following::follow(pool, news, lease).await,
        }
    }

    /// Whether the database has no table, so that nobody has ever made a shop of it.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        let tables: i64 = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema").fetch_one(readers).await?
            }
            Pools::Postgres { pool, .. } => {
                let text = "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::text::regnamespace";
                sqlx::query_scalar(text).fetch_one(pool).await?
            }
        };
        Ok(tables == 0)
    }

    /// Fails if what is written now would be lost, because the file of a SQLite database is no longer where it was opened.
    pub fn verify_files(&self) -> Result<(), Error> {
        match &self.pools {
            Pools::Sqlite { files, .. } => files.verify(),
            Pools::Postgres { .. } => Ok(()),
        }
    }

    /// Begins an epoch, named by a number that is random, if another SQLite file than the one that was last open here took
    /// its place: networks and processes may have pages of that one. Returns whether that was so.
    pub async fn begin_epoch_of_other_file(&self, now: Timestamp, random: u128) -> Result<bool, Error> {
        let Pools::Sqlite { files, .. } = &self.pools else { return Ok(false) };
        if !files.is_other() {
            return Ok(false);
        }
        let mut tx = self.write(now).await?;
        tx.begin_epoch(random).await?;
        tx.touch(CacheKey::everything());
        tx.commit().await?;
        files.record_history().map_err(|error| Error::Unavailable(error.into()))?;
        Ok(true)
    }

    /// Waits for what is running and closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer, files } => close_sqlite(readers, writer, files).await,
            Pools::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// The settings of an address, and the address without its password.
pub(crate) fn postgres_options(address: &str) -> Result<(PgConnectOptions, String), OpenError> {
    let options = PgConnectOptions::from_str(address).map_err(|error| OpenError::Address(error.to_string()))?;
    let shown = format!("postgres://{}/{}", options.get_host(), options.get_database().unwrap_or("?"));
    Ok((options, shown))
}

async fn close_sqlite(readers: &SqlitePool, writer: &SqlitePool, files: &SqliteFiles) {
    if files.verify().is_err() {
        // The last connection to close copies the log into the file, which is not the log's own any more.
        return std::mem::forget((readers.clone(), writer.clone()));
    }
    open_sqlite::record(readers, files).await;
    readers.close().await;
    writer.close().await;
    if let Err(error) = files.record_closed() {
        tracing::warn!(%error, "the state of the database file was not written down; it is checked when it is next opened");
    }
}

async fn verify(connection: &mut impl Migrate, migrator: &Migrator) -> Result<(), MigrateError> {
    let applied = match connection.list_applied_migrations(&migrator.table_name).await {
        Ok(applied) => applied,
        Err(EngineError::Execute(sqlx::Error::Database(refusal))) if is_without_table(refusal.as_ref()) => Vec::new(),
        Err(error) => return Err(migrate_error(error)),
    };
    for step in &applied {
        match migrator.iter().find(|known| known.version == step.version) {
            None => return Err(MigrateError::Newer(step.version)),
            Some(known) if known.checksum != step.checksum => return Err(MigrateError::Changed(step.version)),
            Some(_) => {}
        }
    }
    match migrator.iter().count() - applied.len() {
        0 => Ok(()),
        missing => Err(MigrateError::Behind(missing)),
    }
}

/// A database without a history has no table of it. PostgreSQL names that refusal; SQLite has only a text for it.
fn is_without_table(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    match refusal.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
        Some(refusal) => refusal.code() == "42P01",
        None => refusal.message().starts_with("no such table"),
    }
}

pub(crate) fn migrate_error(error: EngineError) -> MigrateError {
    match error {
        EngineError::VersionMissing(version) => MigrateError::Newer(version),
        EngineError::VersionMismatch(version) => MigrateError::Changed(version),
        other => MigrateError::Failed(other),
    }
}

fn execute_error(error: sqlx::Error) -> MigrateError {
    MigrateError::Failed(EngineError::Execute(error))
}
