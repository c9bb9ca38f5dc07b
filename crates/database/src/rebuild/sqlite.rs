use std::path::Path;

use coherence::Revision;
use sqlx::{
    AssertSqlSafe, ConnectOptions as _, Connection as _, SqlSafeStr as _, SqliteConnection,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use types::Timestamp;

use super::{IfWritten, RebuildError, history};
use crate::{
    Table, Value, migrations,
    open::migrate_error,
    open_sqlite::{self, make_folder},
    sqlite_files::Replacement,
    tables,
};

/// The number of values in one statement at most; SQLite takes up to 32,766.
const VALUES: usize = 2000;

/// A new file beside the present one, which it replaces when it is complete.
pub(super) struct SqliteRebuild {
    replacement: Replacement,
    connection: SqliteConnection,
}

impl SqliteRebuild {
    pub(super) async fn begin(file: &str, schema: i64, if_written: IfWritten) -> Result<Self, RebuildError> {
        let path = Path::new(file);
        make_folder(path)?;
        let failed = |source| RebuildError::File { file: file.to_owned(), source };
        let replacement = Replacement::begin(path).map_err(failed)?;
        let replacement = replacement.ok_or_else(|| RebuildError::InUse { database: file.to_owned() })?;
        if if_written == IfWritten::Fail && is_written(path).await {
            return Err(RebuildError::Written { database: file.to_owned() });
        }
        let mut connection = open_unfinished(replacement.unfinished()).await?;
        migrations::sqlite().run_to(schema, &mut connection).await.map_err(migrate_error)?;
        Ok(Self { replacement, connection })
    }

    pub(super) async fn tables(&mut self) -> Result<Vec<Table>, RebuildError> {
        Ok(tables::of_sqlite(&mut self.connection).await?)
    }

    pub(super) async fn execute(&mut self, text: String) -> Result<(), RebuildError> {
        sqlx::query(AssertSqlSafe(text)).persistent(false).execute(&mut self.connection).await?;
        Ok(())
    }

    pub(super) async fn load(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), RebuildError> {
        let mut tx = self.connection.begin().await?;
        for rows in rows.chunks((VALUES / table.columns.len()).max(1)) {
            let text = AssertSqlSafe(insertion(table, rows.len())).into_sql_str();
            let mut query = sqlx::query(text);
            for value in rows.iter().flatten() {
                query = match value {
                    Value::Null => query.bind(None::<i64>),
                    Value::Integer(value) => query.bind(*value),
                    Value::Text(value) => query.bind(value.as_str()),
                    Value::Boolean(value) => query.bind(*value),
                };
            }
            query.execute(&mut *tx).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn finish(self, newest: Revision, now: Timestamp) -> Result<Revision, RebuildError> {
        let Self { replacement, mut connection } = self;
        ensure_whole(&mut connection).await?;
        migrations::sqlite().run(&mut connection).await.map_err(migrate_error)?;
        ensure_whole(&mut connection).await?;
        let revision = Revision(newest.0 + 1);
        for text in history(revision, now) {
            sqlx::query(AssertSqlSafe(text)).execute(&mut connection).await?;
        }
        open_sqlite::give_id(&mut connection).await?;
        open_sqlite::count_commit(&mut connection).await?;
        sqlx::query("PRAGMA journal_mode = WAL").execute(&mut connection).await?;
        connection.close().await?;
        let file = replacement.file().display().to_string();
        replacement.finish().map_err(|source| RebuildError::File { file, source })?;
        Ok(revision)
    }
}

/// Opens a file that need not survive a crash: an incomplete file is deleted.
async fn open_unfinished(file: &Path) -> Result<SqliteConnection, sqlx::Error> {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Off)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false)
        .statement_cache_capacity(256)
        .disable_statement_logging()
        .connect()
        .await
}

/// Returns `true` unless the file is missing or a database without a write. A damaged one counts as written. The connection is
/// read-only.
async fn is_written(file: &Path) -> bool {
    if !std::fs::metadata(file).is_ok_and(|met| met.len() > 0) {
        return false;
    }
    let revision = async {
        let mut connection = SqliteConnectOptions::new().filename(file).read_only(true).connect().await?;
        let tables: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_schema").fetch_one(&mut connection).await?;
        let text = "SELECT value FROM revision";
        let revision = if tables == 0 { 0 } else { sqlx::query_scalar(text).fetch_one(&mut connection).await? };
        connection.close().await?;
        Ok::<i64, sqlx::Error>(revision)
    };
    !matches!(revision.await, Ok(0))
}

async fn ensure_whole(connection: &mut SqliteConnection) -> Result<(), RebuildError> {
    match open_sqlite::first_fault(connection).await? {
        None => Ok(()),
        Some(fault) => Err(RebuildError::Unfit(fault)),
    }
}

fn insertion(table: &Table, rows: usize) -> String {
    let row = format!("({})", vec!["?"; table.columns.len()].join(", "));
    format!("INSERT INTO {} ({}) VALUES {}", table.quoted(), table.column_list(), vec![row; rows].join(", "))
}
