use std::{str::FromStr, sync::Arc};

use coherence::{CacheKey, ChangeDetector, FollowerStatus, Lease, ReadCache, Revision, Version};
use sqlx::{
    migrate::{Migrate, MigrateError as EngineError, Migrator},
    postgres::PgConnectOptions,
};
use types::{Locale, Timestamp};

use crate::{
    BaseReader, CircuitBreaker, Connection, Drafts, Error, MigrateError, OpenError, Reader, Tx,
    change_notifier::ChangeNotifier,
    follower, migrations,
    open_sqlite::{self, OpenSqlite},
    pools::Pools,
    postgres::PostgresServer,
    sqlite_files::IfMissing,
};

/// An open database. A clone costs little.
#[derive(Clone)]
pub struct Database {
    pools: Pools,
    detector: ChangeDetector,
    cache: Arc<ReadCache>,
    breaker: CircuitBreaker,
}

impl Database {
    /// Opens `sqlite:{file}`, and creates the file and its folder where they are missing, or `postgres://…`. The schema stays as it
    /// is.
    pub async fn open(address: &str) -> Result<Self, OpenError> {
        Self::open_if(address, IfMissing::Make).await
    }

    /// Opens a database like [`Self::open`], but never creates a SQLite file.
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

    /// Returns the PostgreSQL database with change notifications through the Redis at `redis://…` or `rediss://…`, instead of the
    /// database's own. Redis may be down: without it a write takes a second longer.
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

    /// Brings the schema up to date; rejects a schema that is newer than this program.
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

    /// Opens a consistent view of the shop at one moment.
    pub async fn read(&self, at: Timestamp) -> Result<BaseReader, Error> {
        Ok(BaseReader::new(self.begin_reading().await?, at, self.cache.clone()))
    }

    /// Opens a view like [`Self::read`] in a locale.
    pub async fn read_in(&self, locale: Locale, at: Timestamp) -> Result<Reader, Error> {
        Ok(self.read(at).await?.for_locale(locale))
    }

    pub(crate) async fn begin_reading(&self) -> Result<Connection, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_reading())).await?;
        Ok(Connection::new(started, Some(self.breaker.clone())))
    }

    /// Opens a view like [`Self::read`] on the connection that is reserved for following changes, and also while the breaker is
    /// open: this reader finds out whether the database answers again.
    pub async fn track(&self, at: Timestamp) -> Result<BaseReader, Error> {
        let connection = Connection::new(self.pools.begin_tracking().await?, None);
        Ok(BaseReader::new(connection, at, self.cache.clone()))
    }

    /// Returns a view of the shop in a state that is known to be the newest. Cached values need no query. The transaction begins
    /// with the first statement, which fails with [`Error::Overtaken`] if something has been written.
    pub fn read_known(&self, locale: Locale, at: Timestamp, version: &Version) -> Reader {
        let connection = Connection::deferred(self.pools.clone(), version.clone(), self.breaker.clone());
        BaseReader::new(connection, at, self.cache.clone()).at_version(version.clone()).for_locale(locale)
    }

    /// Opens a view of the shop at another moment, with drafts or without, for a verified preview only.
    pub async fn preview(&self, locale: Locale, at: Timestamp, drafts: Drafts) -> Result<Reader, Error> {
        Ok(self.read(at).await?.preview(drafts).for_locale(locale))
    }

    /// Begins a transaction of a large write, which has no precedence over other writers.
    pub(crate) async fn write_slice(&self, now: Timestamp) -> Result<Tx, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_slice())).await?;
        Ok(Tx::new(Connection::new(started, Some(self.breaker.clone())), now, self.pools.shared()))
    }

    /// Begins the transaction of a batch of commands.
    pub(crate) async fn write_batch(&self, now: Timestamp) -> Result<Tx, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_batch())).await?;
        Ok(Tx::new(Connection::new(started, Some(self.breaker.clone())), now, self.pools.shared()))
    }

    /// Begins a write that happens at `now`. If it is dropped without [`Tx::commit`], nothing changes.
    pub async fn write(&self, now: Timestamp) -> Result<Tx, Error> {
        let started = self.breaker.guard(Box::pin(self.pools.begin_writing())).await?;
        Ok(Tx::new(Connection::new(started, Some(self.breaker.clone())), now, self.pools.shared()))
    }

    /// Returns the detector that tells without a query whether anything was written.
    pub fn change_detector(&self) -> ChangeDetector {
        self.detector.clone()
    }

    /// Removes every cached value, after the database was put back to an earlier state or began another epoch.
    pub fn clear_read_cache(&self, version: &Version) {
        self.cache.clear(version);
    }

    /// Returns when every process that answers from a cache knows this revision, or its lease has ended.
    pub async fn wait_for_followers(&self, revision: Revision) {
        match &self.pools {
            Pools::Sqlite { .. } => {}
            Pools::Postgres { server, .. } => follower::wait_for_followers(&server.pool(), revision).await,
        }
    }

    /// Follows changes, so that the change detector has tokens; never returns. Every process that answers from a cache runs this.
    pub async fn follow_changes(&self) {
        match &self.pools {
            Pools::Sqlite { readers, files, .. } => open_sqlite::watch(readers, files, &self.detector).await,
            Pools::Postgres { server, lease, notifier } => follower::run(server, notifier, lease, &self.breaker).await,
        }
    }

    /// Returns the state of this process's follower; on SQLite following always works.
    pub fn follower(&self) -> FollowerStatus {
        match &self.pools {
            Pools::Sqlite { .. } => FollowerStatus { follows: true, failures: 0 },
            Pools::Postgres { lease, .. } => lease.status(),
        }
    }

    /// Returns the circuit breaker around the database.
    pub const fn breaker(&self) -> &CircuitBreaker {
        &self.breaker
    }

    /// Proves by a new connection that the database answers again, and replaces the former connections.
    pub async fn reconnect(&self) -> Result<(), Error> {
        self.pools.reconnect().await
    }

    /// Returns `true` if the database has no table, so that it has never held a shop.
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

    /// Fails if writes would be lost, because the file of a SQLite database is no longer where it was opened.
    pub fn verify_files(&self) -> Result<(), Error> {
        match &self.pools {
            Pools::Sqlite { files, .. } => files.verify(),
            Pools::Postgres { .. } => Ok(()),
        }
    }

    /// Begins an epoch, named by a random number, if the SQLite file is another than the one that was last open here: CDNs and
    /// processes may have pages of the former file. Returns `true` if it is another.
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

    /// Waits for running statements and closes every connection.
    pub async fn close(&self) {
        self.pools.close().await;
    }
}

/// Returns the connection options of an address, and the address without its password.
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

/// Returns `true` if the table of migrations does not exist. PostgreSQL has a code for that error; SQLite has only a text.
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
