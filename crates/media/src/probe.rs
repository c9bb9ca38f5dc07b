//! Probes a file by its headers alone.
//!
//! Probing decodes no pixel and allocates no more than a few kilobytes, so a hostile file costs one walk over its
//! bytes. The format is found by content: an extension or a declared media type is the choice of an attacker.

pub(crate) mod avif;
mod gif;
pub(crate) mod jpeg;
mod png;
mod polyglot;
mod reader;
mod webp;

use crate::{format::SourceFormat, orient::Orientation, refusal::Refusal};

/// The most bytes a file may have.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most pixels a picture may declare.
pub const MAX_PIXELS: u64 = 40_000_000;
/// The longest side in pixels a picture may declare.
pub const MAX_SIDE: u32 = 12_000;
/// The most frames of an animation, of which only one is decoded. A longer one is no product picture.
const MAX_FRAMES: u32 = 500;
/// The most pixels of a GIF, those of the largest screens: photographs are not saved as GIF, and a GIF of any size may
/// be some kilobytes long.
const MAX_GIF_PIXELS: u64 = 4096 * 2160;
/// The most pixels times scans of a progressive JPEG: a decoder walks through all of the picture for each scan,
/// however few bytes it has. Encoders write some ten scans.
const MAX_SCANNED_PIXELS: u64 = 16 * MAX_PIXELS;
/// The pixels up to which any compression ratio is accepted: decoding costs too little for a bomb.
const SMALL: u64 = 1 << 20;
/// The most pixels per byte in a larger picture. A blank 40 MP JPEG has 170, a blank PNG 340.
const MAX_PIXELS_A_BYTE: u64 = 2_000;

/// The facts in the headers of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Probe {
    /// The format, by content.
    pub format: SourceFormat,
    /// The width in pixels, as stored.
    pub width: u32,
    /// The height in pixels, as stored.
    pub height: u32,
    /// The orientation of the stored pixels.
    pub orientation: Orientation,
    /// The number of frames; only the first is used.
    pub frames: u32,
    /// The number of scans of a JPEG: one in a baseline JPEG, some ten in a progressive one, each of which a decoder
    /// walks through; 1 in other formats.
    pub scans: u32,
}

impl Probe {
    /// Returns width and height in pixels, as seen.
    #[must_use]
    pub const fn seen(&self) -> (u32, u32) {
        self.orientation.seen(self.width, self.height)
    }
}

/// Reads the headers of a file.
///
/// # Errors
/// Fails for a file beyond a limit, of another format, or that is not exactly one whole picture.
pub fn probe(bytes: &[u8]) -> Result<Probe, Refusal> {
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::TooManyBytes);
    }
    let probe = headers(bytes)?;
    polyglot::ensure_no_polyglot(bytes)?;
    Ok(probe)
}

/// Probes like [`probe`](probe()), without the search for polyglots: the file was accepted before, or this crate made
/// it.
pub(crate) fn headers(bytes: &[u8]) -> Result<Probe, Refusal> {
    let probe = match format_of(bytes)? {
        SourceFormat::Jpeg => jpeg::probe(bytes),
        SourceFormat::Png => png::probe(bytes),
        SourceFormat::Webp => webp::probe(bytes),
        SourceFormat::Avif => avif::probe(bytes),
        SourceFormat::Gif => gif::probe(bytes),
    }?;
    within_limits(&probe, bytes.len() as u64)?;
    Ok(probe)
}

/// Returns the format that the first bytes announce.
fn format_of(bytes: &[u8]) -> Result<SourceFormat, Refusal> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Ok(SourceFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(SourceFormat::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(SourceFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(SourceFormat::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => avif::brand(bytes),
        _ if polyglot::opens_as_svg(bytes) => Err(Refusal::Vector),
        _ => Err(Refusal::NotAPicture),
    }
}

/// Refuses a file that costs too much to decode.
fn within_limits(probe: &Probe, bytes: u64) -> Result<(), Refusal> {
    let (width, height) = (probe.width, probe.height);
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(Refusal::Damaged);
    }
    if pixels > MAX_PIXELS || width.max(height) > MAX_SIDE {
        return Err(Refusal::TooManyPixels { width, height });
    }
    if probe.format == SourceFormat::Gif && pixels > MAX_GIF_PIXELS {
        return Err(Refusal::LargeGif { width, height });
    }
    if pixels * u64::from(probe.scans) > MAX_SCANNED_PIXELS {
        return Err(Refusal::TooManyScans);
    }
    if pixels > SMALL && pixels > bytes * MAX_PIXELS_A_BYTE {
        return Err(Refusal::DecompressionBomb { width, height });
    }
    if probe.frames > MAX_FRAMES {
        return Err(Refusal::TooManyFrames);
    }
    Ok(())
}
