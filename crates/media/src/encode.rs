//! A raster into the bytes of a format.

mod aom;
mod avif;
mod jpeg;
mod libwebp;
mod png;
mod webp;

use crate::{format::Format, raster::Raster};

/// The widest rendition, in pixels, in which a pixel's own colour shows more than it costs.
const WIDEST_SMALL: u32 = 320;

/// How much time bytes are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effort {
    /// Somebody waits: milliseconds. AVIF is made no quicker for it: where somebody waits, WebP stands in.
    Request,
    /// Nobody does: as small as a second of work makes it.
    Rest,
}

/// A codec that failed. Nothing in a picture causes this; there is nothing an uploader could do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{codec} failed with code {code}")]
pub struct EncodeError {
    /// The library.
    pub codec: &'static str,
    /// Its own number for what went wrong.
    pub code: i64,
}

/// A copy that others are made from.
pub(crate) fn encode_mezzanine(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    if raster.opaque { jpeg::encode_mezzanine(raster) } else { png::encode_mezzanine(raster) }
}

pub(crate) fn encode(raster: &Raster, format: Format, effort: Effort) -> Result<Vec<u8>, EncodeError> {
    match format {
        Format::Avif => avif::encode(raster),
        Format::Webp => webp::encode(raster, effort),
        Format::Jpeg => jpeg::encode(raster, effort),
    }
}
