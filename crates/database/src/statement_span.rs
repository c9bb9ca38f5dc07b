//! Spans of statements in traces, by OpenTelemetry's conventions for databases.

use std::borrow::Cow;

use tracing::{Instrument as _, Span, field::Empty};

/// The target of the spans that traces consist of. Without a subscriber that enables it, no such span is made.
pub const TRACE_TARGET: &str = "vitrine_trace";

/// Most bytes of a statement's text in a span; the parameter numbers of a long list fill the rest.
const LONGEST_TEXT: usize = 2048;
/// The words that stand before the name of a table.
const BEFORE_TABLES: [&str; 4] = ["FROM", "JOIN", "INTO", "UPDATE"];

/// The kind of database behind a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// Returns the engine's name in the conventions (`db.system.name`).
    const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgresql",
        }
    }

    /// Returns the span of a statement, which holds no values of parameters.
    pub(crate) fn span(self, text: &str) -> Span {
        tracing::info_span!(
            target: TRACE_TARGET,
            "statement",
            otel.name = summary(text),
            otel.kind = "client",
            otel.status_code = Empty,
            db.system.name = self.name(),
            db.operation.name = operation(text),
            db.query.summary = summary(text),
            db.query.text = &text[..text.floor_char_boundary(LONGEST_TEXT)],
            "error.type" = Empty,
        )
    }
}

/// Runs a statement in its span.
pub(crate) async fn traced<T>(
    span: Span,
    statement: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    let result = statement.instrument(span.clone()).await;
    if let Err(error) = &result {
        span.record("otel.status_code", "error");
        span.record("error.type", &*error_type(error));
    }
    result
}

/// Returns the engine's code for an error, or the kind of the error.
fn error_type(error: &sqlx::Error) -> Cow<'_, str> {
    match error {
        sqlx::Error::Database(error) => error.code().unwrap_or(Cow::Borrowed("database")),
        sqlx::Error::PoolTimedOut => Cow::Borrowed("pool_timeout"),
        sqlx::Error::Io(_) => Cow::Borrowed("io"),
        _ => Cow::Borrowed("_OTHER"),
    }
}

fn operation(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// Returns the statement's operation and tables, such as `SELECT product variant`.
fn summary(text: &str) -> String {
    let mut parts = vec![operation(text)];
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if BEFORE_TABLES.contains(&word)
            && let Some(table) = words.peek().and_then(|word| table(word)).filter(|table| !parts.contains(table))
        {
            parts.push(table);
        }
    }
    parts.join(" ")
}

/// Returns the name that a word begins with, unless it is a keyword or a parameter.
fn table(word: &str) -> Option<&str> {
    let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    let end = word.find(|letter| !is_part(letter)).unwrap_or(word.len());
    Some(&word[..end]).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statement_is_named_by_its_operation_and_tables() {
        let of = |text| summary(text);

        assert_eq!(of("SELECT value FROM revision"), "SELECT revision");
        assert_eq!(
            of("SELECT a.b\n    FROM product AS a\n    JOIN variant AS v ON v.product = a.id, (SELECT 1 FROM product)"),
            "SELECT product variant"
        );
        assert_eq!(of("INSERT INTO task (job) VALUES ($1) ON CONFLICT (job) DO UPDATE SET job = $1"), "INSERT task");
        assert_eq!(of("UPDATE stock SET held = $1 WHERE held IS DISTINCT FROM $1"), "UPDATE stock");
        assert_eq!(of("BEGIN IMMEDIATE"), "BEGIN");
        assert_eq!(of(""), "");
    }
}
