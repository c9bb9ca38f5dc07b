//! Encodes a raster in a format.

mod aom;
mod avif;
mod jpeg;
mod libwebp;
mod png;
mod webp;

use crate::{format::Format, raster::Raster};

/// The widest rendition, in pixels, in which full chroma resolution is worth its bytes.
const WIDEST_SMALL: u32 = 320;

/// The quality of an encode: the time that it may take for fewer bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quality {
    /// Encodes in milliseconds, while a visitor waits. AVIF has no faster encode: WebP takes its place meanwhile.
    Fast,
    /// Encodes as small as about a second of work makes it, in the background.
    Final,
}

/// The failure of a codec. No picture causes it, and the uploader cannot prevent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{codec} failed with code {code}")]
pub struct EncodeError {
    /// The library's own error code.
    pub codec: &'static str,
    /// Its own number for what went wrong.
    pub code: i64,
}

/// Encodes a mezzanine: JPEG, or PNG if it has transparency.
pub(crate) fn encode_mezzanine(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    if raster.opaque { jpeg::encode_mezzanine(raster) } else { png::encode_mezzanine(raster) }
}

/// Encodes an icon as a small PNG.
pub(crate) fn encode_icon(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    png::encode_small(raster)
}

impl Raster {
    /// Encodes the raster.
    ///
    /// # Errors
    /// Fails when the codec fails: it has a fault or no memory.
    pub fn encode(&self, format: Format, quality: Quality) -> Result<Vec<u8>, EncodeError> {
        match format {
            Format::Avif => avif::encode(self),
            Format::Webp => webp::encode(self, quality),
            Format::Jpeg => jpeg::encode(self, quality),
        }
    }
}
