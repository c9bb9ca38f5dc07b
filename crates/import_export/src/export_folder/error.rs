use std::{io, path::Path};

/// The reason why a shop was not exported to a folder.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The folder holds files that no export has written.
    #[error(
        "the folder {0} holds files and is no export of a shop; name one that is empty, or one that is not there yet"
    )]
    NotAnExport(String),
    /// The path is that of a file.
    #[error("{0} is no folder; name one that is empty, or one that is not there yet")]
    NotAFolder(String),
    /// The name of the unfinished export is taken.
    #[error("{0} is in the way: an export is first written there; move it elsewhere")]
    InTheWay(String),
    /// Another process exports to the same folder.
    #[error("another export to this folder is under way in {0}; wait until it has ended")]
    UnderWay(String),
    /// The folder has a file that the export would overwrite and that no export has written.
    #[error(
        "{0} is in the folder, was written by no export, and has the name of a file of this one; move it elsewhere"
    )]
    Foreign(String),
    /// The folder can't be replaced in one step.
    #[error("the folder {folder} can't be replaced in one step: {source}; export to a folder that is not there yet")]
    NotReplaceable {
        /// The folder.
        folder: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// A file can't be read or written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The operating system's reason.
        source: io::Error,
    },
    /// The picture storage failed.
    #[error(transparent)]
    Storage(#[from] pictures::StorageError),
    /// The shop can't be read.
    #[error(transparent)]
    Database(#[from] database::Error),
}

impl ExportError {
    /// Returns the error of a file that can't be read or written.
    pub(crate) fn of_file(file: &Path) -> impl Fn(io::Error) -> Self + use<> {
        let file = file.display().to_string();
        move |source| Self::File { file: file.clone(), source }
    }
}
