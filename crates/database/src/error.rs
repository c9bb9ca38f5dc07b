/// The failure of a statement, by what a caller can do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database can't be reached, or is too busy to answer. The caller may retry soon.
    #[error("the database is not available{}", advice(.0))]
    Unavailable(#[source] sqlx::Error),
    /// A named constraint refused the change; the text is the engine's own.
    #[error("the change breaks a rule of the database: {0}")]
    Constraint(String),
    /// Something was written before a reader of an earlier state had begun. The caller may retry at once with a new reader.
    #[error("something was written meanwhile")]
    Overtaken,
    /// The database file is no longer the one that was opened; writes would be lost.
    #[error(
        "the database file {0} was deleted, moved or replaced while it is open, so nothing is written: put it back, or stop \
        the server and restore a backup with `vitrine restore`"
    )]
    FileReplaced(String),
    /// Another process makes a large write, such as an import, and has not finished it in time.
    #[error("an import or another large write is under way on this database; try again when it is done")]
    LargeWriteRunning,
    /// A defect in this program: a statement or a row is not as the code expects.
    #[error("a database statement failed")]
    Internal(#[source] sqlx::Error),
}

/// The reason why the database could not be opened.
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
        /// The operating system's error.
        source: std::io::Error,
    },
    /// There is no database file, and no sign that there was one.
    #[error(
        "there is no database {file}: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup"
    )]
    NoDatabase {
        /// The file.
        file: String,
    },
    /// There is no database file, or an empty one, and another file proves that a database was there.
    #[error(
        "the database {file} is lost, which {sign} says was here: put the file back, or restore a backup with \
        `vitrine restore`; to begin an empty shop, remove {sign}"
    )]
    Lost {
        /// The file.
        file: String,
        /// The file that proves it.
        sign: String,
    },
    /// Another process is restoring a backup to the file.
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
        /// The operating system's error.
        source: std::io::Error,
    },
    /// The file is not a SQLite database.
    #[error("{file} is not a SQLite database; name another file in `database`, or put the database back")]
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
    /// The file was put back, and is damaged.
    #[error(
        "the database {file} is damaged: {finding}. Nothing was changed. Restore a backup with `vitrine restore --replace`"
    )]
    Damaged {
        /// The file.
        file: String,
        /// The first damage found.
        finding: String,
    },
    /// The engine refused.
    #[error("the database {address} can't be opened: {source}")]
    Engine {
        /// The address, without its password.
        address: String,
        /// The engine's error.
        source: sqlx::Error,
    },
    /// The address is not that of a Redis server.
    #[error("Redis can't be used: {0}; write redis://HOST:6379 or rediss://USER:PASSWORD@HOST:6379")]
    Redis(#[source] redis::RedisError),
    /// SQLite needs no Redis.
    #[error(
        "processes that share a SQLite file need no Redis to learn of each other's writes; remove `redis` from the settings"
    )]
    RedisBesideSqlite,
}

/// The reason why the schema could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// A newer version of this program has migrated the database.
    #[error(
        "the database was made by a newer version of Vitrine (migration {0}); start that version, or restore a backup"
    )]
    Newer(i64),
    /// A migration was changed after it ran.
    #[error("migration {0} has been changed after it ran on this database; restore the program it was made with")]
    Changed(i64),
    /// The schema is older than this program's.
    #[error("the database lacks {0} migrations; run `vitrine migrate`")]
    Behind(usize),
    /// The engine refused.
    #[error("a migration failed: {0}")]
    Failed(#[source] sqlx::migrate::MigrateError),
}

impl Error {
    /// Returns the error for a database that has not answered in time, or is not expected to.
    pub fn no_answer() -> Self {
        Self::Unavailable(std::io::Error::from(std::io::ErrorKind::TimedOut).into())
    }

    /// Returns `true` if the error means that the database as a whole is unavailable.
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

    /// Returns `true` if a rival's write made this one fail, so that the same transaction may succeed at once: a deadlock or
    /// a serialisation failure of PostgreSQL, or a row that is no longer as it was read.
    pub fn is_lost_to_rival(&self) -> bool {
        match self {
            Self::Overtaken => true,
            Self::Unavailable(sqlx::Error::Database(refusal)) => {
                let code = refusal.code();
                let of_postgres = refusal.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some();
                of_postgres && code.is_some_and(|code| ["40001", "40P01"].contains(&&*code))
            }
            _ => false,
        }
    }

    /// Returns the error for a missing row that the code itself has written: a defect.
    pub const fn missing_row() -> Self {
        Self::Internal(sqlx::Error::RowNotFound)
    }

    /// Returns the error for a column whose value this program never writes: a defect.
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

/// Returns the words for a failure that only the operator can end, and nothing for others.
fn advice(error: &sqlx::Error) -> &'static str {
    let is_full = error.as_database_error().is_some_and(is_disk_full);
    if is_full { ": its disk is full, make room there" } else { "" }
}

fn is_disk_full(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    let Some(code) = refusal.code() else { return false };
    if refusal.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        return code == "53100";
    }
    code.parse::<u32>().is_ok_and(|code| code & 0xff == 13)
}

/// Returns `true` for errors that pass by themselves. PostgreSQL: class 08 (connection), 40 (lost to a rival), 53 (resources), 55P03
/// (a lock that another writer holds), 57P (shutting down). SQLite: BUSY, IOERR, FULL, CANTOPEN and
/// READONLY with their extended codes, which keep the primary one in the low byte.
fn is_passing(refusal: &dyn sqlx::error::DatabaseError) -> bool {
    let Some(code) = refusal.code() else { return false };
    if refusal.try_downcast_ref::<sqlx::postgres::PgDatabaseError>().is_some() {
        return ["08", "40", "53", "55P03", "57P"].iter().any(|class| code.starts_with(class));
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
