use std::time::Duration;

use coherence::Revision;
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgConnection, PgPool, Postgres, Transaction, postgres::PgPoolOptions};
use tokio::time::sleep;
use types::Timestamp;

use super::{IfWritten, RebuildError, history};
use crate::{
    OpenError, Table, Value, follower, migrations,
    open::{migrate_error, postgres_options},
    tables,
};

/// The checks for serving processes, and the pause between two: the lease of a stopped process takes a while to end.
const LOOKS: usize = 30;
const PAUSE: Duration = Duration::from_millis(200);

/// A rebuild in one transaction, in which the tables are dropped, created, filled and verified.
pub(super) struct PostgresRebuild {
    pool: PgPool,
    tx: Transaction<'static, Postgres>,
    /// The statements that restore the references between tables.
    references: Vec<String>,
}

impl PostgresRebuild {
    pub(super) async fn begin(address: &str, schema: i64, if_written: IfWritten) -> Result<Self, RebuildError> {
        let (options, shown) = postgres_options(address)?;
        let refused = |source| OpenError::Engine { address: shown.clone(), source };
        let options = options.disable_statement_logging();
        let pool = PgPoolOptions::new().max_connections(2).connect_with(options).await.map_err(refused)?;
        let before = present(&pool).await?;
        if before.is_some_and(|revision| revision > Revision(0)) && if_written == IfWritten::Fail {
            return Err(RebuildError::Written { database: shown });
        }
        if before.is_some() {
            ensure_unused(&pool, &shown).await?;
        }
        let mut tx = pool.begin().await?;
        // A reader of a table keeps it from being dropped.
        for text in ["SET LOCAL lock_timeout = '10s'", "SET LOCAL client_min_messages = warning"] {
            sqlx::query(text).execute(&mut *tx).await?;
        }
        if before.is_some() {
            drop_all(&mut tx).await.map_err(|error| in_use(error, &shown))?;
        }
        migrations::postgres().run_to(schema, &mut *tx).await.map_err(migrate_error)?;
        let references = drop_references(&mut tx).await?;
        Ok(Self { pool, tx, references })
    }

    pub(super) async fn tables(&mut self) -> Result<Vec<Table>, RebuildError> {
        Ok(tables::of_postgres(&mut self.tx).await?)
    }

    pub(super) async fn execute(&mut self, text: String) -> Result<(), RebuildError> {
        execute(&mut self.tx, text).await
    }

