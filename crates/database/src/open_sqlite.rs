//! Opens a SQLite file, and configures its connections.

use std::{path::Path, time::Duration};

use coherence::ChangeDetector;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection, SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::time::sleep;

use crate::{
    OpenError,
    pool_limits::{ACQUIRE, ACQUIRE_WRITER, READERS},
    sqlite_files::{IfMissing, Inspected, SqliteFiles},
};

/// The size of the writer's page cache, in the pragma's unit: kibibytes, as a negative number.
const WRITER_CACHE: &str = "-32768";

/// An open file and its connection pools.
pub(crate) struct OpenSqlite {
    pub(crate) readers: SqlitePool,
    pub(crate) tracker: SqlitePool,
    pub(crate) writer: SqlitePool,
    pub(crate) files: SqliteFiles,
}

/// Opens a file that is intact and matches its log; leaves any other as it is.
pub(crate) async fn open(file: &str, if_missing: IfMissing) -> Result<OpenSqlite, OpenError> {
    let path = Path::new(file);
    make_folder(path)?;
    let inspected = Inspected::inspect(path, if_missing).await?;
    if inspected.is_to_be_checked() {
        check(file).await?;
    }
    let refused = |source| OpenError::Engine { address: format!("sqlite:{file}"), source };
    let (writer, readers, tracker) = connect(file).await.map_err(refused)?;
    give_id(&mut *writer.acquire().await.map_err(refused)?).await.map_err(refused)?;
    let files = inspected.record_opened();
    let files = files.map_err(|source| OpenError::Unreadable { file: file.to_owned(), source })?;
    Ok(OpenSqlite { readers, tracker, writer, files })
}

async fn connect(file: &str) -> Result<(SqlitePool, SqlitePool, SqlitePool), sqlx::Error> {
    let pool = || SqlitePoolOptions::new().acquire_timeout(ACQUIRE).test_before_acquire(false);
    let options = options(file);
    // What a large write changes stays in memory until it commits, and so do the pages that a statement would restore on failure.
    let writing = options.clone().pragma("cache_size", WRITER_CACHE).pragma("temp_store", "MEMORY");
    // The writer's connection stays, and with it the index of the write-ahead log that the change detector reads.
    let writer = pool()
        .min_connections(1)
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(ACQUIRE_WRITER)
        .connect_with(writing.create_if_missing(true).busy_timeout(ACQUIRE_WRITER))
        .await?;
    let options = options.pragma("query_only", "ON");
    let readers = pool().max_connections(READERS).connect_with(options.clone()).await?;
    let tracker = pool().max_connections(1).connect_with(options).await?;
    Ok((writer, readers, tracker))
}

fn options(file: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .statement_cache_capacity(256)
}

/// Proves that a file is intact, through a read-only connection: the last connection that can write would copy the log into
/// the file when it is closed.
async fn check(file: &str) -> Result<(), OpenError> {
    let finding = async {
        let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
        let finding = first_fault(&mut connection).await;
        connection.close().await?;
        finding
    };
    match finding.await {
        Ok(None) => Ok(()),
        Ok(Some(finding)) => Err(OpenError::Damaged { file: file.to_owned(), finding }),
        Err(sqlx::Error::Database(refusal)) if is_damage(refusal.as_ref()) => {
            Err(OpenError::Damaged { file: file.to_owned(), finding: refusal.to_string() })
        }
        Err(source) => Err(OpenError::Engine { address: format!("sqlite:{file}"), source }),
    }
}

/// Returns the first damage in a database's pages, indexes or references.
pub(crate) async fn first_fault(connection: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    let said: String = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut *connection).await?;
    if said != "ok" {
        return Ok(Some(said.lines().last().unwrap_or_default().to_owned()));
    }
    let broken = sqlx::query("PRAGMA foreign_key_check").fetch_optional(connection).await?;
    let describe = |row: sqlx::sqlite::SqliteRow| {
        let (table, parent): (String, String) = (row.try_get("table")?, row.try_get("parent")?);
        Ok(format!("a row of the table {table} refers to one of {parent} that is not there"))
    };
    broken.map(describe).transpose()
}

/// Returns `true` for CORRUPT and NOTADB, with their extended codes.
fn is_damage(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    let code = refusal.code().and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 11 | 26))
}

/// Gives a database without an id the random number that identifies its files.
pub(crate) async fn give_id(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let id: i64 = sqlx::query_scalar("PRAGMA application_id").fetch_one(&mut *connection).await?;
    if id != 0 {
        return Ok(());
    }
    let id: i64 = sqlx::query_scalar("SELECT abs(random() % 2147483646) + 1").fetch_one(&mut *connection).await?;
    execute(&mut *connection, format!("PRAGMA application_id = {id}")).await?;
    // Otherwise the id would be in the log only.
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await.map(drop)
}

/// Raises the commit counter, within the transaction that is about to commit.
pub(crate) async fn count_commit(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let commits = commits(&mut *connection).await?;
    execute(connection, format!("PRAGMA user_version = {}", commits.wrapping_add(1) & 0x7fff_ffff)).await
}

/// Raises the commit counter before the migrator commits, which does not raise it.
pub(crate) async fn commit_nothing(writer: &SqlitePool) -> Result<(), sqlx::Error> {
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    count_commit(&mut tx).await?;
    tx.commit().await
}

/// Returns the number of commits that a connection sees.
pub(crate) async fn commits(connection: &mut SqliteConnection) -> Result<u32, sqlx::Error> {
    let commits: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(connection).await?;
    Ok(u32::try_from(commits).unwrap_or_default())
}

/// Executes a pragma. A pragma takes no parameters; its text contains only numbers.
async fn execute(connection: &mut SqliteConnection, pragma: String) -> Result<(), sqlx::Error> {
    sqlx::query(AssertSqlSafe(pragma)).persistent(false).execute(connection).await.map(drop)
}

/// Records the number of commits once a second, and logs when the files are gone; never returns.
pub(crate) async fn watch(readers: &SqlitePool, files: &SqliteFiles, detector: &ChangeDetector) {
    let mut known = None;
    loop {
        let token = detector.token();
        if files.verify().is_ok() && token != known && record(readers, files).await {
            known = token;
        }
        sleep(WATCH).await;
    }
}

/// The time between two checks of the files.
const WATCH: Duration = Duration::from_secs(1);

/// Records the number of commits. Returns `true` if that succeeded.
pub(crate) async fn record(readers: &SqlitePool, files: &SqliteFiles) -> bool {
    let commits = async { commits(&mut *readers.acquire().await?).await };
    match commits.await {
        Ok(commits) => files.record(commits).is_ok(),
        Err(_) => false,
    }
}

pub(crate) fn make_folder(file: &Path) -> Result<(), OpenError> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|source| OpenError::Folder { folder: folder.display().to_string(), source })
}
