use std::io;

/// Why there is no backup.
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
        /// What the operating system said.
        source: io::Error,
    },
}

/// Why a backup was not restored.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The file can't be read.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// The file is something else, or not even its beginning is whole.
    #[error("{0} is no backup that `vitrine backup` has written")]
    NotABackup(String),
    /// The file is of another version of the format.
    #[error("the backup has the format {0}, and this version of Vitrine reads {expected}", expected = crate::FORMAT)]
    OtherFormat(String),
    /// The file is not whole.
    #[error("the backup is damaged: {0}; nothing was restored. Take another one")]
    Damaged(String),
    /// The database was not made.
    #[error(transparent)]
    Rebuild(#[from] database::RebuildError),
    /// A picture was not kept.
    #[error(transparent)]
    Pictures(#[from] pictures::StorageError),
}
