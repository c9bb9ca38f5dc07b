//! The container of a WOFF2 file, as far as measuring needs it: <https://www.w3.org/TR/WOFF2/>.
//!
//! Outlines stay as they are: browsers decode and check them. The tables of metrics are never transformed, except
//! `hmtx`, whose advances come first in either form.

use std::{collections::HashMap, io::Read};

const SIGNATURE: &[u8] = b"wOF2";
const COLLECTION: &[u8] = b"ttcf";
const HEADER_BYTES: usize = 48;

/// More than any font of 200 KB unpacks to: a file that does is made to fill memory.
const MAX_UNPACKED_BYTES: u64 = 8 * 1024 * 1024;

/// Tags by their number in the directory (section 4.1).
const KNOWN_TAGS: [&[u8; 4]; 63] = [
    b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post", b"cvt ", b"fpgm", b"glyf", b"loca",
    b"prep", b"CFF ", b"VORG", b"EBDT", b"EBLC", b"gasp", b"hdmx", b"kern", b"LTSH", b"PCLT", b"VDMX", b"vhea",
    b"vmtx", b"BASE", b"GDEF", b"GPOS", b"GSUB", b"EBSC", b"JSTF", b"MATH", b"CBDT", b"CBLC", b"COLR", b"CPAL",
    b"SVG ", b"sbix", b"acnt", b"avar", b"bdat", b"bloc", b"bsln", b"cvar", b"fdsc", b"feat", b"fmtx", b"fvar",
    b"gvar", b"hsty", b"just", b"lcar", b"mort", b"morx", b"opbd", b"prop", b"trak", b"Zapf", b"Silf", b"Glat",
    b"Gloc", b"Feat", b"Sill",
];

/// The reason why bytes are no WOFF2 font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Woff2Error {
    /// The first four bytes are not `wOF2`.
    #[error("the file is not WOFF2; convert it from TTF, OTF or WOFF first")]
    Signature,
    /// Several fonts are in one file.
    #[error("the file is a collection of fonts; give each font as a file of its own")]
    Collection,
    /// The file ends too soon, or its parts do not fit together.
    #[error("the file is damaged: its header, directory and data do not fit together")]
    Damaged,
    /// The data unpacks to far more than a font needs.
    #[error("the file unpacks to more than {} MB", MAX_UNPACKED_BYTES / (1024 * 1024))]
    TooLarge,
}

/// The tables of a font, unpacked.
pub(crate) struct Tables {
    data: Vec<u8>,
    ranges: HashMap<[u8; 4], std::ops::Range<usize>>,
    is_hmtx_transformed: bool,
}

impl Tables {
    /// Reads header and directory, and unpacks the data.
    pub(crate) fn read(file: &[u8]) -> Result<Self, Woff2Error> {
        if !file.starts_with(SIGNATURE) {
            return Err(Woff2Error::Signature);
        }
        if file.get(4..8) == Some(COLLECTION) {
            return Err(Woff2Error::Collection);
        }
        let mut bytes = Cursor { bytes: file, at: 8 };
        let length = bytes.u32()?;
        let count = bytes.u16()?;
        let reserved = bytes.u16()?;
        let _unpacked_total = bytes.u32()?;
        let packed_bytes = bytes.u32()? as usize;
        if length as usize != file.len() || reserved != 0 || count == 0 {
            return Err(Woff2Error::Damaged);
        }
        bytes.at = HEADER_BYTES;
        let mut tables = Self { data: Vec::new(), ranges: HashMap::new(), is_hmtx_transformed: false };
        let mut total = 0;
        for _ in 0..count {
            total = tables.add_entry(&mut bytes, total)?;
        }
        tables.data = unpack(bytes.take(packed_bytes)?, total)?;
        Ok(tables)
    }

    /// Returns a table, or `None` if the font has none of that name.
    pub(crate) fn table(&self, tag: &[u8; 4]) -> Option<&[u8]> {
        self.data.get(self.ranges.get(tag)?.clone())
    }

    /// Returns `hmtx` with all advances and, where the file leaves them out, bearings of zero.
    pub(crate) fn hmtx(&self) -> Option<Vec<u8>> {
        let table = self.table(b"hmtx")?;
        if !self.is_hmtx_transformed {
            return Some(table.to_vec());
        }
        let advances = u16::from_be_bytes(self.table(b"hhea")?.get(34..36)?.try_into().ok()?);
        let glyphs = u16::from_be_bytes(self.table(b"maxp")?.get(4..6)?.try_into().ok()?);
        let mut plain: Vec<u8> = table.get(1..1 + 2 * usize::from(advances))?.chunks(2).flat_map(padded).collect();
        plain.resize(plain.len() + 2 * usize::from(glyphs.saturating_sub(advances)), 0);
        Some(plain)
    }

    /// Adds one entry of the directory, whose data begins at `start`; returns where the next one begins.
    fn add_entry(&mut self, bytes: &mut Cursor<'_>, start: u64) -> Result<u64, Woff2Error> {
        let flags = bytes.take(1)?[0];
        let tag = match KNOWN_TAGS.get(usize::from(flags & 0x3f)) {
            Some(tag) => **tag,
            None => bytes.take(4)?.try_into().map_err(|_| Woff2Error::Damaged)?,
        };
        let unpacked = bytes.variable_u32()?;
        let version = flags >> 6;
        let is_transformed = if matches!(&tag, b"glyf" | b"loca") { version == 0 } else { version != 0 };
        let size = if is_transformed { bytes.variable_u32()? } else { unpacked };
        let end = start + u64::from(size);
        if end > MAX_UNPACKED_BYTES {
            return Err(Woff2Error::TooLarge);
        }
        let place = |at: u64| usize::try_from(at).map_err(|_| Woff2Error::TooLarge);
        self.is_hmtx_transformed |= is_transformed && &tag == b"hmtx";
        match self.ranges.insert(tag, place(start)?..place(end)?) {
            None => Ok(end),
            Some(_) => Err(Woff2Error::Damaged),
        }
    }
}

/// One advance with a bearing of zero behind it.
fn padded(advance: &[u8]) -> impl Iterator<Item = u8> {
    advance.iter().copied().chain([0, 0])
}

fn unpack(packed: &[u8], size: u64) -> Result<Vec<u8>, Woff2Error> {
    let mut data = Vec::new();
    let mut stream = brotli::Decompressor::new(packed, 4096).take(size + 1);
    stream.read_to_end(&mut data).map_err(|_| Woff2Error::Damaged)?;
    if data.len() as u64 == size { Ok(data) } else { Err(Woff2Error::Damaged) }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Woff2Error> {
        let end = self.at.checked_add(count).ok_or(Woff2Error::Damaged)?;
        let taken = self.bytes.get(self.at..end).ok_or(Woff2Error::Damaged)?;
        self.at = end;
        Ok(taken)
    }

    fn u16(&mut self) -> Result<u16, Woff2Error> {
        Ok(self.take(2)?.iter().fold(0, |value, byte| value << 8 | u16::from(*byte)))
    }

    fn u32(&mut self) -> Result<u32, Woff2Error> {
        Ok(self.take(4)?.iter().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    }

    /// Reads a `UIntBase128`: seven bits a byte, at most five bytes, no leading zero.
    fn variable_u32(&mut self) -> Result<u32, Woff2Error> {
        let mut value: u32 = 0;
        for place in 0..5 {
            let byte = self.take(1)?[0];
            if (place == 0 && byte == 0x80) || value >> 25 != 0 {
                return Err(Woff2Error::Damaged);
            }
            value = value << 7 | u32::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Woff2Error::Damaged)
    }
}
