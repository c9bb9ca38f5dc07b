//! Snapshots: the whole shop, table by table, at one moment.

use coherence::Revision;
use futures::TryStreamExt as _;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use crate::{
    ColumnKind, Connection, Database, Error, Executor, Row, Table, Value, migrations, pools::SeparatePool, sql, tables,
    transaction::Transaction,
};

/// A view of every table at one moment, while others go on writing.
pub struct Snapshot {
    connection: Connection,
    pool: SeparatePool,
    tables: Vec<Table>,
    schema: i64,
    revision: Revision,
}

impl Database {
    /// Opens a snapshot of the whole shop as it is now. While it is open, SQLite's log grows with every write.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let pool = self.pools().separate_pool().await?;
        let mut connection = Connection::new(pool.begin_reading().await?, None);
        let revision: Revision = sql("SELECT value FROM revision").scalar(&mut connection).await?;
        let tables = match connection.transaction().await? {
            Transaction::Sqlite(tx) => tables::of_sqlite(tx).await?,
            Transaction::Postgres(tx) => tables::of_postgres(tx).await?,
        };
        Ok(Snapshot { connection, pool, tables, schema: migrations::newest(), revision })
    }
}

impl Snapshot {
    /// Returns the tables, by name, with the columns of a row.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Returns the number of the newest migration.
    pub const fn schema(&self) -> i64 {
        self.schema
    }

    /// Returns the newest write in this snapshot.
    pub const fn revision(&self) -> Revision {
        self.revision
    }

    /// Closes the snapshot, so that the engine need not keep its moment any longer.
    pub async fn end(self) {
        drop(self.connection);
        self.pool.close().await;
    }

    /// Passes each row of a table to `take`, one after the other, and returns their number. Only a few rows are in memory at a
    /// time.
    pub async fn each_row<E: From<Error>>(
        &mut self,
        table: &Table,
        mut take: impl FnMut(&[Value]) -> Result<(), E>,
    ) -> Result<u64, E> {
        let text = format!("SELECT {} FROM {}", table.column_list(), table.quoted());
        // The names are the schema's own.
        let text = AssertSqlSafe(text).into_sql_str();
        let mut count = 0;
        match self.connection.transaction().await? {
            Transaction::Sqlite(tx) => {
                let mut rows = sqlx::query(text).persistent(false).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::from)? {
                    take(&values(&Row::Sqlite(row), table)?)?;
                    count += 1;
                }
            }
            Transaction::Postgres(tx) => {
                let mut rows = sqlx::query(text).persistent(false).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::from)? {
                    take(&values(&Row::Postgres(row), table)?)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

fn values(row: &Row, table: &Table) -> Result<Vec<Value>, Error> {
    let value = |(index, kind): (usize, ColumnKind)| {
        Ok(match kind {
            ColumnKind::Integer => row.column::<Option<i64>>(index)?.map(Value::Integer),
            ColumnKind::Text => row.column::<Option<String>>(index)?.map(Value::Text),
            ColumnKind::Boolean => row.column::<Option<bool>>(index)?.map(Value::Boolean),
        }
        .unwrap_or(Value::Null))
    };
    table.columns.iter().map(|column| column.kind).enumerate().map(value).collect()
}

impl Executor for Snapshot {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
