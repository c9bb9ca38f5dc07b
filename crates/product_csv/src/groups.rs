//! The rows of each product.

mod variations;

use std::io::{Read, Seek};

use encoding_rs::Encoding;

use crate::{
    FeedError, FeedFormat, RowError,
    layout::Layout,
    notes::row_error,
    product::Group,
    table::{Row, Table},
    woocommerce,
};
use variations::Variations;

/// The most rows of one product.
const MOST_ROWS: usize = 10_000;

/// The rows of a product, and faults that prevent it.
#[derive(Default)]
pub(crate) struct GroupResult {
    pub(crate) group: Group,
    pub(crate) errors: Vec<RowError>,
}

/// Groups rows by product.
pub(crate) struct Groups<R: Read + Seek> {
    table: Table<R>,
    /// The rows of the product that is being read.
    current: GroupResult,
    /// The products and variations that wait for each other, where they may be apart.
    variations: Option<Variations>,
    is_at_end: bool,
}

impl GroupResult {
    pub(crate) fn add(&mut self, row: Row, columns: usize) {
        if row.cells.iter().skip(columns).any(|cell| !cell.trim().is_empty()) {
            let message = format!(
                "the row has {} values for {columns} columns: put values that contain the delimiter in quotation marks",
                row.cells.len()
            );
            self.errors.push(row_error(row.line, message));
        }
        if self.group.rows.len() == MOST_ROWS {
            self.errors.push(row_error(row.line, format!("a product has at most {MOST_ROWS} rows")));
        }
        if self.group.rows.len() < MOST_ROWS {
            self.group.rows.push(row);
        }
    }
}

impl<R: Read + Seek> Groups<R> {
    /// Prepares to read from the first row on.
    pub(crate) fn new(mut table: Table<R>, layout: &Layout) -> Result<Self, FeedError> {
        let mut variations = None;
        if layout.format() == Some(FeedFormat::WooCommerce) {
            variations = Some(Variations::count(&mut table, &layout.columns)?);
            table = table.rewind()?;
        }
        Ok(Self { table, current: GroupResult::default(), variations, is_at_end: false })
    }

    /// Returns the encoding.
    pub(crate) const fn encoding(&self) -> &'static Encoding {
        self.table.encoding()
    }

    /// Returns the rows of the next product.
    pub(crate) fn next(&mut self, layout: &Layout) -> Result<Option<GroupResult>, FeedError> {
        while !self.is_at_end {
            let Some(row) = self.table.next_row()? else {
                self.is_at_end = true;
                break;
            };
            let complete = match &mut self.variations {
                Some(variations) => variations.add(woocommerce::unescape_row(row), &layout.columns),
                None => self.add(row, layout),
            };
            if complete.is_some() {
                return Ok(complete);
            }
        }
        let last = std::mem::take(&mut self.current);
        let last = (!last.group.rows.is_empty()).then_some(last);
        Ok(last.or_else(|| self.variations.as_mut().and_then(Variations::next_incomplete)))
    }

    /// Adds a row to the product, and returns the one before if the row begins another.
    fn add(&mut self, row: Row, layout: &Layout) -> Option<GroupResult> {
        let begins = self.current.group.rows.is_empty() || layout.begins(&row, &self.current.group);
        let before = if begins { std::mem::take(&mut self.current) } else { GroupResult::default() };
        if !begins {
            self.current.add(row, layout.columns.len());
            return None;
        }
        self.current.add(row, layout.columns.len());
        (!before.group.rows.is_empty()).then_some(before)
    }
}
