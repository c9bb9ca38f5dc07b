//! Reading a file, one product after the other.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
    io::{Read, Seek},
};

use crate::{
    ColumnMap, FeedError, FeedFormat, FeedProduct, NotKept, RowError,
    groups::{GroupResult, Groups},
    layout::Layout,
    notes::{Notes, row_error},
    table::Table,
};

/// Settings of a reader.
#[derive(Clone, Debug, Default)]
pub struct FeedOptions {
    /// The columns of a spreadsheet. Without it, the format is recognised by the header.
    pub map: Option<ColumnMap>,
    /// The language to read where a file has texts in several, as its columns name it: `en`.
    pub language: Option<String>,
}

/// A product that was read, and the reports about its rows.
#[derive(Debug, Default)]
pub struct FeedEntry {
    /// The product; `None` if a fault in `errors` prevents it, or if it is a value in `not_kept`.
    pub product: Option<FeedProduct>,
    /// The values of its rows that have no place in it.
    pub not_kept: Vec<NotKept>,
    /// The faults of its rows.
    pub errors: Vec<RowError>,
}

/// All products of a file, for files that fit in memory.
#[derive(Debug, Default)]
pub struct ProductFeed {
    /// The products.
    pub products: Vec<FeedProduct>,
    /// The values that have no place in them.
    pub not_kept: Vec<NotKept>,
    /// The faults.
    pub errors: Vec<RowError>,
}

/// An iterator over the products of a file.
///
/// Memory holds one product at a time, and 16 to 32 bytes per product to notice one that returns. Of a WooCommerce file it
/// holds the products whose variations are not complete yet. Reading starts with one pass that detects the encoding;
/// of a WooCommerce file, another counts variations.
///
/// After an [`FeedError`] there are no more products, and those before may be incomplete: the file is to be refused.
pub struct FeedReader<R: Read + Seek> {
    groups: Groups<R>,
    layout: Layout,
    /// The first line of each product, by the hash of its handle.
    lines: HashMap<u64, u64>,
    is_done: bool,
}

impl ProductFeed {
    /// Reads a whole file.
    pub fn read<R: Read + Seek>(source: R, options: FeedOptions) -> Result<Self, FeedError> {
        let mut feed = Self::default();
        for entry in FeedReader::open(source, options)? {
            let FeedEntry { product, not_kept, errors } = entry?;
            feed.products.extend(product);
            feed.not_kept.extend(not_kept);
            feed.errors.extend(errors);
        }
        Ok(feed)
    }
}

impl<R: Read + Seek> FeedReader<R> {
    /// Detects encoding, delimiter and format.
    pub fn open(source: R, options: FeedOptions) -> Result<Self, FeedError> {
        let FeedOptions { map, language } = options;
        let (encoding, delimiter) = map.as_ref().map_or((None, None), |map| (map.encoding, map.delimiter));
        let table = Table::open(source, encoding, delimiter)?;
        let layout = Layout::of(table.header(), map, language.as_deref())?;
        let groups = Groups::new(table, &layout)?;
        Ok(Self { groups, layout, lines: HashMap::new(), is_done: false })
    }

    /// Returns the format; `None` for a spreadsheet with a column map.
    pub fn format(&self) -> Option<FeedFormat> {
        self.layout.format()
    }

    /// Returns the name of the encoding, such as `UTF-8` or `windows-1252`.
    pub fn encoding(&self) -> &'static str {
        self.groups.encoding().name()
    }

    fn entry(&mut self, result: GroupResult) -> FeedEntry {
        let GroupResult { group, errors } = result;
        let mut notes = Notes { not_kept: Vec::new(), errors };
        let product = if notes.errors.is_empty() { self.layout.build(&group, &mut notes) } else { None };
        let product = product.filter(|product| self.is_new(product, &mut notes));
        FeedEntry { product, not_kept: notes.not_kept, errors: notes.errors }
    }

    /// Refuses a product whose handle another one has.
    fn is_new(&mut self, product: &FeedProduct, notes: &mut Notes) -> bool {
        if product.handle.is_empty() {
            return true;
        }
        let mut hasher = DefaultHasher::new();
        product.handle.hash(&mut hasher);
        match self.lines.entry(hasher.finish()) {
            Entry::Vacant(entry) => {
                entry.insert(product.line);
                true
            }
            Entry::Occupied(entry) => {
                let message = format!(
                    "the handle {:?} was already in line {}: move the rows of a product below each other",
                    product.handle,
                    entry.get()
                );
                notes.errors.push(row_error(product.line, message));
                false
            }
        }
    }
}

impl<R: Read + Seek> Iterator for FeedReader<R> {
    type Item = Result<FeedEntry, FeedError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.groups.next(&self.layout) {
            Ok(Some(result)) => Some(Ok(self.entry(result))),
            Ok(None) => {
                self.is_done = true;
                None
            }
            Err(error) => {
                self.is_done = true;
                Some(Err(error))
            }
        }
    }
}
