//! The rebuild of a database from the rows of a backup: it replaces the present database whole or not at all.

mod postgres;
mod sqlite;
#[cfg(test)]
mod tests;

use coherence::Revision;
use types::Timestamp;

use crate::{MigrateError, OpenError, Table, Value, migrations};
use postgres::PostgresRebuild;
use sqlite::SqliteRebuild;

/// The treatment of a database that has been written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfWritten {
    /// Fails: only an empty database, or one without a write, is rebuilt.
    Fail,
    /// Replaces it, unless a shop is served from it.
    Replace,
}

/// The reason why a database was not rebuilt. It is then unchanged.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// The database holds a shop.
    #[error(
        "there is a shop in {database} already: name an empty database in `database`, or replace that shop with `--replace`"
    )]
    Written {
        /// The database.
        database: String,
    },
    /// A process has the database open.
    #[error("{database} is in use: stop every `vitrine` that has it open, then restore again")]
    InUse {
        /// The database.
        database: String,
    },
    /// A newer version of this program has made the backup.
    #[error("the backup is of a newer version of Vitrine (migration {0}); restore it with that version")]
    Newer(i64),
    /// The backup's tables differ from those of its migration.
    #[error(
        "the backup's tables are not those of migration {schema}: {difference}; restore it with the program that made it"
    )]
    OtherTables {
        /// The migration that the backup names.
        schema: i64,
        /// The first difference.
        difference: String,
    },
    /// A row breaks a rule of the schema.
    #[error("the backup's rows do not fit together: {0}")]
    Unfit(String),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A migration failed.
    #[error(transparent)]
    Migrate(#[from] MigrateError),
    /// A file can't be written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The operating system's error.
        source: std::io::Error,
    },
    /// A statement failed.
    #[error("a statement failed: {0}")]
    Engine(#[from] sqlx::Error),
}

/// A database that is being rebuilt. If it is dropped before [`Rebuild::finish`], the present database stays.
pub struct Rebuild {
    engine: Engine,
    tables: Vec<Table>,
}

enum Engine {
    Sqlite(Box<SqliteRebuild>),
    Postgres(Box<PostgresRebuild>),
}

impl Rebuild {
    /// Begins to rebuild the database at this address from a backup of these tables, which had this migration as its
    /// newest one.
    pub async fn begin(
        address: &str,
        schema: i64,
        tables: &[Table],
        if_written: IfWritten,
    ) -> Result<Self, RebuildError> {
        if schema > migrations::newest() {
            return Err(RebuildError::Newer(schema));
        }
        let (mut engine, own) = match address.split_once(':') {
            Some(("sqlite", file)) => {
                let mut engine = SqliteRebuild::begin(file.trim_start_matches("//"), schema, if_written).await?;
                let own = engine.tables().await?;
                (Engine::Sqlite(Box::new(engine)), own)
            }
            _ => {
                let mut engine = PostgresRebuild::begin(address, schema, if_written).await?;
                let own = engine.tables().await?;
                (Engine::Postgres(Box::new(engine)), own)
            }
        };
        ensure_same(schema, tables, &own)?;
        engine.empty(&own).await?;
        Ok(Self { engine, tables: own })
    }

    /// Writes rows of a table, in any order of tables and rows. Each has a value for each column, in the table's order.
    pub async fn load(&mut self, table: &str, rows: &[Vec<Value>]) -> Result<(), RebuildError> {
        let table = self.tables.iter().find(|known| known.name == table);
        let table =
            table.ok_or_else(|| RebuildError::Unfit("rows of a table that the backup does not list".to_owned()))?;
        if let Some(row) = rows.iter().find(|row| row.len() != table.columns.len()) {
            let message =
                format!("a row of {} has {} values for {} columns", table.name, row.len(), table.columns.len());
            return Err(RebuildError::Unfit(message));
        }
        if !rows.iter().all(|row| row.iter().zip(&table.columns).all(|(value, column)| value.is_of(column.kind))) {
            return Err(RebuildError::Unfit(format!("a row of {} has a value of another type", table.name)));
        }
        match &mut self.engine {
            Engine::Sqlite(engine) => engine.load(table, rows).await,
            Engine::Postgres(engine) => engine.load(table, rows).await,
        }
    }

    /// Proves that the rows fit together, brings the schema up to date and puts the database in its place. It continues with the
    /// revision after `newest`, in an epoch of its own, so that no copy of another database is shown.
    pub async fn finish(self, newest: Revision, now: Timestamp) -> Result<Revision, RebuildError> {
        match self.engine {
            Engine::Sqlite(engine) => engine.finish(newest, now).await,
            Engine::Postgres(engine) => engine.finish(newest, now).await,
        }
    }
}

impl Engine {
    /// Removes the rows that migrations themselves insert.
    async fn empty(&mut self, tables: &[Table]) -> Result<(), RebuildError> {
        for table in tables {
            let text = format!("DELETE FROM {}", table.quoted());
            match self {
                Self::Sqlite(engine) => engine.execute(text).await?,
                Self::Postgres(engine) => engine.execute(text).await?,
            }
        }
        Ok(())
    }
}

fn ensure_same(schema: i64, given: &[Table], own: &[Table]) -> Result<(), RebuildError> {
    let columns = |tables: &[Table]| {
        let of =
            |table: &Table| table.columns.iter().map(|column| (table.name.clone(), column.clone())).collect::<Vec<_>>();
        tables.iter().flat_map(of).collect::<std::collections::BTreeSet<_>>()
    };
    match columns(given).symmetric_difference(&columns(own)).next() {
        None => Ok(()),
        Some((table, column)) => {
            Err(RebuildError::OtherTables { schema, difference: format!("{table}.{}", column.name) })
        }
    }
}

/// Returns the statements that begin a history, whose first revision changes everything. Their text contains only numbers. The
/// epoch is random in every database that migrations make.
fn history(Revision(revision): Revision, Timestamp(now): Timestamp) -> [String; 3] {
    [
        format!("UPDATE revision SET value = {revision}, forgotten = {revision}"),
        "DELETE FROM outbox".to_owned(),
        format!("INSERT INTO outbox (revision, cache_key, written_at) VALUES ({revision}, '*', {now})"),
    ]
}
