use std::collections::HashMap;

use crate::{
    Connection, Error, FromColumn, FromRow, NamedColumns, Parameter, Row, Statement,
    row::{read_row, read_rows},
};

/// The number of rows that one statement writes or looks up at most; both engines take some 30,000 parameters.
const ROWS: usize = 512;

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
    while let Some(count) = next_count(rows.len()) {
        changed += Statement::with_rows(text, fixed, rows.by_ref().take(count).collect()).execute(on).await?;
    }
    Ok(changed)
}

/// Reads the rows that have any of these keys, some hundred keys with each statement. `text` holds one key in braces:
/// `SELECT id FROM product WHERE code IN ({?})`.
pub async fn find_rows<T: FromRow>(
    on: &mut impl Executor,
    text: &'static str,
    fixed: &[Parameter],
    mut keys: Vec<Vec<Parameter>>,
) -> Result<Vec<T>, Error> {
    let mut found = Vec::new();
    while !keys.is_empty() {
        let mut chunk = keys.split_off(keys.len().saturating_sub(ROWS));
        // A key that is named twice is found once.
        let last = chunk.last().cloned().unwrap_or_default();
        chunk.resize(chunk.len().next_power_of_two(), last);
        found.extend(Statement::with_rows(text, fixed, chunk).rows::<T>(on).await?);
    }
    Ok(found)
}

/// Returns the ids of the rows that have any of these keys, by key. `text` joins each id and its key by `$1`, and all of them by
/// `$2`, into the text of one row: `SELECT string_agg(CAST(id AS TEXT) || $1 || code, $2) AS ids FROM product WHERE code IN ({?})`.
/// Handing over a row for each id takes SQLite's thread and this one longer than reading it.
pub async fn find_ids(
    on: &mut impl Executor,
    text: &'static str,
    keys: Vec<Vec<Parameter>>,
) -> Result<HashMap<String, i64>, Error> {
    let mut ids = HashMap::with_capacity(keys.len());
    for JoinedIds { ids: joined } in find_rows(on, text, &[BETWEEN.into(), AFTER.into()], keys).await? {
        for pair in joined.as_deref().unwrap_or_default().split(AFTER).filter(|pair| !pair.is_empty()) {
            let (id, key) = pair.split_once(BETWEEN).ok_or(Error::missing_row())?;
            ids.insert(key.to_owned(), id.parse().map_err(|error| Error::defect("id", error))?);
        }
    }
    Ok(ids)
}

/// The signs between an id and its key, and after a key: control characters, which no key has.
const BETWEEN: &str = "\u{1f}";
const AFTER: &str = "\u{1e}";

/// Ids and keys in one text.
struct JoinedIds {
    ids: Option<String>,
}

impl FromRow for JoinedIds {
    fn from_row(row: &mut NamedColumns<'_>) -> Result<Self, Error> {
        Ok(Self { ids: row.get("ids")? })
    }
}

/// Returns the number of rows that the next statement takes: a power of two, so that there are few texts to prepare.
fn next_count(left: usize) -> Option<usize> {
    Some(1 << left.min(ROWS).checked_ilog2()?)
}

#[cfg(test)]
mod tests;
