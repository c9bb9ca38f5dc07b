//! The shop's memory: SQLite in one file, or PostgreSQL, behind one SQL text.
//!
//! A noun's `store.rs` writes a [`Statement`] that both engines understand (`$1`, `BIGINT`, `TEXT`, `BOOLEAN`,
//! `RETURNING`, `ON CONFLICT`) and runs it in a [`Reader`], which sees one moment of the shop and records what it
//! saw, or in a [`Tx`], whose changes, and the cache keys they touch, commit together under one revision.

#[cfg(test)]
mod tests;

mod circuit_breaker;
mod connection;
mod error;
mod follower;
mod footprint;
mod large_write;
mod read_cache;
mod migrations;
mod change_notifier;
mod open;
mod open_sqlite;
mod outbox;
mod pools;
mod postgres;
mod change_detector;
mod reader;
mod rebuild;
mod row;
mod snapshot;
mod sqlite_files;
mod statement;
mod tables;
mod tx;
mod version;
mod writer_queue;

#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use change_detector::{ChangeDetector, ChangeToken};
pub use circuit_breaker::CircuitBreaker;
pub use connection::{Connection, Executor};
pub use error::{Error, MigrateError, OpenError};
pub use follower::FollowerStatus;
pub use footprint::{CacheKey, Footprint};
pub use large_write::{LargeWrite, Slices, StagedWrite, has_half_a_write};
pub use open::Database;
pub use read_cache::{CacheId, CacheItem};
pub use reader::{Drafts, Reader, Revision, Write};
pub use rebuild::{IfWritten, Rebuild, RebuildError};
pub use row::{Column, Row};
pub use snapshot::Snapshot;
pub use statement::{Parameter, Statement, execute_rows, sql};
pub use tables::{ColumnKind, Table, TableColumn, Value};
pub use tx::Tx;
pub use version::{Epoch, Version};