    pub(super) async fn load(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<(), RebuildError> {
        let text = format!("COPY {} ({}) FROM STDIN", table.quoted(), table.column_list());
        let mut copy = self.tx.copy_in_raw(&text).await?;
        let mut lines = String::new();
        for row in rows {
            write_line(&mut lines, row);
        }
        copy.send(lines.as_bytes()).await?;
        copy.finish().await?;
        Ok(())
    }

    pub(super) async fn finish(mut self, newest: Revision, now: Timestamp) -> Result<Revision, RebuildError> {
        for reference in std::mem::take(&mut self.references) {
            execute(&mut self.tx, reference).await.map_err(unfit)?;
        }
        continue_identities(&mut self.tx).await?;
        migrations::postgres().run(&mut *self.tx).await.map_err(migrate_error)?;
        let revision = Revision(newest.0 + 1);
        for text in history(revision, now) {
            execute(&mut self.tx, text).await?;
        }
        // Statistics of empty tables would mislead the planner.
        execute(&mut self.tx, "ANALYZE".to_owned()).await?;
        self.tx.commit().await?;
        follower::wait_for_followers(&self.pool, revision).await;
        self.pool.close().await;
        Ok(revision)
    }
}

async fn execute(connection: &mut PgConnection, text: String) -> Result<(), RebuildError> {
    sqlx::query(AssertSqlSafe(text)).persistent(false).execute(connection).await?;
    Ok(())
}

/// Maps the error of a table that can't be locked in time: the database is in use.
fn in_use(error: RebuildError, shown: &str) -> RebuildError {
    match error {
        RebuildError::Engine(sqlx::Error::Database(refusal)) if refusal.code().as_deref() == Some("55P03") => {
            RebuildError::InUse { database: shown.to_owned() }
        }
        other => other,
    }
}

fn unfit(error: RebuildError) -> RebuildError {
    match error {
        RebuildError::Engine(sqlx::Error::Database(refusal)) => RebuildError::Unfit(refusal.to_string()),
        other => other,
    }
}

/// Returns the newest revision of the present shop, if there is one.
async fn present(pool: &PgPool) -> Result<Option<Revision>, RebuildError> {
    let is_there: bool = sqlx::query_scalar("SELECT to_regclass('revision') IS NOT NULL").fetch_one(pool).await?;
    if !is_there {
        return Ok(None);
    }
    Ok(Some(Revision(sqlx::query_scalar("SELECT value FROM revision").fetch_one(pool).await?)))
}

/// Fails if a process serves the shop: it renews its lease every second.
async fn ensure_unused(pool: &PgPool, shown: &str) -> Result<(), RebuildError> {
    let is_followed = "SELECT EXISTS (SELECT 1 FROM follower WHERE trusted_until > clock_timestamp())";
    for _ in 0..LOOKS {
        if !sqlx::query_scalar::<_, bool>(is_followed).fetch_one(pool).await? {
            return Ok(());
        }
        sleep(PAUSE).await;
    }
    Err(RebuildError::InUse { database: shown.to_owned() })
}

/// Drops everything that any version of the schema contains.
pub(super) async fn drop_all(connection: &mut PgConnection) -> Result<(), RebuildError> {
    for (kind, name) in migrations::created().chain([("TABLE", "_sqlx_migrations")]) {
        execute(connection, format!("DROP {kind} IF EXISTS {} CASCADE", tables::quoted(name))).await?;
    }
    Ok(())
}

/// Drops the references between tables, so that rows may come in any order. Returns the statements that restore them.
async fn drop_references(connection: &mut PgConnection) -> Result<Vec<String>, RebuildError> {
    let text = "SELECT
            format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
            format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
        FROM pg_catalog.pg_constraint
        WHERE contype = 'f'
        AND connamespace = current_schema()::text::regnamespace
        ORDER BY conname";
    let references: Vec<(String, String)> = sqlx::query_as(text).fetch_all(&mut *connection).await?;
    let mut again = Vec::new();
    for (drop, add) in references {
        execute(connection, drop).await?;
        again.push(add);
    }
    Ok(again)
}

/// Sets each table's sequence above the ids of its rows.
async fn continue_identities(connection: &mut PgConnection) -> Result<(), RebuildError> {
    let text = "SELECT format(
            'SELECT setval(pg_get_serial_sequence(%L, %L), (SELECT COALESCE(MAX(%I), 0) + 1 FROM %I), FALSE)',
            quote_ident(table_name::text), column_name, column_name, table_name
        )
        FROM information_schema.columns
        WHERE table_schema = current_schema()
        AND is_identity = 'YES'";
    let texts: Vec<String> = sqlx::query_scalar(text).fetch_all(&mut *connection).await?;
    for text in texts {
        execute(connection, text).await?;
    }
    Ok(())
}

/// Appends a row in the text format of `COPY`.
fn write_line(line: &mut String, row: &[Value]) {
    for (index, value) in row.iter().enumerate() {
        if index > 0 {
            line.push('\t');
        }
        match value {
            Value::Null => line.push_str("\\N"),
            Value::Integer(value) => line.push_str(&value.to_string()),
            Value::Boolean(value) => line.push(if *value { 't' } else { 'f' }),
            Value::Text(text) => write_text(line, text),
        }
    }
    line.push('\n');
}

fn write_text(line: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\r' => line.push_str("\\r"),
            '\t' => line.push_str("\\t"),
            other => line.push(other),
        }
    }
}
