//! The files of a SQLite database, and the checks that the database exists, that its write-ahead log belongs to it, that it is
//! the file that was last closed here, and that it is still in its place.
//!
//! SQLite replays any write-ahead log that lies beside a database file. After a backup of the file alone is put back, that
//! is the log of the file before, and the two together are a state that never existed. So each commit raises a counter on
//! page 1 (`user_version`), and a log is replayed only on a file that has the commits up to it. Beside the database lies a
//! [`StateFile`], which distinguishes a lost database from one that never existed.

mod header;
mod log;
mod replacement;
mod state;
#[cfg(test)]
mod tests;

use std::{
    fs::{self, File},
    io,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::time::sleep;

use crate::{Error, OpenError, writer_queue::WriterQueue};
use header::Header;
use log::Log;
pub(crate) use replacement::Replacement;
use state::{State, StateFile};

/// The number of reads of a file and its log that another process may be writing, and the pause between two of them.
const LOOKS: usize = 100;
const PAUSE: Duration = Duration::from_millis(10);

/// The treatment of a missing database file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IfMissing {
    /// Creates one, unless there is a sign that one existed.
    Make,
    /// Fails.
    Fail,
}

/// A database file that was inspected, and may be opened.
pub(crate) struct Inspected {
    file: PathBuf,
    state_file: StateFile,
    state: State,
    is_to_be_checked: bool,
}

/// The files of an open database.
pub(crate) struct SqliteFiles {
    file: PathBuf,
    main: &'static File,
    /// Path, device and inode of the database, its log and the log's index.
    opened: Vec<(PathBuf, u64, u64)>,
    /// The greatest number of commits that the database file itself was seen with.
    commits: AtomicU32,
    is_gone: AtomicBool,
    state_file: StateFile,
    state: Mutex<State>,
    queue: WriterQueue,
}

impl Inspected {
    /// Inspects a database file before SQLite opens it, which would replay any log beside it.
    pub(crate) async fn inspect(file: &Path, if_missing: IfMissing) -> Result<Self, OpenError> {
        let unreadable = |source| OpenError::Unreadable { file: file.display().to_string(), source };
        let is_missing = is_missing(file).map_err(unreadable)?;
        if is_missing {
            refuse_to_replace(file, if_missing)?;
        }
        let state_file = StateFile::open(&StateFile::path_for(file)).map_err(unreadable)?;
        state_file.share().map_err(|_| OpenError::BeingRestored { file: file.display().to_string() })?;
        let known = state_file.read().map_err(unreadable)?;
        let file = file.to_owned();
        if is_missing {
            return Ok(Self { file, state_file, state: State::default(), is_to_be_checked: false });
        }
        let (newest, is_proven) = newest_header(&file).await?;
        let is_the_same = known.as_ref().is_some_and(|known| is_the_same(&file, newest, known));
        let state = State {
            commits: newest.commits,
            is_other: !is_the_same || known.is_some_and(|known| known.is_other),
            ..State::default()
        };
        Ok(Self { file, state_file, state, is_to_be_checked: !(is_the_same && is_proven) })
    }

    /// Returns `true` unless this is the file that was last closed here: it may then be damaged.
    pub(crate) const fn is_to_be_checked(&self) -> bool {
        self.is_to_be_checked
    }

    /// Records the files that were opened; SQLite must have them open.
    pub(crate) fn record_opened(self) -> io::Result<SqliteFiles> {
        let main = header::open(&self.file)?;
        let whole = fs::canonicalize(&self.file)?;
        let mut opened = Vec::new();
        for path in [self.file.clone(), beside(&whole, "-wal"), beside(&whole, "-shm")] {
            let met = fs::metadata(&path)?;
            opened.push((path, met.dev(), met.ino()));
        }
        let commits = AtomicU32::new(Header::read(main)?.map_or(0, |header| header.commits));
        let state = State { inode: opened[0].2, closed: None, ..self.state };
        self.state_file.write(&state)?;
        let queue = WriterQueue::open(&self.file)?;
        Ok(SqliteFiles {
            file: self.file,
            main,
            opened,
            commits,
            is_gone: AtomicBool::new(false),
            state_file: self.state_file,
            state: Mutex::new(state),
            queue,
        })
    }
}

impl SqliteFiles {
    /// Returns the path of the database file.
    pub(crate) fn path(&self) -> &Path {
        &self.file
    }

    /// Returns the queue of this process's waiting writers.
    pub(crate) const fn queue(&self) -> &WriterQueue {
        &self.queue
    }

    /// Fails if the files are no longer where they were opened: writes would be lost.
    pub(crate) fn verify(&self) -> Result<(), Error> {
        let are_there = self.are_there();
        let were_gone = self.is_gone.swap(!are_there, Ordering::Relaxed);
        let file = self.file.display();
        match (were_gone, are_there) {
            (false, false) => tracing::error!(
                %file,
                "the database file was deleted, moved or replaced while it is open: nothing more is written. Put the file \
                back with its -wal file, or stop the server and restore a backup with `vitrine restore`"
            ),
            (true, true) => tracing::info!(%file, "the database file is back"),
            (false, true) | (true, false) => {}
        }
        if are_there { Ok(()) } else { Err(Error::FileReplaced(file.to_string())) }
    }

