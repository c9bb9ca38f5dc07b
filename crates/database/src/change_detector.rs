//! Whether anything was written, without asking the database: what lets a page cache answer at once and still be right.
//!
//! On SQLite every commit changes the header of the write-ahead log's index, which all processes share
//! (<https://sqlite.org/walformat.html>, section 2.1): reading its 48 bytes tells. On PostgreSQL a follower hears of
//! commits and holds a lease that writers wait for; see [`crate::follower`].

use std::{fs::File, mem::ManuallyDrop, os::unix::fs::FileExt as _, sync::Arc};

use crate::follower::Lease;

/// The bytes of one copy of the index's header.
const HEADER: usize = 48;

/// The state of the database as its pulse tells it: equal beats mean that nothing was written in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeToken(State);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Header([u8; HEADER]),
    Changes(u64),
}

/// Tells whether anything was written. Cheap to clone, and to ask.
#[derive(Clone)]
pub struct ChangeDetector {
    source: Source,
}

#[derive(Clone)]
enum Source {
    /// Closing any descriptor of the file would drop the locks that SQLite holds on it for this process (POSIX), so it is
    /// never closed.
    Index(Arc<ManuallyDrop<File>>),
    Lease(Arc<Lease>),
}

impl ChangeDetector {
    /// Of the SQLite database in `file`; it must be open, so that the index is there.
    pub(crate) fn of_index(file: &str) -> std::io::Result<Self> {
        // Where `file` is a symbolic link, SQLite puts the index beside what it leads to.
        let mut index = std::fs::canonicalize(file)?.into_os_string();
        index.push("-shm");
        let index = File::open(index)?;
        Ok(Self { source: Source::Index(Arc::new(ManuallyDrop::new(index))) })
    }

    /// Of a PostgreSQL database, as long as somebody follows it.
    pub(crate) const fn of_lease(lease: Arc<Lease>) -> Self {
        Self { source: Source::Lease(lease) }
    }

    /// The present beat; none while it can't be told.
    ///
    /// Take it before reading the database: what is read then is at least as new as the beat.
    pub fn token(&self) -> Option<ChangeToken> {
        match &self.source {
            Source::Index(index) => header_of(index),
            Source::Lease(lease) => lease.changes().map(|changes| ChangeToken(State::Changes(changes))),
        }
    }
}

/// A header that is read while it is written equals neither the one before nor the one after, which is right: the
/// write becomes visible with it.
fn header_of(index: &File) -> Option<ChangeToken> {
    let mut header = [0; HEADER];
    index.read_exact_at(&mut header, 0).ok()?;
    Some(ChangeToken(State::Header(header)))
}
