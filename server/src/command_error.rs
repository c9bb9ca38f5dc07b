use std::{error::Error, io, net::SocketAddr};

use crate::{ConfigError, FilesError};

/// An error that ended a command. Its text is for the operator: what failed, why, and what to do.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The settings are wrong.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Traces can't be sent to the endpoint.
    #[error("sending traces to `otlp_endpoint` can't begin: {0}")]
    Traces(#[from] opentelemetry_otlp::ExporterBuildError),
    /// The built files are missing or can't be read.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] database::OpenError),
    /// The database is empty: it has no shop's schema.
    #[error(
        "there is no shop in this database: `vitrine migrate` makes an empty one, and `vitrine restore` one from a backup"
    )]
    NoShop,
    /// The shop has no setup.
    #[error("the shop has no setup yet: import a document with \"setup\" first")]
    NoSetup,
    /// The shop has no such locale.
    #[error("the shop has no locale \"{0}\"; its locales are {1}")]
    UnknownLocale(String, String),
    /// A file is not a cart.
    #[error("{file}: {source}; a cart is {{\"lines\": [{{\"sku\": \"…\", \"quantity\": 1}}]}}")]
    Cart {
        /// The file.
        file: String,
        /// The fault.
        source: serde_json::Error,
    },
    /// The cart has no price.
    #[error(transparent)]
    Quote(checkout::CheckoutError),
    /// The quote can't be written as JSON.
    #[error("the quote can't be written: {0}")]
    QuoteDocument(serde_json::Error),
    /// The schema is of another version of the program.
    #[error(transparent)]
    Schema(#[from] database::MigrateError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// No variant has this SKU.
    #[error("no variant has the SKU {0}; `vitrine stock show` lists those that the shop has")]
    UnknownSku(String),
    /// No gift card has this code or number.
    #[error(
        "there is no gift card {0}; write its code, or its number as `vitrine gift-card issue` prints it, such as 12"
    )]
    UnknownGiftCard(String),
    /// The text is not an amount that a gift card can have.
    #[error("\"{amount}\" is not an amount above zero: {reason}")]
    GiftCardAmount {
        /// The text.
        amount: String,
        /// The fault.
        reason: String,
    },
    /// The date is over or unreadable.
    #[error("a gift card can't expire at \"{0}\"; write a day that is to come, such as 2030-12-31")]
    GiftCardExpiry(String),
    /// The rules of stock refuse the command.
    #[error(transparent)]
    Stock(inventory::StockRefusal),
    /// An order can't be found or changed.
    #[error(transparent)]
    Order(#[from] crate::staff_orders::StaffOrderError),
    /// The file was refused, or the shop could not be read beside it.
    #[error(transparent)]
    Plan(#[from] import_export::PlanError),
    /// The product file of another shop can't be read.
    #[error("{file}: {source}")]
    ProductFile {
        /// The file.
        file: String,
        /// The fault.
        source: product_csv::FeedError,
    },
    /// The column map of a spreadsheet can't be read.
    #[error("{file}: {source}")]
    ColumnMap {
        /// The file.
        file: String,
        /// The fault.
        source: product_csv::ColumnMapError,
    },
    /// The product file does not fit the shop.
    #[error(transparent)]
    Convert(#[from] product_import::ConvertError),
    /// An option of product files beside another file.
    #[error("{0} is a file of this shop's own format, which needs no {1}; leave it out")]
    NeedlessOption(String, &'static str),
    /// The import failed.
    #[error(transparent)]
    Import(#[from] import_export::ImportError),
    /// The commit failed, and the shop is as it was.
    #[error("nothing was imported: the database failed to commit, and the shop is unchanged")]
    NotWritten(#[source] database::Error),
    /// The commit failed, and the database does not answer since.
    #[error(
        "the database failed to commit and does not answer, so that it is unknown if the import is in the shop: import the \
        file again when the database answers; entries that are in the shop already stay as they are"
    )]
    Unconfirmed(#[source] database::Error),
    /// The shop was not exported to a folder.
    #[error(transparent)]
    Export(#[from] import_export::ExportError),
    /// The export lacks pictures that the storage lacks.
    #[error(
        "the export is written without {0} pictures whose sources are lost: import or upload them again, and export again"
    )]
    IncompleteExport(usize),
    /// A file's name ends in neither `.json` nor `.csv`.
    #[error("{0} ends in neither .json nor .csv; name a file that does, or a folder with a slash at its end")]
    Ending(String),
    /// A file can't be read or written.
    #[error("{file}: {source}")]
    File {
        /// The file.
        file: String,
        /// The operating system's error.
        source: io::Error,
    },
    /// The folder of a new shop has files.
    #[error("the folder {0} is not empty; name a new one")]
    NotEmpty(String),
    /// A new shop lacks options, and nobody can be asked.
    #[error("without a terminal, `vitrine new` can't ask: add {0}; `vitrine new --help` describes them")]
    NewNeeds(String),
    /// The terminal can't be read or written.
    #[error("the terminal can't be read: {0}; give the answers as options, see `vitrine new --help`")]
    Terminal(io::Error),
    /// The answers make no setup.
    #[error("no shop can be made of these answers: {}", joined(.0))]
    NewSetup(Vec<setup::SetupError>),
    /// The example of a new shop is not a document.
    #[error("the example shop of this program is faulty: {0}")]
    NewDocument(serde_json::Error),
    /// A folder can't be written.
    #[error("the folder {folder} can't be written: {source}; make it writable, or name another in `{setting}`")]
    Folder {
        /// The folder.
        folder: String,
        /// The setting that names it.
        setting: &'static str,
        /// The operating system's error.
        source: io::Error,
    },
    /// The folder of pictures has none of the shop's pictures.
    #[error(
        "the folder {folder} has none of the {pictures} pictures that the shop has; mount or restore it, or name the right \
        one in `pictures`"
    )]
    PicturesLost {
        /// The folder.
        folder: String,
        /// The number of pictures in the database.
        pictures: usize,
    },
    /// Another program listens on the port.
    #[error("another program listens on {0}; stop it, or write another address in `listen`")]
    PortInUse(SocketAddr),
    /// The port can't be opened for another reason.
    #[error("listening on {address} failed: {source}; write another address in `listen`")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The operating system's error.
        source: io::Error,
    },
    /// No server answers at the address of the settings.
    #[error(
        "the server at {address} did not return its metrics: {cause}; start it with `vitrine serve`, or name another in `listen`"
    )]
    NotServing {
        /// The address.
        address: SocketAddr,
        /// The answer or error.
        cause: String,
    },
    /// An address that no cached page has.
    #[error(
        "no page is cached under {0}; write a page's canonical address, such as /en-ae/p/dune-vase, with only those parameters that the page reads"
    )]
    NoPage(String),
    /// An address that redirects.
    #[error("{address} redirects to {location}; use that address")]
    PageElsewhere {
        /// The address.
        address: String,
        /// The address that it redirects to.
        location: String,
    },
    /// The backup was not written.
    #[error(transparent)]
    Backup(#[from] backup::BackupError),
    /// The backup was not restored.
    #[error(transparent)]
    Restore(#[from] backup::RestoreError),
    /// The backup lacks pictures that the storage does not have.
    #[error(
        "the backup is written without {0} pictures whose sources are lost: import or upload them again, and back up again"
    )]
    Incomplete(usize),
    /// The picture storage can't be used.
    #[error(transparent)]
    Pictures(#[from] pictures::StorageError),
    /// A file's renditions can't be made.
    #[error("{picture}: {source}")]
    Rendition {
        /// The file.
        picture: String,
        /// The error.
        source: pictures::RenditionError,
    },
    /// Pictures are damaged or missing.
    #[error("{0} of the shop's pictures are damaged or missing")]
    Faulty(usize),
    /// Signals can't be received, or threads not be made.
    #[error("starting the process failed: {0}")]
    Runtime(#[source] io::Error),
}

impl CommandError {
    /// Returns the error's text, followed by its causes unless the text contains them.
    pub fn message_with_causes(&self) -> String {
        let causes = std::iter::successors(self.source(), |error| (*error).source());
        causes.map(ToString::to_string).fold(self.to_string(), |message, cause| {
            if message.contains(&cause) { message } else { format!("{message}: {cause}") }
        })
    }
}

fn joined(errors: &[setup::SetupError]) -> String {
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
