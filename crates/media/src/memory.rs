//! Estimates the peak memory of work on a picture from its headers, so that a server starts no more work than it has
//! memory for.

use crate::{
    Crop, Probe, Refusal, Width,
    format::SourceFormat,
    probe::headers,
    stand_in::{Shown, shrink_of},
    stored::is_large,
};

/// Bytes of a pixel in linear light.
const LIGHT: u64 = 8;
/// Bytes that the encoders take for a pixel of a rendition. libaom takes most.
const ENCODED: u64 = 90;
/// The most rows that a rendition of the widest width usually has.
const ROWS: u64 = 1810;

impl Probe {
    /// Returns the bytes that it takes to decode the file and to make its ladder.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let (width, height) = self.seen();
        let widest = Width::ladder(width).next_back().map_or(width, |widest| widest.pixels(width));
        let rendition = u64::from(widest) * (u64::from(widest) * u64::from(height) / u64::from(width)).min(ROWS * 4);
        self.memory_to_decode().max(rendition * (ENCODED + 2 * LIGHT))
    }

    /// Returns the bytes that it takes to decode the file and to resize it once.
    #[must_use]
    pub fn memory_to_decode(&self) -> u64 {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let decoded = pixels * self.bytes_decoded();
        let turned = if self.orientation.seen(1, 2) == (1, 2) { 0 } else { 1 };
        if self.format == SourceFormat::Jpeg && is_large(pixels) {
            let narrow = u64::from(Width::ALL[Width::ALL.len() - 1].get()) * u64::from(self.seen().1) * LIGHT;
            return decoded + (turned * decoded).max(narrow);
        }
        pixels * LIGHT + decoded.max(turned * pixels * LIGHT)
    }

    /// Returns the most bytes that a decoded pixel of the format takes, with the working memory of the codec.
    const fn bytes_decoded(&self) -> u64 {
        match self.format {
            SourceFormat::Jpeg => 3,
            SourceFormat::Webp | SourceFormat::Gif => 4,
            SourceFormat::Png => 8,
            SourceFormat::Avif => 12,
        }
    }
}

/// Returns the bytes that it takes to make a rendition by [`stand_in`](crate::stand_in()), with the same arguments.
///
/// # Errors
/// Fails if the headers of the file are refused.
pub fn stand_in_memory(bytes: &[u8], seen: (u32, u32), width: Width, crop: Option<Crop>) -> Result<u64, Refusal> {
    let probe = headers(bytes)?;
    let shown = Shown::of(seen, width, crop);
    let shrink = if probe.format == SourceFormat::Jpeg { shrink_of(&probe, &shown) } else { 1 };
    let shrunk = Probe { width: probe.width.div_ceil(shrink), height: probe.height.div_ceil(shrink), ..probe };
    let rendition = u64::from(shown.width) * u64::from(shown.height);
    Ok(shrunk.memory_to_decode() + rendition * 3 * LIGHT)
}
