use std::{str::FromStr, sync::Arc};

use coherence::{CacheKey, ChangeDetector, FollowerStatus, Lease, ReadCache, Revision, Version};
use sqlx::{
    migrate::{Migrate, MigrateError as EngineError, Migrator},
    postgres::PgConnectOptions,
};
use types::{Locale, Timestamp};

use crate::{
    CircuitBreaker, Connection, Drafts, Error, MigrateError, OpenError, Reader, Tx,
    change_notifier::ChangeNotifier,
    follower, migrations,
    open_sqlite::{self, OpenSqlite},
    pools::Pools,
    postgres::PostgresServer,
    sqlite_files::IfMissing,
};

/// The open database; cheap to clone.
#[derive(Clone)]
pub struct Database {
    pools: Pools,
    detector: ChangeDetector,
    cache: Arc<ReadCache>,
    breaker: CircuitBreaker,
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
        let OpenSqlite { readers, tracker, writer, files } = open_sqlite::open(file, if_missing).await?;
        let unreadable = |source| OpenError::Unreadable { file: file.to_owned(), source };
        let detector = ChangeDetector::of_index(file).map_err(unreadable)?;
        Ok(Self::of(Pools::Sqlite { readers, tracker, writer, files: Arc::new(files) }, detector))
    }

    async fn open_postgres(address: &str) -> Result<Self, OpenError> {
        let (options, shown) = postgres_options(address)?;
        let server = PostgresServer::connect(options).await;
        let server = Arc::new(server.map_err(|source| OpenError::Engine { address: shown, source })?);
        let lease = Arc::new(Lease::default());
        let detector = ChangeDetector::of_lease(lease.clone());
        Ok(Self::of(Pools::Postgres { server, lease, notifier: Arc::new(ChangeNotifier::Notifications) }, detector))
    }

    fn of(pools: Pools, detector: ChangeDetector) -> Self {
        Self { pools, detector, cache: Arc::new(ReadCache::default()), breaker: CircuitBreaker::new() }
    }

    /// The same, if it is a PostgreSQL, with the Redis at `redis://…` or `rediss://…` telling processes of each other's
    /// writes instead of the database's own notifications. It need not be there: without it a write is done a second later.
    pub fn with_redis_notifications(mut self, address: &str) -> Result<Self, OpenError> {
        let Pools::Postgres { server, notifier, .. } = &mut self.pools else {
            return Err(OpenError::RedisBesideSqlite);
        };
        let name = server.options().get_database().unwrap_or_default().to_owned();
        *notifier = Arc::new(ChangeNotifier::by_redis(address, &name)?);
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
            Pools::Postgres { server, .. } => migrations::postgres().run(&server.pool()).await,
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
            Pools::Postgres { server, .. } => {
                let mut connection = server.pool().acquire().await.map_err(execute_error)?;
                verify(&mut *connection, &migrations::postgres()).await
            }
        }
    }

    /// A consistent view of the shop at one moment.
    pub async fn read(&self, locale: Locale, at: Timestamp) -> Result<Reader, Error> {
        Ok(Reader::new(self.begin_reading().await?, locale, at, self.cache.clone()))
    }

    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_reading())).await?;
        Ok(Connection::new(started, Some(self.breaker.clone())))
    }

    /// As [`Self::read`], on the one connection that is kept free for following changes, and also while the database is known
    /// not to answer: this reader finds out.
    pub async fn track(&self, locale: Locale, at: Timestamp) -> Result<Reader, Error> {
        let connection = Connection::new(self.pools.begin_tracking().await?, None);
        Ok(Reader::new(connection, locale, at, self.cache.clone()))
    }

    /// The shop in a state that is known to be the newest: what other readers have remembered is answered without asking
    /// the database. Once it has to be asked and something has been written, a statement fails with
    /// [`Error::Overtaken`].
    pub fn read_known(&self, locale: Locale, at: Timestamp, version: &Version) -> Reader {
        let connection = Connection::deferred(self.pools.clone(), version.clone(), self.breaker.clone());
        Reader::new(connection, locale, at, self.cache.clone()).at_version(version.clone())
    }

    /// The shop as it is, or will be, at another moment, with drafts or without: for a verified preview alone.
    pub async fn preview(&self, locale: Locale, at: Timestamp, drafts: Drafts) -> Result<Reader, Error> {
        Ok(self.read(locale, at).await?.preview(drafts))
    }

    /// A transaction of a large write: it lets every other writer go first.
    pub(crate) async fn write_slice(&self, now: Timestamp) -> Result<Tx, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_slice())).await?;
        Ok(Tx::new(Connection::new(started, Some(self.breaker.clone())), now, self.pools.shared()))
    }

    /// A write that happens at `now`; dropped without [`Tx::commit`], it leaves everything as it was.
    pub async fn write(&self, now: Timestamp) -> Result<Tx, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_writing())).await?;
        Ok(Tx::new(Connection::new(started, Some(self.breaker.clone())), now, self.pools.shared()))
    }

    /// Whether anything was written, without asking the database.
    pub fn change_detector(&self) -> ChangeDetector {
        self.detector.clone()
    }

    /// Forgets what readers have remembered, after the database was put back to an earlier state, or went on from one in
    /// another epoch.
    pub fn clear_read_cache(&self, goes_on_from: &Version) {
        self.cache.clear(goes_on_from);
    }

    /// Returns when every process that answers from a cache knows this revision, or has stopped trusting its cache.
    pub async fn known_to_all(&self, revision: Revision) {
        match &self.pools {
            Pools::Sqlite { .. } => {}
            Pools::Postgres { server, .. } => follower::known_to_all(&server.pool(), revision).await,
        }
    }

    /// Keeps the pulse going where that takes work; returns never. Whoever answers from a cache runs it.
    pub async fn follow_changes(&self) {
        match &self.pools {
            Pools::Sqlite { readers, files, .. } => open_sqlite::watch(readers, files, &self.detector).await,
            Pools::Postgres { server, lease, notifier } => follower::run(server, notifier, lease, &self.breaker).await,
        }
    }

    /// How this process hears of changes; on SQLite it always does.
    pub fn follower(&self) -> FollowerStatus {
        match &self.pools {
            Pools::Sqlite { .. } => FollowerStatus { follows: true, failures: 0 },
            Pools::Postgres { lease, .. } => lease.status(),
        }
    }

    /// Tells whether the database is known not to answer.
    pub const fn breaker(&self) -> &CircuitBreaker {
        &self.breaker
    }

    /// Proves by a new connection that the database answers again, and replaces those from before.
    pub async fn reconnect(&self) -> Result<(), Error> {
        self.pools.reconnect().await
    }

    /// Whether the database has no table, so that nobody has ever made a shop of it.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        let tables: i64 = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema").fetch_one(readers).await?
            }
            Pools::Postgres { server, .. } => {
                let text = "SELECT COUNT(*) FROM pg_catalog.pg_class WHERE relnamespace = current_schema()::text::regnamespace";
                sqlx::query_scalar(text).fetch_one(&server.pool()).await?
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
        self.pools.close().await;
    }
}

/// The settings of an address, and the address without its password.
pub(crate) fn postgres_options(address: &str) -> Result<(PgConnectOptions, String), OpenError> {
    let options = PgConnectOptions::from_str(address).map_err(|error| OpenError::Address(error.to_string()))?;
    let shown = format!("postgres://{}/{}", options.get_host(), options.get_database().unwrap_or("?"));
    Ok((options, shown))
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
