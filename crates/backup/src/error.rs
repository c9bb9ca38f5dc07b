use std::io;

/// The reason why a backup was not written.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database can't be read.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The storage of the pictures can't be read.
    #[error(transparent)]
    Pictures(#[from] pictures::StorageError),
    /// The file can't be written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The operating system's error.
        source: io::Error,
    },
}

/// The reason why a backup was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The file can't be read.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The operating system's error.
        source: io::Error,
    },
    /// The file is not a backup, or its first entry is damaged.
    #[error("{0} is no backup that `vitrine backup` has written")]
    NotABackup(String),
    /// The file has another version of the format.
    #[error("the backup has the format {0}, and this version of Vitrine reads {expected}", expected = crate::FORMAT)]
    OtherFormat(String),
    /// The file is damaged or incomplete.
    #[error("the backup is damaged: {0}; nothing was restored. Take another one")]
    Damaged(String),
    /// The database was not created.
    #[error(transparent)]
    Rebuild(#[from] database::RebuildError),
    /// A picture was not stored.
    #[error(transparent)]
    Pictures(#[from] pictures::StorageError),
}
