use std::{fs::File, io, mem::ManuallyDrop, os::unix::fs::FileExt as _, sync::Arc};

use crate::Lease;

/// The bytes of one copy of the index's header.
const HEADER: usize = 48;

/// A token for the database's state. Two equal tokens prove that nothing was written between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeToken(State);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Header([u8; HEADER]),
    Changes(u64),
}

/// Detects without a query whether anything was written, so that a page cache can answer at once and still be right. A clone
/// and a token cost little.
///
/// On SQLite every commit changes the header of the write-ahead log's index, which all processes share
/// (<https://sqlite.org/walformat.html>, section 2.1): the detector reads its 48 bytes. On PostgreSQL it reads the follower's
/// [`Lease`].
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
    /// Returns the detector of the SQLite database in `file`. The database must be open, because its index exists only then.
    pub fn of_index(file: &str) -> io::Result<Self> {
        // Where `file` is a symbolic link, SQLite puts the index beside the link's target.
        let mut index = std::fs::canonicalize(file)?.into_os_string();
        index.push("-shm");
        let index = File::open(index)?;
        Ok(Self { source: Source::Index(Arc::new(ManuallyDrop::new(index))) })
    }

    /// Returns the detector of a PostgreSQL database. It has tokens while a follower renews this lease.
    pub const fn of_lease(lease: Arc<Lease>) -> Self {
        Self { source: Source::Lease(lease) }
    }

    /// Returns the token of the present state; `None` while it is unknown.
    ///
    /// Take it before reading the database: the rows read then are at least as new as the token.
    pub fn token(&self) -> Option<ChangeToken> {
        match &self.source {
            Source::Index(index) => header_of(index),
            Source::Lease(lease) => lease.changes().map(|changes| ChangeToken(State::Changes(changes))),
        }
    }
}

/// Reads the index's header. A header that is read while it is written equals neither the one before nor the one after, which is
/// right: the write becomes visible with it.
fn header_of(index: &File) -> Option<ChangeToken> {
    let mut header = [0; HEADER];
    index.read_exact_at(&mut header, 0).ok()?;
    Some(ChangeToken(State::Header(header)))
}
