//! Faults of a file as a whole.

/// A fault that ends the reading of a file.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The file can't be read.
    #[error("the file can't be read: {0}")]
    Io(#[from] std::io::Error),
    /// The file is empty.
    #[error("the file is empty: its first line must name the columns")]
    Empty,
    /// The bytes are text in no encoding that is detected.
    #[error(
        "line {line} is neither UTF-8 nor Windows-1252: save the file as \"CSV UTF-8\", or set `encoding` in a column map"
    )]
    Encoding {
        /// The line of the first such byte.
        line: u64,
    },
    /// The bytes are not text in the encoding that the column map or a byte order mark names.
    #[error("the file is not {0} throughout: correct `encoding` in the column map, or save the file as \"CSV UTF-8\"")]
    NotInEncoding(&'static str),
    /// The header is that of no known format.
    #[error("the columns are not those of Shopify, WooCommerce or Vendure: name them in a column map. They are: {0}")]
    UnknownFormat(String),
    /// A column that the column map names is not in the file.
    #[error("the column map names the column {name:?} for {field}, which the file lacks. It has: {columns}")]
    NoSuchColumn {
        /// The column's name in the map.
        name: String,
        /// The field that it is for.
        field: String,
        /// The columns of the file.
        columns: String,
    },
    /// A row is too long to be one.
    #[error("the row that begins in line {line} is longer than 16 MiB: a quotation mark is probably not closed")]
    RowTooLong {
        /// The line in which the row begins.
        line: u64,
    },
    /// The file ends within quotation marks.
    #[error("the row that begins in line {line} has a quotation mark that is never closed: the file may be cut off")]
    UnclosedQuote {
        /// The line in which the row begins.
        line: u64,
    },
}
