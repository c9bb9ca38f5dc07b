use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The ending of the file that shows waiting writers.
const WAITING: &str = "waiting";

/// The writers of this process that wait for SQLite's one writer, as other processes see it: while there are any, the
/// process holds a shared lock on a file beside the database. A large write looks at it between two of its slices.
pub(crate) struct WriterQueue {
    file: File,
    waiting: Mutex<usize>,
}

/// A writer that counts as waiting until this is dropped.
pub(crate) struct QueuedWriter<'a>(&'a WriterQueue);

impl WriterQueue {
    pub(crate) fn open(database: &Path) -> io::Result<Self> {
        Ok(Self { file: open(&path_beside(database, WAITING))?, waiting: Mutex::new(0) })
    }

    /// Announces a waiting writer. On a file system without locks the writer has no precedence, and waits all the same.
    pub(crate) fn enter(&self) -> QueuedWriter<'_> {
        self.count(|waiting| {
            *waiting += 1;
            let _has_precedence = self.file.try_lock_shared().is_ok();
        });
        QueuedWriter(self)
    }

    fn count(&self, change: impl FnOnce(&mut usize)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Drop for QueuedWriter<'_> {
    fn drop(&mut self) {
        self.0.count(|waiting| {
            *waiting -= 1;
            if *waiting == 0 {
                let _was_locked = self.0.file.unlock().is_ok();
            }
        });
    }
}

/// The queues of all processes, as a large write checks them.
pub(crate) struct WriterQueues(File);

impl WriterQueues {
    pub(crate) fn open(database: &Path) -> io::Result<Self> {
        Ok(Self(open(&path_beside(database, WAITING))?))
    }

    /// Returns `true` if no writer waits.
    pub(crate) fn are_empty(&self) -> bool {
        self.0.try_lock().is_ok() && self.0.unlock().is_ok()
    }
}

/// Returns the path of a lock file beside a database. Symbolic links are resolved, so that processes which name the database
/// differently have one file.
pub(crate) fn path_beside(database: &Path, ending: &str) -> PathBuf {
    fs::canonicalize(database).unwrap_or_else(|_| database.to_owned()).with_added_extension(ending)
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}
