use std::{error::Error, io, net::SocketAddr};

use crate::{ConfigError, FilesError};

/// Why a command came to nothing, in words for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The settings are wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The built files are not there.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] database::OpenError),
    /// The database is there, and nobody has made a shop of it.
    #[error(
        "there is no shop in this database: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup"
    )]
    NoShop,
    /// The schema is not this program's.
    #[error(transparent)]
    Schema(#[from] database::MigrateError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// The file was refused, or the shop could not be read beside it.
    #[error(transparent)]
    Plan(#[from] interchange::PlanError),
    /// The import failed.
    #[error(transparent)]
    Import(#[from] interchange::ImportError),
    /// The commit failed, and the shop is as it was.
    #[error("nothing was imported: the database failed at the end of the write, and the shop is as it was before")]
    NotWritten(#[source] database::Error),
    /// The commit failed, and the database does not answer since.
    #[error(
        "the database failed at the end of the write and does not answer, so that nobody can tell whether the import is \
        there: import the file once more when it answers; what is there already stays as it is"
    )]
    Unconfirmed(#[source] database::Error),
    /// A file has another ending than those we know.
    #[error("{0} is neither JSON nor CSV by its name; give a file that ends in .json or .csv")]
    Ending(String),
    /// A file can't be read or written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// A folder can't be written.
    #[error("the folder {folder} can't be written: {source}; make it writable, or name another in `{setting}`")]
    Folder {
        /// The folder.
        folder: String,
        /// The setting that names it.
        setting: &'static str,
        /// What the operating system said.
        source: io::Error,
    },
    /// The shop's pictures are elsewhere.
    #[error(
        "the folder {folder} has none of the {pictures} pictures that the shop has; mount or restore it, or name the right \
        one in `pictures`"
    )]
    PicturesLost {
        /// The folder.
        folder: String,
        /// How many the database knows.
        pictures: usize,
    },
    /// Another program has the port.
    #[error("another program listens on {0}; stop it, or write another address in `listen`")]
    PortInUse(SocketAddr),
    /// The port can't be had for another reason.
    #[error("nothing can listen on {address}: {source}; write another address in `listen`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the operating system said.
        source: io::Error,
    },
    /// Nobody serves the shop where the settings say.
    #[error(
        "the server at {address} does not tell: {cause}; start it with `vitrine serve`, or name another in `listen`"
    )]
    NotServing {
        /// Where it was looked for.
        address: SocketAddr,
        /// What came instead.
        cause: String,
    },
    /// An address is no page's.
    #[error(
        "no page is kept under {0}; write a page's own address, such as /en-ae/p/dune-vase, with no more of a query than the page reads"
    )]
    NoPage(String),
    /// An address leads to another one.
    #[error("{address} has moved; ask for {location}")]
    PageElsewhere {
        /// What was asked for.
        address: String,
        /// Where it leads.
        location: String,
    },
    /// There is no backup.
    #[error(transparent)]
    Backup(#[from] backup::BackupError),
    /// The backup was not restored.
    #[error(transparent)]
    Restore(#[from] backup::RestoreError),
    /// The backup lacks pictures that the storage lacks.
    #[error("the backup is written, without {0} pictures that are lost: bring them again, and back up once more")]
    Incomplete(usize),
    /// The picture storage can't be used.
    #[error(transparent)]
    Pictures(#[from] pictures::StorageError),
    /// A file's renditions can't be made.
    #[error("{picture}: {source}")]
    Rendition {
        /// The file.
        picture: String,
        /// What went wrong.
        source: pictures::RenditionError,
    },
    /// Pictures are not what they should be.
    #[error("{0} of the shop's pictures are not whole")]
    Faulty(usize),
    /// Signals can't be received, or threads not be made.
    #[error("the process can't be set up: {0}")]
    Runtime(#[source] io::Error),
}

impl CommandError {
    /// The sentence, followed by its causes where it does not tell them itself.
    pub fn told(&self) -> String {
        let causes = std::iter::successors(self.source(), |error| (*error).source());
        causes
            .map(ToString::to_string)
            .fold(self.to_string(), |told, cause| if told.contains(&cause) { told } else { format!("{told}: {cause}") })
    }
}
