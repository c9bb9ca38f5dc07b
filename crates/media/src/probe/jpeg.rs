//! Walks the markers of a JPEG: ITU-T T.81, annex B.

use super::{Probe, polyglot, reader::Reader};
use crate::{
    format::SourceFormat,
    orient::{self, Orientation},
    refusal::Refusal,
};
use std::{borrow::Cow, ops::Range};

/// The most scans a progressive picture may have, however small it is. Encoders write about ten; each costs a walk over all
/// coefficients, so a small file with thousands of them would keep a core busy for minutes.
const MAX_SCANS: u32 = 64;

/// Bytes of a marker.
const MARKER: usize = 2;
const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;
const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const ADOBE: &[u8] = b"Adobe";

/// The facts in the markers of a JPEG.
#[derive(Default)]
pub(crate) struct Markers<'a> {
    pub(crate) width: u16,
    pub(crate) height: u16,
    /// The orientation of the first EXIF block, which other readers use too if there are two.
    pub(crate) orientation: Option<Orientation>,
    /// True if Adobe wrote the file, which inverts CMYK.
    pub(crate) adobe: bool,
    frame_headers: u32,
    scans: u32,
    /// The pieces of the colour profile: number and bytes.
    icc: Vec<(u8, &'a [u8])>,
    /// Stray bytes between two segments, which some cameras leave.
    stray: Vec<Range<usize>>,
}

impl Markers<'_> {
    /// Removes stray bytes. The decoder reports one fault only, and they must not hide another.
    pub(crate) fn tidied<'b>(&self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        if self.stray.is_empty() {
            return Cow::Borrowed(bytes);
        }
        let starts = self.stray.iter().map(|stray| stray.end);
        let ends = self.stray.iter().map(|stray| stray.start).chain([bytes.len()]);
        Cow::Owned(
            [0].into_iter().chain(starts).zip(ends).flat_map(|(start, end)| &bytes[start..end]).copied().collect(),
        )
    }

    /// Returns the colour profile, its pieces put together.
    pub(crate) fn icc_profile(&self) -> Option<Vec<u8>> {
        let mut pieces = self.icc.clone();
        pieces.sort_by_key(|(number, _)| *number);
        (!pieces.is_empty()).then(|| pieces.into_iter().flat_map(|(_, piece)| piece).copied().collect())
    }
}

pub(super) fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    let markers = markers(bytes)?;
    Ok(Probe {
        format: SourceFormat::Jpeg,
        width: markers.width.into(),
        height: markers.height.into(),
        orientation: markers.orientation.unwrap_or(Orientation::UPRIGHT),
        frames: 1,
        scans: markers.scans,
    })
}

/// Walks a JPEG from its first marker to its last.
pub(crate) fn markers(bytes: &[u8]) -> Result<Markers<'_>, Refusal> {
    let mut reader = Reader::new(bytes);
    let mut found = Markers::default();
    reader.take(2)?;
    let mut among_segments = true;
    loop {
        let start = bytes.len() - reader.rest().len();
        let marker = next_marker(&mut reader)?;
        let end = bytes.len() - reader.rest().len() - MARKER;
        if among_segments && start < end {
            found.stray.push(start..end);
        }
        match marker {
            END_OF_IMAGE => break,
            0x01 | 0xD0..=0xD7 => {}
            marker => segment(marker, &mut reader, &mut found)?,
        }
        // The data of a scan follows its header, until the next segment.
        among_segments = !matches!(marker, START_OF_SCAN | 0x01 | 0xD0..=0xD7);
    }
    polyglot::ensure_nothing_appended_to_jpeg(reader.rest())?;
    if found.frame_headers == 1 && found.scans > 0 { Ok(found) } else { Err(Refusal::Damaged) }
}

/// Moves past the next marker. The bytes before it are compressed data, where 0xFF is followed by 0x00.
fn next_marker(reader: &mut Reader) -> Result<u8, Refusal> {
    loop {
        let before = memchr::memchr(0xFF, reader.rest()).ok_or(Refusal::Truncated)?;
        reader.take(before + 1)?;
        let mut marker = reader.byte()?;
        while marker == 0xFF {
            marker = reader.byte()?;
        }
        if marker != 0 {
            return Ok(marker);
        }
    }
}

/// Reads one marker's segment.
fn segment<'a>(marker: u8, reader: &mut Reader<'a>, found: &mut Markers<'a>) -> Result<(), Refusal> {
    let length = usize::from(reader.big_u16()?);
    let body = reader.take(length.checked_sub(2).ok_or(Refusal::Damaged)?)?;
    match marker {
        0xC0..=0xC2 => frame_header(body, found),
        0xC4 | 0xC8 | 0xCC => Ok(()),
        0xC3..=0xCF => Err(Refusal::Unsupported("a lossless or arithmetic JPEG")),
        START_OF_SCAN => scan(found),
        _ => {
            application(marker, body, found);
            Ok(())
        }
    }
}

/// Reads a segment of an application, if it matters here.
fn application<'a>(marker: u8, body: &'a [u8], found: &mut Markers<'a>) {
    match marker {
        0xE1 => exif(body, found),
        0xE2 => icc(body, found),
        0xEE => found.adobe |= body.starts_with(ADOBE),
        _ => {}
    }
}

fn frame_header(body: &[u8], found: &mut Markers) -> Result<(), Refusal> {
    let mut reader = Reader::new(body);
    if reader.byte()? != 8 {
        return Err(Refusal::Unsupported("a JPEG of 12 bits a channel"));
    }
    found.frame_headers += 1;
    found.height = reader.big_u16()?;
    found.width = reader.big_u16()?;
    Ok(())
}

fn scan(found: &mut Markers) -> Result<(), Refusal> {
    found.scans += 1;
    if found.scans > MAX_SCANS { Err(Refusal::TooManyScans) } else { Ok(()) }
}

fn exif(body: &[u8], found: &mut Markers) {
    if let Some(exif) = body.strip_prefix(EXIF) {
        found.orientation = found.orientation.or_else(|| orient::declared(exif));
    }
}

fn icc<'a>(body: &'a [u8], found: &mut Markers<'a>) {
    if let Some([number, _count, piece @ ..]) = body.strip_prefix(ICC) {
        found.icc.push((*number, piece));
    }
}
