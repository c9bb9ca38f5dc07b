//! The tables of a backup, as the schema itself describes them, so that migrations need not list them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, SqliteConnection};

/// Tables that no backup holds. Their rows concern running processes and caches, and a restored shop begins a history of its
/// own.
const LEFT_OUT: &[&str] =
    &["_sqlx_migrations", "follower", "outbox", "purger", "revision", "staged_key", "staged_step", "staged_write"];

/// Columns that no backup holds: they record which renditions are made, and a restored shop has none yet.
const LEFT_OUT_COLUMNS: &[(&str, &str)] = &[("picture", "in_hand_until"), ("picture", "made_ahead")];

/// A table and those of its columns that a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Table {
    /// The name.
    pub name: String,
    /// The columns, by name.
    pub columns: Vec<TableColumn>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableColumn {
    /// The name.
    pub name: String,
    /// The type of its values.
    pub kind: ColumnKind,
}

/// The type of a column's values.
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
    /// The value of an empty column.
    Null,
    /// The value of an integer column.
    Integer(i64),
    /// The value of a text column.
    Text(String),
    /// The value of a boolean column.
    Boolean(bool),
}

/// A column of a type that backups can't hold: a defect, which a test finds before a release does.
#[derive(Debug, thiserror::Error)]
#[error("backups support no column of the type {kind}, which {table}.{column} has")]
pub(crate) struct UnknownType {
    table: String,
    column: String,
    kind: String,
}

impl Table {
    /// Returns the quoted name. Names come from the schema, and never from a backup.
    pub(crate) fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// Returns the quoted names of the columns, as a statement lists them.
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

/// Returns the tables that a backup of this SQLite database holds, by name.
pub(crate) async fn of_sqlite(connection: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let text = "SELECT schema.name, field.name, field.type
        FROM sqlite_schema AS schema
        JOIN pragma_table_info(schema.name) AS field
        WHERE schema.type = 'table'
        AND schema.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    tables(sqlx::query_as(text).fetch_all(connection).await?)
}

/// Returns the tables that a backup of this PostgreSQL database holds, by name.
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
    async fn tables_and_columns_that_backups_leave_out_exist() {
        let given = postgres().await;
        let mut connection = given.database.read(types::Timestamp(0)).await.unwrap();
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
