//! Encodes JPEG by mozjpeg.

use super::{EncodeError, Quality};
use crate::raster::Raster;
use mozjpeg::{ColorSpace, Compress};
use std::io;

/// The quality of 100 at which artefacts around type become hard to find at a glance.
const QUALITY: f32 = 78.0;
/// The quality at which a copy of half the size shows no artefacts.
const MEZZANINE: f32 = 90.0;

pub(super) fn encode(raster: &Raster, quality: Quality) -> Result<Vec<u8>, EncodeError> {
    let settings = match quality {
        Quality::Fast => fast(),
        Quality::Final => small(),
    };
    write(settings, QUALITY, raster)
}

/// Encodes a mezzanine. Halved chroma suffices: smaller copies have it at their full size.
pub(super) fn encode_mezzanine(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    write(fast(), MEZZANINE, raster)
}

/// Returns libjpeg-turbo's settings: one pass, its usual tables.
fn fast() -> Compress {
    let mut settings = Compress::new(ColorSpace::JCS_RGB);
    settings.set_fastest_defaults();
    settings
}

/// Returns settings for a progressive file, with quantisation and passes chosen for the picture.
fn small() -> Compress {
    let mut settings = Compress::new(ColorSpace::JCS_RGB);
    settings.set_progressive_mode();
    settings
}

fn write(settings: Compress, quality: f32, raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    written(settings, quality, raster)
        .map_err(|error| EncodeError { codec: "mozjpeg", code: error.raw_os_error().unwrap_or(-1).into() })
}

fn written(mut settings: Compress, quality: f32, raster: &Raster) -> io::Result<Vec<u8>> {
    settings.set_size(raster.width as usize, raster.height as usize);
    settings.set_quality(quality);
    let mut started = settings.start_compress(Vec::new())?;
    started.write_scanlines(&raster.on_white())?;
    started.finish()
}
