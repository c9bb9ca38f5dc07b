//! The rows of a file of comma-separated values.

use std::io::{Read, Seek};

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::Encoding;

use crate::{
    FeedError,
    encoding::{NotEncoded, RowLength, Utf8Reader, detect},
};

/// A row with a value.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The line in which it begins, counted from 1.
    pub(crate) line: u64,
    pub(crate) cells: StringRecord,
}

/// The rows below the header.
pub(crate) struct Table<R: Read + Seek> {
    reader: csv::Reader<Utf8Reader<R>>,
    encoding: &'static Encoding,
    delimiter: u8,
    header: Vec<String>,
}

impl<R: Read + Seek> Table<R> {
    /// Detects encoding and delimiter, unless they are named, and reads the header.
    pub(crate) fn open(
        mut source: R,
        encoding: Option<&'static Encoding>,
        delimiter: Option<u8>,
    ) -> Result<Self, FeedError> {
        let encoding = detect(&mut source, encoding)?;
        let mut text = Utf8Reader::new(source, encoding)?;
        let delimiter = match delimiter {
            Some(delimiter) => delimiter,
            None => detect_delimiter(&mut text).map_err(|error| fault(error, 1))?,
        };
        Self::begin(text.into_inner(), encoding, delimiter)
    }

    /// Starts again below the header.
    pub(crate) fn rewind(self) -> Result<Self, FeedError> {
        Self::begin(self.reader.into_inner().into_inner(), self.encoding, self.delimiter)
    }

    fn begin(source: R, encoding: &'static Encoding, delimiter: u8) -> Result<Self, FeedError> {
        let text = Utf8Reader::new(source, encoding)?;
        let mut builder = ReaderBuilder::new();
        let mut reader = builder.delimiter(delimiter).flexible(true).has_headers(false).from_reader(text);
        let mut header = StringRecord::new();
        if !reader.read_record(&mut header).map_err(|error| csv_fault(error, 1))? {
            return Err(FeedError::Empty);
        }
        let header = header.iter().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        Ok(Self { reader, encoding, delimiter, header })
    }

    /// Returns the names of the columns.
    pub(crate) fn header(&self) -> &[String] {
        &self.header
    }

    /// Returns the encoding.
    pub(crate) const fn encoding(&self) -> &'static Encoding {
        self.encoding
    }

    /// Returns the next row that has a value.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, FeedError> {
        let mut cells = StringRecord::new();
        loop {
            let before = self.reader.position().line();
            self.reader.get_mut().begin_row();
            if !self.reader.read_record(&mut cells).map_err(|error| csv_fault(error, before))? {
                return Ok(None);
            }
            let breaks = cells.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count() as u64;
            let end = self.reader.position().line();
            if end == before + breaks {
                // Each row ends with a line break, unless a quotation goes on to the end of the file.
                return Err(FeedError::UnclosedQuote { line: before });
            }
            // Empty lines before the row would count for its own position.
            let line = end.saturating_sub(breaks + 1);
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(Row { line, cells }));
            }
        }
    }
}

/// Returns the delimiter that stands most often outside of quotation marks in the first line.
fn detect_delimiter(text: &mut impl Read) -> std::io::Result<u8> {
    let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
    let (mut is_quoted, mut block) = (false, [0; 4096]);
    'header: loop {
        let read = text.read(&mut block)?;
        for byte in &block[..read] {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' if !is_quoted => break 'header,
                _ if !is_quoted => {
                    if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| delimiter == byte) {
                        *count += 1;
                    }
                }
                _ => {}
            }
        }
        if read == 0 {
            break;
        }
    }
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    Ok(most.map_or(b',', |(delimiter, _)| *delimiter))
}

fn csv_fault(error: csv::Error, line: u64) -> FeedError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => fault(error, line),
        other => FeedError::Io(std::io::Error::other(format!("{other:?}"))),
    }
}

fn fault(error: std::io::Error, line: u64) -> FeedError {
    let cause = error.get_ref();
    if cause.is_some_and(|cause| cause.is::<RowLength>()) {
        return FeedError::RowTooLong { line };
    }
    match cause.and_then(|cause| cause.downcast_ref::<NotEncoded>()) {
        Some(NotEncoded(name)) => FeedError::NotInEncoding(name),
        None => FeedError::Io(error),
    }
}
