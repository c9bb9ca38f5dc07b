//! Product exports of other shops, as neutral structures.
//!
//! A [`FeedReader`] recognises the format by the header ([`FeedFormat`]) and iterates over products, each with its
//! variants, pictures and further facts ([`FeedProduct`]). [`ProductFeed::read`] returns all of a small file. A
//! [`ColumnMap`] describes any other spreadsheet. A value without a place is reported ([`NotKept`]), a faulty one is an
//! error ([`RowError`]), both with line and column; no value is dropped silently, except values that state what
//! the format assumes anyway.
//!
//! Amounts stay decimal strings, since the number of decimals depends on the currency. Descriptions become Markdown. SKUs
//! and handles are as in the file, also if they are empty.
//!
//! Files may be UTF-8, UTF-16 with a byte order mark, or Windows-1252, separated by commas, semicolons or tabs, with
//! line breaks of any system.
//!
//! ```
//! use std::io::Cursor;
//! use product_csv::{FeedOptions, ProductFeed};
//!
//! let file = "Handle,Title,Variant SKU,Variant Price\nmug,Mug,M-1,12.50\n";
//! let feed = ProductFeed::read(Cursor::new(file), FeedOptions::default())?;
//! assert_eq!(feed.products[0].variants[0].prices[0].amount, "12.50");
//! # Ok::<(), product_csv::FeedError>(())
//! ```

mod cells;
mod column_map;
mod columns;
mod description;
mod encoding;
mod error;
mod feed;
mod format;
mod groups;
mod layout;
mod mapped;
mod measure;
mod notes;
mod product;
mod reader;
mod shopify;
mod table;
mod vendure;
mod woocommerce;

#[cfg(test)]
mod tests;

pub use column_map::{ColumnMap, ColumnMapError};
pub use error::FeedError;
pub use feed::{
    FeedAttribute, FeedImage, FeedOption, FeedPrice, FeedProduct, FeedReference, FeedStatus, FeedStock, FeedText,
    FeedVariant, PriceKind,
};
pub use format::FeedFormat;
pub use notes::{NotKept, RowError};
pub use reader::{FeedEntry, FeedOptions, FeedReader, ProductFeed};
