//! The encoding of a file, and its bytes as UTF-8.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

use crate::FeedError;

const BLOCK: usize = 64 * 1024;

/// The longest row in bytes. A quotation mark that is never closed would make the rest of the file one row.
pub(crate) const LONGEST_ROW: usize = 16 * 1024 * 1024;

/// The bytes that Windows-1252 does not define.
const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// Reads a source to its end and returns its encoding: that of its byte order mark, UTF-8, or Windows-1252.
pub(crate) fn detect<R: Read + Seek>(
    source: &mut R,
    named: Option<&'static Encoding>,
) -> Result<&'static Encoding, FeedError> {
    source.seek(SeekFrom::Start(0))?;
    let mut scan = Scan::default();
    let mut block = vec![0; BLOCK];
    let mut mark = None;
    loop {
        let read = read_block(source, &mut block)?;
        if scan.lines == 0 && scan.length == 0 {
            mark = Encoding::for_bom(&block[..read]).map(|(encoding, _)| encoding);
        }
        scan.take(&block[..read]);
        if read < block.len() {
            break;
        }
    }
    if scan.length == 0 {
        return Err(FeedError::Empty);
    }
    mark.or(named).map_or_else(|| scan.encoding(), Ok)
}

/// Fills a block, except at the end of the source.
fn read_block(source: &mut impl Read, block: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match source.read(&mut block[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

#[derive(Default)]
struct Scan {
    length: u64,
    lines: u64,
    /// The bytes at the end of a block that begin a character.
    unfinished: Vec<u8>,
    is_not_utf8: bool,
    undefined: Option<u64>,
}

impl Scan {
    fn take(&mut self, block: &[u8]) {
        self.length += block.len() as u64;
        self.check_utf8(block);
        for byte in block {
            match byte {
                b'\n' => self.lines += 1,
                _ if UNDEFINED.contains(byte) && self.undefined.is_none() => self.undefined = Some(self.lines + 1),
                _ => {}
            }
        }
    }

    fn check_utf8(&mut self, block: &[u8]) {
        if self.is_not_utf8 {
            return;
        }
        let joined;
        let text = if self.unfinished.is_empty() {
            block
        } else {
            joined = [self.unfinished.as_slice(), block].concat();
            &joined
        };
        let unfinished = match std::str::from_utf8(text) {
            Ok(_) => Vec::new(),
            Err(error) if error.error_len().is_none() => text[error.valid_up_to()..].to_vec(),
            Err(_) => {
                self.is_not_utf8 = true;
                Vec::new()
            }
        };
        self.unfinished = unfinished;
    }

    fn encoding(&self) -> Result<&'static Encoding, FeedError> {
        if !self.is_not_utf8 && self.unfinished.is_empty() {
            return Ok(UTF_8);
        }
        self.undefined.map_or(Ok(WINDOWS_1252), |line| Err(FeedError::Encoding { line }))
    }
}

/// A source as UTF-8, without a byte order mark. Each of its lines ends with one line feed, also the last.
pub(crate) struct Utf8Reader<R> {
    source: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    input: Vec<u8>,
    /// The part of `input` that is not decoded yet.
    pending: (usize, usize),
    is_at_end: bool,
    is_decoded: bool,
    is_done: bool,
    /// The last byte of the source that was decoded.
    last: u8,
    row_length: usize,
}

/// The error inside an [`io::Error`] when a row is longer than [`LONGEST_ROW`].
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
pub(crate) struct RowLength;

/// The error inside an [`io::Error`] when bytes are not of the encoding.
#[derive(Debug, thiserror::Error)]
#[error("not {0}")]
pub(crate) struct NotEncoded(pub(crate) &'static str);

impl<R: Read + Seek> Utf8Reader<R> {
    /// Starts at the beginning of a source.
    pub(crate) fn new(mut source: R, encoding: &'static Encoding) -> io::Result<Self> {
        source.seek(SeekFrom::Start(0))?;
        let decoder = encoding.new_decoder_with_bom_removal();
        let input = vec![0; BLOCK];
        Ok(Self {
            source,
            encoding,
            decoder,
            input,
            pending: (0, 0),
            is_at_end: false,
            is_decoded: false,
            is_done: false,
            last: b'\n',
            row_length: 0,
        })
    }

    /// Counts the length of a row from here.
    pub(crate) fn begin_row(&mut self) {
        self.row_length = 0;
    }

    /// Returns the source.
    pub(crate) fn into_inner(self) -> R {
        self.source
    }

    /// Replaces line breaks of any system by line feeds, and returns the new length.
    fn end_lines(&mut self, output: &mut [u8], length: usize) -> usize {
        let mut kept = 0;
        for place in 0..length {
            let byte = output[place];
            if byte != b'\n' || self.last != b'\r' {
                output[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.last = byte;
        }
        kept
    }

    /// Writes the line feed that the last line lacks, and returns its length.
    fn end_last_line(&self, output: &mut [u8]) -> usize {
        if matches!(self.last, b'\n' | b'\r') {
            return 0;
        }
        output[0] = b'\n';
        1
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.pending.0 == self.pending.1 && !self.is_at_end {
            let read = self.source.read(&mut self.input)?;
            self.pending = (0, read);
            self.is_at_end = read == 0;
        }
        Ok(())
    }
}

impl<R: Read + Seek> Read for Utf8Reader<R> {
    fn read(&mut self, output: &mut [u8]) -> io::Result<usize> {
        // A decoder writes whole characters only.
        if output.len() < 4 {
            return Err(io::Error::other("the buffer is smaller than a character"));
        }
        let mut written = 0;
        while written == 0 && !self.is_done {
            if self.is_decoded {
                self.is_done = true;
                written = self.end_last_line(output);
                continue;
            }
            self.refill()?;
            let input = &self.input[self.pending.0..self.pending.1];
            let (result, read, wrote) = self.decoder.decode_to_utf8_without_replacement(input, output, self.is_at_end);
            self.pending.0 += read;
            match result {
                DecoderResult::InputEmpty => self.is_decoded = self.is_at_end,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => return Err(io::Error::other(NotEncoded(self.encoding.name()))),
            }
            written = self.end_lines(output, wrote);
        }
        self.row_length += written;
        if self.row_length > LONGEST_ROW {
            return Err(io::Error::other(RowLength));
        }
        Ok(written)
    }
}