    fn are_there(&self) -> bool {
        let is_there = |(path, device, inode): &(PathBuf, u64, u64)| {
            fs::metadata(path).is_ok_and(|met| (met.dev(), met.ino()) == (*device, *inode))
        };
        self.opened.iter().all(is_there) && self.is_not_overwritten()
    }

    /// Returns `false` if another file was copied into this one: it then has fewer commits.
    fn is_not_overwritten(&self) -> bool {
        let Ok(Some(Header { commits, .. })) = Header::read(self.main) else { return false };
        self.commits.fetch_max(commits, Ordering::Relaxed) <= commits
    }

    /// Records the number of commits.
    pub(crate) fn record(&self, commits: u32) -> io::Result<()> {
        let mut state = self.state();
        if commits <= state.commits {
            return Ok(());
        }
        *state = State { commits, ..*state };
        self.state_file.write(&state)
    }

    /// Records that the database is closed, unless another process still has it open, and releases the lock.
    pub(crate) fn record_closed(&self) -> io::Result<()> {
        // The last to close the database deletes its log.
        if self.opened[1].0.exists() {
            return self.state_file.unlock();
        }
        let met = fs::metadata(&self.file)?;
        let commits = Header::read(self.main)?.map_or(0, |header| header.commits);
        let mut state = self.state();
        *state = State { commits, closed: Some((&met).into()), ..*state };
        self.state_file.write(&state)?;
        self.state_file.unlock()
    }

    /// Returns `true` if another file was here before this one, and caches are not invalidated yet.
    pub(crate) fn is_other(&self) -> bool {
        self.state().is_other
    }

    /// Records that caches are invalidated.
    pub(crate) fn record_history(&self) -> io::Result<()> {
        let mut state = self.state();
        *state = State { is_other: false, ..*state };
        self.state_file.write(&state)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns `true` if the file is missing or empty. A full or lost disk leaves an empty file, of which SQLite would make a new
/// database.
fn is_missing(file: &Path) -> io::Result<bool> {
    match fs::metadata(file) {
        Ok(met) => Ok(met.len() == 0),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn refuse_to_replace(file: &Path, if_missing: IfMissing) -> Result<(), OpenError> {
    let shown = file.display().to_string();
    match sign_of_a_database(file) {
        Ok(Some(sign)) => Err(OpenError::Lost { file: shown, sign: sign.display().to_string() }),
        Ok(None) if if_missing == IfMissing::Fail => Err(OpenError::NoDatabase { file: shown }),
        Ok(None) => Ok(()),
        Err(source) => Err(OpenError::Unreadable { file: shown, source }),
    }
}

/// Returns a file that proves that there was a database here.
fn sign_of_a_database(file: &Path) -> io::Result<Option<PathBuf>> {
    let state = StateFile::path_for(file);
    if state.exists() && StateFile::open(&state)?.read()?.is_some() {
        return Ok(Some(state));
    }
    let log = beside(file, "-wal");
    Ok((Log::read(&log)? != Log::Empty).then_some(log))
}

/// Returns the header that the database has once its log is replayed, and `true` if the log is proven to be its own.
async fn newest_header(file: &Path) -> Result<(Header, bool), OpenError> {
    let shown = || file.display().to_string();
    let unreadable = |source| OpenError::Unreadable { file: shown(), source };
    let log_file = beside(&fs::canonicalize(file).map_err(unreadable)?, "-wal");
    let main = header::open(file).map_err(unreadable)?;
    // Where another process writes, the two are read at two moments: only a lasting mismatch is an error.
    for _ in 0..LOOKS {
        let header = Header::read(main).map_err(unreadable)?.ok_or_else(|| OpenError::NotSqlite { file: shown() })?;
        let log = Log::read(&log_file).map_err(unreadable)?;
        match log {
            Log::Empty => return Ok((header, true)),
            Log::Unknown => return Ok((header, false)),
            Log::Commits { first, last } if log::continues(header, first, last) => return Ok((last, true)),
            Log::Commits { .. } => sleep(PAUSE).await,
        }
    }
    Err(OpenError::ForeignLog { file: shown(), log: log_file.display().to_string() })
}

/// Returns `true` if this is the file that was closed here, or the one that was open when a process crashed.
fn is_the_same(file: &Path, newest: Header, known: &State) -> bool {
    let Ok(met) = fs::metadata(file) else { return false };
    let is_as_left = match &known.closed {
        Some(closed) => *closed == (&met).into() && newest.commits == known.commits,
        None => newest.commits >= known.commits,
    };
    met.ino() == known.inode && is_as_left
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
