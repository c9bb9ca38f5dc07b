use crate::{
    Connection, Error, FromColumn, FromRow, Parameter, Row, Statement,
    row::{read_row, read_rows},
};

/// The number of rows that one statement writes at most; both engines take some 30,000 parameters.
const ROWS: usize = 500;

/// An open transaction that runs statements: a [`crate::Reader`] or a [`crate::Tx`].
pub trait Executor {
    /// Returns the open transaction.
    fn connection(&mut self) -> &mut Connection;
}

impl Executor for Connection {
    fn connection(&mut self) -> &mut Connection {
        self
    }
}

impl Statement {
    /// Returns every row, each read by the names of its columns.
    pub async fn rows<T: FromRow>(self, on: &mut impl Executor) -> Result<Vec<T>, Error> {
        read_rows(&self.all(on).await?)
    }

    /// Returns the first row, if there is one.
    pub async fn optional_row<T: FromRow>(self, on: &mut impl Executor) -> Result<Option<T>, Error> {
        self.optional(on).await?.as_ref().map(read_row).transpose()
    }

    /// Returns the row of a statement that always has one.
    pub async fn row<T: FromRow>(self, on: &mut impl Executor) -> Result<T, Error> {
        read_row(&self.one(on).await?)
    }

    /// Returns the value of each row of a statement that reads one column.
    pub async fn scalars<T: FromColumn>(self, on: &mut impl Executor) -> Result<Vec<T>, Error> {
        self.all(on).await?.iter().map(Row::scalar).collect()
    }

    /// Returns the value of the first row, if there is one, of a statement that reads one column.
    pub async fn optional_scalar<T: FromColumn>(self, on: &mut impl Executor) -> Result<Option<T>, Error> {
        self.optional(on).await?.as_ref().map(Row::scalar).transpose()
    }

    /// Returns the value of a statement that always has a row, such as a `RETURNING` or a count, and reads one column.
    pub async fn scalar<T: FromColumn>(self, on: &mut impl Executor) -> Result<T, Error> {
        self.one(on).await?.scalar()
    }

    /// Returns every row.
    pub async fn all(self, on: &mut impl Executor) -> Result<Vec<Row>, Error> {
        on.connection().all(self).await
    }

    /// Returns the first row, if there is one.
    pub async fn optional(self, on: &mut impl Executor) -> Result<Option<Row>, Error> {
        on.connection().optional(self).await
    }

    /// Returns the row of a statement that always has one, such as a `RETURNING` or a count.
    pub async fn one(self, on: &mut impl Executor) -> Result<Row, Error> {
        self.optional(on).await?.ok_or(Error::Internal(sqlx::Error::RowNotFound))
    }

    /// Runs the statement, and returns the number of rows that it changed.
    pub async fn execute(self, on: &mut impl Executor) -> Result<u64, Error> {
        on.connection().execute(self).await
    }
}

/// Writes many rows, some hundred with each statement, and returns the number of rows that were changed. `text` holds one row in
/// braces, with a question mark for each value of `rows`: `INSERT INTO outbox (revision, cache_key) VALUES {($1, ?)}`.
pub async fn execute_rows(
    on: &mut impl Executor,
    text: &'static str,
    fixed: &[Parameter],
    rows: Vec<Vec<Parameter>>,
) -> Result<u64, Error> {
    let mut changed = 0;
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<_> = rows.by_ref().take(ROWS).collect();
        if chunk.is_empty() {
            return Ok(changed);
        }
        changed += Statement::with_rows(text, fixed, chunk).execute(on).await?;
    }
}
