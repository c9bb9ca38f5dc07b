/// Why a statement failed, as far as a caller can act on it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be reached, or is too busy to answer: worth another try soon.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// A named constraint refused the change; the text is the engine's own.
    #[error("the change breaks a rule of the database: {0}")]
    Constraint(String),
    /// Something was written before a reader that was to see an earlier state had begun: worth another try at once, with a
    /// reader of its own state.
    #[error("something was written meanwhile")]
    Overtaken,
    /// The database file is no longer the one that was opened; what is written now would be lost.
    #[error(
        "the database file {0} was deleted, moved or replaced while it is open, so nothing is written: put it back, or stop \
        the server and restore a backup with `vitrine restore`"
    )]
    FileReplaced(String),
    /// Another process makes a large write, such as an import, and does not come to its end.
    #[error("an import or another large write is under way on this database; try again when it is done")]
    LargeWriteRunning,
    /// A defect of ours: a statement or a row that is not what the code expects.
    #[error("a database statement failed")]
    Internal(#[source] sqlx::Error),
}

/// Why the database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address names neither engine, or can't be read.
    #[error("database address: {0}; write sqlite:data/vitrine.db or postgres://user:password@host/name")]
    Address(String),
    /// The folder of the SQLite file can't be made or written.
    #[error(
        "the folder {folder} can't be used for the database: {source}; make it writable or name another in `database`"
    )]
    Folder {
        /// The folder that was tried.
        folder: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// There is no database file, and nothing tells that there was one.
    #[error(
        "there is no database {file}: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup"
    )]
    NoDatabase {
        /// The file.
        file: String,
    },
    /// There is no database file, or one without a byte, and something tells that a database was there.
    #[error(
        "the database {file} is lost, which {sign} says was here: put the file back, or restore a backup with \
        `vitrine restore`; to begin an empty shop, remove {sign}"
    )]
    Lost {
        /// The file.
        file: String,
        /// What tells of it.
        sign: String,
    },
    /// Another process puts a backup in the file's place.
    #[error("a backup is being restored to {file}; start again when that is done")]
    BeingRestored {
        /// The file.
        file: String,
    },
    /// A file of the database can't be read or written.
    #[error("the database {file} can't be opened: {source}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error("{file} is no SQLite database; name another file in `database`, or put the database back")]
    NotSqlite {
        /// The file.
        file: String,
    },
    /// The write-ahead log beside the file belongs to another state of the database.
    #[error(
        "the write-ahead log {log} does not belong to the database {file}: the file was put back without its log. Nothing \
        was changed. If {file} is the backup that the shop shall go on from, remove {log} and start again; what only the \
        log holds is lost then"
    )]
    ForeignLog {
        /// The file.
        file: String,
        /// Its log.
        log: String,
    },
    /// The file was put back, and is not whole.
    #[error(
        "the database {file} is damaged: {finding}. Nothing was changed. Restore a backup with `vitrine restore --replace`"
    )]
    Damaged {
        /// The file.
        file: String,
        /// The first fault.
        finding: String,
    },
    /// The engine refused.
    #[error("the database {address} can't be opened: {source}")]
    Engine {
        /// The address, without its password.
        address: String,
        /// What the engine said.
        source: sqlx::Error,
    },
    /// The address is none of a Redis.
    #[error("the Redis can't be used: {0}; write redis://HOST:6379 or rediss://USER:PASSWORD@HOST:6379")]
    Redis(#[source] redis::RedisError),
    /// There is nothing to tell.
    #[error("processes that share a SQLite file need no Redis to hear of each other's writes; leave `redis` out")]
    RedisBesideSqlite,
}

/// Why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer program has written here.
    #[error(
        "the database was made by a newer version of Vitrine (migration {0}); start that version, or restore a backup"
    )]
    Newer(i64),
    /// A migration that has run is no longer what it was.
    #[error("migration {0} has been changed after it ran on this database; restore the program it was made with")]
    Changed(i64),
    /// The schema is older than this program.
    #[error("the database lacks {0} migrations; run `vitrine migrate`")]
    Behind(usize),
    /// The engine refused.
    #[error("a migration failed: {0}")]
    Failed(#[source] sqlx::migrate::MigrateError),
}

impl Error {
    /// Nothing was answered in time, or no answer is expected.
    pub fn no_answer() -> Self {
        Self::Unavailable(std::io::Error::from(std::io::ErrorKind::TimedOut).into())
    }

    /// Whether it tells that the database as a whole does not answer.
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Unavailable(sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed) => true,
            Self::Unavailable(error) => is_server_gone(error),
            Self::Constraint(_)
            | Self::Overtaken
            | Self::FileReplaced(_)
            | Self::LargeWriteRunning
            | Self::Internal(_) => false,
        }
    }

    /// A row is not there that the code itself has written: a defect.
    pub const fn missing_row() -> Self {
        Self::Internal(sqlx::Error::RowNotFound)
    }

    /// A column holds what the code that wrote it never writes.
    pub fn defect(column: &str, error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(sqlx::Error::ColumnDecode { index: column.to_owned(), source: Box::new(error) })
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(refusal) if is_constraint(refusal.as_ref()) => {
                Self::Constraint(refusal.constraint().unwrap_or_else(|| refusal.message()).to_owned())
            }
            sqlx::Error::Database(refusal) if is_passing(refusal.as_ref()) => {
                Self::Unavailable(sqlx::Error::Database(refusal))
            }
            lost @ (sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed) => Self::Unavailable(lost),
            other => Self::Internal(other),
        }
    }
}

fn is_constraint(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    use sqlx::error::ErrorKind;
    !matches!(refusal.kind(), ErrorKind::Other)
}

/// PostgreSQL: class 08 (connection), 40 (lost to a rival), 53 (resources), 57P (shutting down). SQLite: BUSY, IOERR, FULL, CANTOPEN and
/// READONLY with their extended codes, which keep the primary one in the low byte.
fn is_passing(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    let Some(code) = refusal.code() else { return false };
    if refusal.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        return ["08", "40", "53", "57P"].iter().any(|class| code.starts_with(class));
    }
    code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 8 | 10 | 13 | 14))
}

/// Returns `true` if the failure of a connection means that the server is gone: it refuses, hangs up, is silent or is
/// shutting down or starting. Other errors concern this connection only.
pub(crate) fn is_server_gone(error: &sqlx::Error) -> bool {
    use std::io::ErrorKind::{
        BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset, TimedOut, UnexpectedEof,
    };
    match error {
        sqlx::Error::Io(error) => matches!(
            error.kind(),
            BrokenPipe | ConnectionAborted | ConnectionRefused | ConnectionReset | TimedOut | UnexpectedEof
        ),
        sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| code.starts_with("57P")),
        _ => false,
    }
}
