//! Sizes and waiting times of the connection pools.

use std::time::Duration;

/// The time that a write waits for the writes before it, of this process and of others.
pub(crate) const ACQUIRE_WRITER: Duration = Duration::from_secs(30);
/// The time that a page waits for a connection before the database counts as gone.
pub(crate) const ACQUIRE: Duration = Duration::from_secs(3);
/// The number of connections that pages read on.
pub(crate) const READERS: u32 = 8;
