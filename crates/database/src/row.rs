use coherence::{Epoch, Revision, Version};
use sqlx::{Postgres, Sqlite, postgres::PgRow, sqlite::SqliteRow};
use types::{Focus, ImageRef, Timestamp};

use crate::Error;

/// A row of either engine.
pub enum Row {
    /// A row of SQLite.
    Sqlite(SqliteRow),
    /// A row of PostgreSQL.
    Postgres(PgRow),
}

/// A type that a column can be read as: `i64`, `String`, `bool`, or an `Option` of these.
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
    /// Reads the column at `index`, counted from 0 in the order the statement names them.
    pub fn column<T: Column>(&self, index: usize) -> Result<T, Error> {
        use sqlx::Row as _;
        match self {
            Self::Sqlite(row) => row.try_get(index),
            Self::Postgres(row) => row.try_get(index),
        }
        .map_err(Error::Internal)
    }

    /// Reads the two columns from `first` on as the bounds of a window.
    pub fn window(&self, first: usize) -> Result<[Option<Timestamp>; 2], Error> {
        let bound = |index| Ok::<_, Error>(self.column::<Option<i64>>(index)?.map(Timestamp));
        Ok([bound(first)?, bound(first + 1)?])
    }

    /// Reads the seven columns from `first` on as a picture, if there is one: address, width, height, colour, alt, and the
    /// focus from the left and from the top.
    pub fn image(&self, first: usize) -> Result<Option<ImageRef>, Error> {
        let Some(address) = self.column::<Option<String>>(first)? else { return Ok(None) };
        Ok(Some(ImageRef {
            address,
            width: self.number(first + 1)?,
            height: self.number(first + 2)?,
            colour: self.column(first + 3)?,
            alt: self.column(first + 4)?,
            focus: Focus { x: self.number(first + 5)?, y: self.number(first + 6)? },
        }))
    }

    /// Reads the columns `revision` and `epoch` of the view `shop_version`, which are the first two.
    pub(crate) fn version(&self) -> Result<Version, Error> {
        Ok(Version { revision: Revision(self.column(0)?), epoch: Epoch::stored(self.column(1)?) })
    }

    /// Reads a number that was written from this type.
    pub fn number<N>(&self, index: usize) -> Result<N, Error>
    where
        N: TryFrom<i64, Error: std::error::Error + Send + Sync + 'static>,
    {
        let number: i64 = self.column(index)?;
        N::try_from(number).map_err(|error| Error::defect("a number", error))
    }
}
