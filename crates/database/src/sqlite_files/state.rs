use std::{
    fs::{File, Metadata, OpenOptions, TryLockError},
    io,
    os::unix::fs::{FileExt as _, MetadataExt as _},
    path::{Path, PathBuf},
};

/// The size of the file in bytes, at most.
const LONGEST: usize = 1024;
const TITLE: &str = "# Vitrine keeps this file beside the database, to notice when the database is lost or put back. \
    It belongs into no backup.\n";

/// A database as this program last saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct State {
    /// The file's inode.
    pub(super) inode: u64,
    /// The number of commits; more may have followed.
    pub(super) commits: u32,
    /// The file that the last process left, with everything in it; `None` while a process has it open, and after a crash.
    pub(super) closed: Option<ClosedFile>,
    /// Another file took the place of this one, and caches are not invalidated yet.
    pub(super) is_other: bool,
}

/// The metadata that changes when a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClosedFile {
    bytes: u64,
    /// Nanoseconds since 1970.
    modified: i128,
}

impl From<&Metadata> for ClosedFile {
    fn from(file: &Metadata) -> Self {
        let modified = i128::from(file.mtime()) * 1_000_000_000 + i128::from(file.mtime_nsec());
        Self { bytes: file.size(), modified }
    }
}

/// The file that holds the [`State`]. A process that has the database open holds a shared lock on it.
pub(crate) struct StateFile {
    file: File,
}

/// The error of a lock that another process holds.
pub(super) struct InUse;

impl StateFile {
    /// Returns the name of the file for a database file.
    pub(super) fn path_for(database: &Path) -> PathBuf {
        database.with_added_extension("state")
    }

    /// Opens the file, and creates it where it is missing.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        Ok(Self { file })
    }

    /// Takes the lock of a process that has the database open. A file system without locks grants it.
    pub(super) fn share(&self) -> Result<(), InUse> {
        match self.file.try_lock_shared() {
            Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(InUse),
        }
    }

    /// Takes the exclusive lock of a process that replaces the database file.
    pub(super) fn take_alone(&self) -> Result<(), InUse> {
        self.file.try_lock().map_err(|_| InUse)
    }

    /// Releases the lock, shared or exclusive.
    pub(super) fn unlock(&self) -> io::Result<()> {
        self.file.unlock()
    }

    /// Reads the last state that was written; `None` if there is none, or if its write was interrupted.
    pub(super) fn read(&self) -> io::Result<Option<State>> {
        let mut bytes = [0; LONGEST];
        let length = self.file.read_at(&mut bytes, 0)?;
        Ok(parse(&String::from_utf8_lossy(&bytes[..length])))
    }

    /// Replaces the state; when this returns, it survives a power failure.
    pub(super) fn write(&self, state: &State) -> io::Result<()> {
        let text = format(state);
        self.file.write_all_at(text.as_bytes(), 0)?;
        self.file.set_len(text.len() as u64)?;
        self.file.sync_data()
    }
}

fn format(state: &State) -> String {
    let State { inode, commits, closed, is_other } = state;
    let (bytes, modified) = closed.map_or((-1, 0), |closed| (i128::from(closed.bytes), closed.modified));
    let is_other = i32::from(*is_other);
    format!("{TITLE}1 {inode} {commits} {bytes} {modified} {is_other} .\n")
}

/// The point at the end proves that the text is complete.
fn parse(text: &str) -> Option<State> {
    let line = text.lines().find(|line| !line.starts_with('#'))?;
    let fields: Vec<&str> = line.split(' ').collect();
    let ["1", inode, commits, bytes, modified, is_other, "."] = fields.as_slice() else { return None };
    let bytes = bytes.parse::<i128>().ok()?;
    let modified = modified.parse().ok()?;
    Some(State {
        inode: inode.parse().ok()?,
        commits: commits.parse().ok()?,
        closed: u64::try_from(bytes).ok().map(|bytes| ClosedFile { bytes, modified }),
        is_other: *is_other == "1",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn state_is_read_as_it_was_written_and_a_part_of_it_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = StateFile::open(&folder.path().join("vitrine.db.state")).unwrap();
        let closed = ClosedFile { bytes: 4096, modified: 1_780_272_000_000_000_001 };
        let long = State { inode: 77, commits: 12_345, closed: Some(closed), is_other: true };
        let short = State { inode: 7, ..State::default() };

        assert_eq!(file.read().unwrap(), None);
        for state in [long, short] {
            file.write(&state).unwrap();
            assert_eq!(file.read().unwrap(), Some(state));
        }
        let text = format(&long);
        for length in 0..text.trim_end().len() {
            assert_eq!(parse(&text[..length]), None, "{length}");
        }
    }
}
