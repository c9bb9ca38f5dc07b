//! Reads rows. A query's columns have names, and [`crate::row!`] declares the struct with a field for each of them.

mod column;
mod groups;
mod picture;
#[cfg(test)]
mod tests;

use sqlx::{Column as _, ColumnIndex, Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::Error;
pub use column::{Column, FromColumn};

/// A row of either engine.
pub enum Row {
    /// A row of SQLite.
    Sqlite(SqliteRow),
    /// A row of PostgreSQL.
    Postgres(PgRow),
}

/// A type that is read from a row, or from some columns of one: a struct that [`crate::row!`] declares.
pub trait FromRow: Sized {
    /// Reads the columns by their names.
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error>;
}

/// The columns of a row, by name.
pub struct NamedColumns<'r> {
    row: &'r Row,
    places: &'r mut Places,
    next: usize,
}

/// The columns that the rows of a result set are read from, in the order of reading, each with its index. The first row
/// looks them up: a lookup for every row would take as long as a quarter of the query when the listing index is loaded.
type Places = Vec<(&'static str, usize)>;

/// Reads each row as a `T`.
pub(crate) fn read_rows<T: FromRow>(rows: &[Row]) -> Result<Vec<T>, Error> {
    let mut places = Places::new();
    let read = |row| T::from_row(&mut NamedColumns { row, places: &mut places, next: 0 });
    rows.iter().map(read).collect()
}

/// Reads a row as a `T`.
pub(crate) fn read_row<T: FromRow>(row: &Row) -> Result<T, Error> {
    T::from_row(&mut NamedColumns { row, places: &mut Places::new(), next: 0 })
}

impl NamedColumns<'_> {
    /// Reads the column of this name.
    pub fn get<T: FromColumn>(&mut self, name: &'static str) -> Result<T, Error> {
        let index = match self.places.get(self.next) {
            Some((known, index)) if *known == name => *index,
            _ => self.find(name)?,
        };
        self.next += 1;
        self.row.value(index)
    }

    fn find(&mut self, name: &'static str) -> Result<usize, Error> {
        let index = match self.row {
            Row::Sqlite(row) => name.index(row),
            Row::Postgres(row) => name.index(row),
        }
        .map_err(Error::Internal)?;
        if self.next == self.places.len() {
            self.places.push((name, index));
        }
        Ok(index)
    }
}

/// Declares a struct for the rows of a query. Each field has the name of a column. A field marked `= flatten` is read from
/// several columns, by its type's [`FromRow`]:
///
/// ```
/// database::row! {
///     /// A page as a list needs it.
///     struct PageRow {
///         code: String,
///         picture_id: Option<types::PictureId>,
///         published: [Option<types::Timestamp>; 2] = flatten,
///     }
/// }
/// ```
#[macro_export]
macro_rules! row {
    (@read $row:ident $field:ident) => {
        $row.get(stringify!($field))?
    };
    (@read $row:ident $field:ident flatten) => {
        $crate::FromRow::from_row($row)?
    };
    ($(#[$attribute:meta])* $vis:vis struct $name:ident {
        $($(#[$field_attribute:meta])* $field_vis:vis $field:ident: $type:ty $(= $flatten:ident)?),* $(,)?
    }) => {
        $(#[$attribute])*
        $vis struct $name {
            $($(#[$field_attribute])* $field_vis $field: $type,)*
        }

        impl $crate::FromRow for $name {
            fn from_row(row: &mut $crate::NamedColumns<'_>) -> Result<Self, $crate::Error> {
                Ok(Self { $($field: $crate::row!(@read row $field $($flatten)?),)* })
            }
        }
    };
}

impl Row {
    /// Reads the column at `index`, counted from 0 in the order the statement names them.
    pub fn column<T: Column>(&self, index: usize) -> Result<T, Error> {
        match self {
            Self::Sqlite(row) => row.try_get(index),
            Self::Postgres(row) => row.try_get(index),
        }
        .map_err(Error::Internal)
    }

    /// Reads the only column.
    pub(crate) fn scalar<T: FromColumn>(&self) -> Result<T, Error> {
        self.value(0)
    }

    fn value<T: FromColumn>(&self, index: usize) -> Result<T, Error> {
        T::from_column(self.column(index)?).map_err(|source| {
            let column = match self {
                Self::Sqlite(row) => row.column(index).name(),
                Self::Postgres(row) => row.column(index).name(),
            };
            Error::Internal(sqlx::Error::ColumnDecode { index: column.to_owned(), source })
        })
    }
}
