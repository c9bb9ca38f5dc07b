use sqlx::{Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};

use crate::Error;

/// A row of either engine.
pub enum Row {
    /// Of SQLite.
    Sqlite(SqliteRow),
    /// Of PostgreSQL.
    Postgres(PgRow),
}

/// What a column can be read as: `i64`, `String`, `bool`, or an `Option` of these.
pub trait Column:
    for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite> + for<'r> sqlx::Decode<'r, Postgres> + sqlx::Type<Postgres>
{
}

impl<T> Column for T where
    T: for<'r> sqlx::Decode<'r, Sqlite>
        + sqlx::Type<Sqlite>
        + for<'r> sqlx::Decode<'r, Postgres>
        + sqlx::Type<Postgres>
{
}

impl Row {
    /// The column at `index`, counted from 0 in the order the statement names them.
    pub fn column<T: Column>(&self, index: usize) -> Result<T, Error> {
        use sqlx::Row as _;
        match self {
            Self::Sqlite(row) => row.try_get(index),
            Self::Postgres(row) => row.try_get(index),
        }
        .map_err(Error::Internal)
    }
}
