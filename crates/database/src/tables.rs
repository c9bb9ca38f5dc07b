//! The tables of a shop as the schema itself describes them: what a backup holds, whatever migrations add.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, SqliteConnection};

/// Tables that no backup holds. Their rows are about processes and caches of the present, and a shop that is restored
/// begins a history of its own.
const LEFT_OUT: &[&str] =
    &["_sqlx_migrations", "follower", "outbox", "purger", "revision", "staged_key", "staged_step", "staged_write"];

/// Columns that no backup holds: they tell which renditions are made, which a restored shop has yet to make.
const LEFT_OUT_COLUMNS: &[(&str, &str)] = &[("picture", "in_hand_until"), ("picture", "made_ahead")];

/// A table and those of its columns that a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<TableColumn>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableColumn {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKind {
    /// `BIGINT`, and SQLite's `INTEGER`.
    Integer,
    /// `TEXT`.
    Text,
    /// `BOOLEAN`.
    Boolean,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Of a column that may be empty.
    Null,
    /// Of an integer column.
    Integer(i64),
    /// Of a text column.
    Text(String),
    /// Of a boolean column.
    Boolean(bool),
}

/// A column of a type that backups can't hold: a defect, which a test finds before a release does.
#[derive(Debug, thiserror::Error)]
#[error("backups know no column of the type {kind}, which {table}.{column} has")]
pub(crate) struct UnknownType {
    table: String,
    column: String,
    kind: String,
}

impl Table {
    /// Its name as a statement writes it. Names come from the schema, and never from a backup.
    pub(crate) fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// The names of its columns as a statement lists them.
    pub(crate) fn column_list(&self) -> String {
        self.columns.iter().map(|column| quoted(&column.name)).collect::<Vec<_>>().join(", ")
    }
}

impl Value {
    pub(crate) const fn is_of(&self, kind: ColumnKind) -> bool {
        matches!(
            (self, kind),
            (Self::Null, _)
                | (Self::Integer(_), ColumnKind::Integer)
                | (Self::Text(_), ColumnKind::Text)
                | (Self::Boolean(_), ColumnKind::Boolean)
        )
    }
}

impl ColumnKind {
    fn parse(declared: &str) -> Option<Self> {
        match declared.to_ascii_lowercase().as_str() {
            "bigint" | "integer" => Some(Self::Integer),
            "text" => Some(Self::Text),
            "boolean" => Some(Self::Boolean),
            _ => None,
        }
    }
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The tables that a backup of this SQLite database holds, by name.
pub(crate) async fn of_sqlite(connection: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let text = "SELECT schema.name, field.name, field.type
        FROM sqlite_schema AS schema
        JOIN pragma_table_info(schema.name) AS field
        WHERE schema.type = 'table'
        AND schema.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    tables(sqlx::query_as(text).fetch_all(connection).await?)
}

/// The tables that a backup of this PostgreSQL database holds, by name.
pub(crate) async fn of_postgres(connection: &mut PgConnection) -> Result<Vec<Table>, sqlx::Error> {
    let text = "SELECT columns.table_name::text, columns.column_name::text, columns.data_type::text
        FROM information_schema.columns
        JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_schema = current_schema()
        AND tables.table_type = 'BASE TABLE'";
    tables(sqlx::query_as(text).fetch_all(connection).await?)
}

fn tables(columns: Vec<(String, String, String)>) -> Result<Vec<Table>, sqlx::Error> {
    let mut tables = BTreeMap::<String, Vec<TableColumn>>::new();
    for (table, name, declared) in columns {
        if LEFT_OUT.contains(&table.as_str()) || LEFT_OUT_COLUMNS.contains(&(table.as_str(), name.as_str())) {
            continue;
        }
        let Some(kind) = ColumnKind::parse(&declared) else {
            let error = UnknownType { table, column: name, kind: declared };
            return Err(sqlx::Error::Decode(error.into()));
        };
        tables.entry(table).or_default().push(TableColumn { name, kind });
    }
    let sorted = tables.into_iter().map(|(name, mut columns)| {
        columns.sort();
        Table { name, columns }
    });
    Ok(sorted.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{postgres, sqlite};

    #[tokio::test]
    async fn both_engines_have_the_same_tables_with_the_same_columns() {
        let (sqlite, postgres) = (sqlite().await, postgres().await);

        let of_sqlite = sqlite.database.snapshot().await.unwrap().tables().to_vec();
        let of_postgres = postgres.database.snapshot().await.unwrap().tables().to_vec();

        assert_eq!(of_sqlite, of_postgres);
        assert!(of_sqlite.iter().any(|table| table.name == "product"));
    }

    /// A table or column that a migration has renamed must not be kept by mistake.
    #[tokio::test]
    async fn what_a_backup_leaves_out_is_there() {
        let given = postgres().await;
        let mut connection = given.database.read(types::Locale::DEFAULT, types::Timestamp(0)).await.unwrap();
        let text = "SELECT table_name::text, column_name::text FROM information_schema.columns
            WHERE table_schema = current_schema()";
        let rows = crate::sql(text).all(&mut connection).await.unwrap();
        let columns: Vec<(String, String)> =
            rows.iter().map(|row| (row.column(0).unwrap(), row.column(1).unwrap())).collect();

        for left_out in LEFT_OUT {
            assert!(columns.iter().any(|(table, _)| table == left_out), "{left_out}");
        }
        for (table, column) in LEFT_OUT_COLUMNS {
            assert!(columns.contains(&((*table).to_owned(), (*column).to_owned())), "{table}.{column}");
        }
    }
}
