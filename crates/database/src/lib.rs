//! The shop's database: SQLite in one file, or PostgreSQL, behind one SQL text.
//!
//! A domain crate's `store.rs` writes a [`Statement`] that both engines understand (`$1`, `BIGINT`, `TEXT`, `BOOLEAN`,
//! `RETURNING`, `ON CONFLICT`) and runs it in a [`Reader`] (or [`BaseReader`], which has no locale) or in a [`Tx`]. A reader sees
//! one moment of the shop and records its footprint. The changes of a [`Tx`], and the cache keys they touch, commit together
//! under one revision.

#[cfg(test)]
mod tests;

mod batcher;
mod change_notifier;
mod circuit_breaker;
mod connection;
mod error;
mod executor;
mod follower;
mod large_write;
mod migrations;
mod open;
mod open_sqlite;
mod outbox;
mod pool_limits;
mod pools;
mod postgres;
mod reader;
mod rebuild;
mod row;
mod snapshot;
mod sqlite_files;
mod statement;
mod statement_span;
mod stored_names;
mod tables;
mod transaction;
mod tx;
mod writer_queue;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use batcher::{
    BatchCommand, BatchEvent, BatchLimits, BatchReport, BatchStep, BatchWriter, Batcher, Outcome, SubmitError,
    apply_each,
};
pub use circuit_breaker::CircuitBreaker;
pub use coherence::{
    CacheId, CacheItem, CacheKey, ChangeDetector, ChangeToken, Epoch, FollowerStatus, Footprint, Revision, Version,
};
pub use connection::Connection;
pub use error::{Error, MigrateError, OpenError};
pub use executor::{Executor, execute_rows, find_ids, find_rows};
pub use large_write::{LargeWrite, Slices, StagedWrite, has_half_a_write};
pub use open::Database;
pub use reader::{BaseReader, Drafts, Reader, Write};
pub use rebuild::{IfWritten, Rebuild, RebuildError};
pub use row::{Column, FromColumn, FromRow, NamedColumns, Row};
pub use snapshot::Snapshot;
pub use statement::{Parameter, Statement, sql};
pub use statement_span::TRACE_TARGET;
pub use tables::{ColumnKind, Table, TableColumn, Value};
pub use tx::Tx;
