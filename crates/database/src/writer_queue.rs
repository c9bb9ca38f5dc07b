use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// The writers of this process that wait for SQLite's one writer, as other processes see it: while there are any, the
/// process holds a shared lock on a file beside the database. A large write looks at it between two of its slices.
pub(crate) struct WriterQueue {
    file: File,
    waiting: Mutex<usize>,
}

/// A writer that counts as waiting until this is dropped.
pub(crate) struct QueuedWriter<'a>(&'a WriterQueue);

impl WriterQueue {
    /// Returns the name of the file for a database file.
    fn path_for(database: &Path) -> PathBuf {
        database.with_added_extension("waiting")
    }

    pub(crate) fn open(database: &Path) -> io::Result<Self> {
        Ok(Self { file: open(&Self::path_for(database))?, waiting: Mutex::new(0) })
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
        Ok(Self(open(&WriterQueue::path_for(database))?))
    }

    /// Returns `true` if no writer waits.
    pub(crate) fn are_empty(&self) -> bool {
        self.0.try_lock().is_ok() && self.0.unlock().is_ok()
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}
