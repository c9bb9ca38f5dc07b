use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    PgPool, SqlitePool,
    migrate::{Migrate, MigrateError as EngineError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use types::{Locale, Timestamp};

use crate::{
    Connection, Drafts, Error, MigrateError, OpenError, Pulse, Reader, Revision, Tx, Version,
    connection::Awaited,
    following::{self, Lease},
    memory::Memory,
    migrations,
    news::News,
    tx::Followed,
};

/// How long a page waits for a connection before the database counts as gone.
const ACQUIRE: Duration = Duration::from_secs(3);
const READERS: u32 = 8;

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
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres { pool: PgPool, lease: Arc<Lease>, news: Arc<News> },
}

impl Pools {
    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Connection::Sqlite(readers.begin().await?),
            Self::Postgres { pool, .. } => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Connection::Postgres(pool.begin_with(begin).await?)
            }
        })
    }
}

impl Database {
    /// Opens `sqlite:{file}`, making the file and its folder, or `postgres://…`. The schema is left as it is.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        match address.split_once(':') {
            Some(("sqlite", file)) => Self::open_sqlite(file.trim_start_matches("//")).await,
            Some(("postgres" | "postgresql", _)) => Self::open_postgres(address).await,
            _ => Err(OpenError::Address("it starts with neither sqlite: nor postgres:".to_owned())),
        }
    }

    async fn open_sqlite(file: &str) -> Result<Self, OpenError> {
        make_folder(Path::new(file))?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(256);
        let refused = |source| OpenError::Engine { address: format!("sqlite:{file}"), source };
        let pool = || SqlitePoolOptions::new().acquire_timeout(ACQUIRE).test_before_acquire(false);
        // The writer's connection stays, and with it the index of the write-ahead log that the pulse reads.
        let writer = pool()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone())
            .await
            .map_err(refused)?;
        let readers = pool()
            .max_connections(READERS)
            .connect_with(options.create_if_missing(false).pragma("query_only", "ON"))
            .await
            .map_err(refused)?;
        let pulse = Pulse::of_index(file).map_err(|source| refused(source.into()))?;
        Ok(Self { pools: Pools::Sqlite { readers, writer }, pulse, memory: Arc::new(Memory::new()) })
    }

    async fn open_postgres(address: &str) -> Result<Self, OpenError> {
        let options = PgConnectOptions::from_str(address).map_err(|error| OpenError::Address(error.to_string()))?;
        let shown = format!("postgres://{}/{}", options.get_host(), options.get_database().unwrap_or("?"));
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

    /// Brings the schema up to date; a schema that is newer than this program is refused.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        let done = match &self.pools {
            Pools::Sqlite { writer, .. } => migrations::sqlite().run(writer).await,
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
            Pools::Sqlite { writer, .. } => {
                Tx::new(Connection::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?), now, None)
            }
            Pools::Postgres { pool, news, .. } => {
                let followed = Followed { pool: pool.clone(), news: news.clone() };
                Tx::new(Connection::Postgres(pool.begin().await?), now, Some(followed))
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
            Pools::Sqlite { .. } => std::future::pending().await,
            Pools::Postgres { pool, lease, news } => following::follow(pool, news, lease).await,
        }
    }

    /// Waits for what is running and closes every connection.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { pool, .. } => pool.close().await,
        }
    }
}

fn make_folder(file: &Path) -> Result<(), OpenError> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder { folder: folder.display().to_string(), source })
}

async fn verify(connection: &mut impl Migrate, migrator: &Migrator) -> Result<(), MigrateError> {
    let applied = match connection.list_applied_migrations(&migrator.table_name).await {
        Ok(applied) => applied,
        // A database without a history has no table of it.
        Err(EngineError::Execute(sqlx::Error::Database(_))) => Vec::new(),
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

fn migrate_error(error: EngineError) -> MigrateError {
    match error {
        EngineError::VersionMissing(version) => MigrateError::Newer(version),
        EngineError::VersionMismatch(version) => MigrateError::Changed(version),
        other => MigrateError::Failed(other),
    }
}

fn execute_error(error: sqlx::Error) -> MigrateError {
    MigrateError::Failed(EngineError::Execute(error))
}
