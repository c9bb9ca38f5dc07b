//! Reports about rows: values without a place, and faults.

use crate::columns::{Role, View};

/// A value that has no place in a [`FeedProduct`](crate::FeedProduct).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotKept {
    /// The line, counted from 1.
    pub line: u64,
    /// The name of the column.
    pub column: String,
    /// The value, shortened to 80 characters.
    pub value: String,
    /// The reason.
    pub reason: String,
}

/// A fault of a row. The value is left out, and if a product can't be built without it, the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The line, counted from 1.
    pub line: u64,
    /// The name of the column; empty if the fault is in the row as a whole.
    pub column: String,
    /// The fault, and what to write instead.
    pub message: String,
}

/// Collects the reports of one product.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) not_kept: Vec<NotKept>,
    pub(crate) errors: Vec<RowError>,
}

const LONGEST_VALUE: usize = 80;

impl Notes {
    /// Reports a cell whose value has no place.
    pub(crate) fn not_kept(&mut self, row: &View<'_>, role: &Role, reason: impl Into<String>) {
        self.value_not_kept(row.line(), row.name(role), row.get(role), reason);
    }

    /// Reports a value that has no place.
    pub(crate) fn value_not_kept(&mut self, line: u64, column: &str, value: &str, reason: impl Into<String>) {
        let (column, value, reason) = (column.to_owned(), shorten(value), reason.into());
        self.not_kept.push(NotKept { line, column, value, reason });
    }

    /// Reports a faulty cell.
    pub(crate) fn error(&mut self, row: &View<'_>, role: &Role, message: impl Into<String>) {
        self.errors.push(RowError { line: row.line(), column: row.name(role).to_owned(), message: message.into() });
    }
}

/// Returns a row's fault as a whole.
pub(crate) fn row_error(line: u64, message: impl Into<String>) -> RowError {
    RowError { line, column: String::new(), message: message.into() }
}

fn shorten(value: &str) -> String {
    let mut shown: String = value.chars().take(LONGEST_VALUE).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}
