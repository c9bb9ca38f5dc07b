//! Encodes PNG by `image`.

use super::EncodeError;
use crate::raster::Raster;
use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

/// Encodes a mezzanine without loss and with alpha; fast to write and to read.
pub(super) fn encode_mezzanine(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    encode(raster, CompressionType::Fast, FilterType::Sub)
}

/// Encodes a picture without loss and with alpha, in few bytes.
pub(super) fn encode_small(raster: &Raster) -> Result<Vec<u8>, EncodeError> {
    encode(raster, CompressionType::Best, FilterType::Adaptive)
}

fn encode(raster: &Raster, compression: CompressionType, filter: FilterType) -> Result<Vec<u8>, EncodeError> {
    let mut file = Vec::new();
    PngEncoder::new_with_quality(&mut file, compression, filter)
        .write_image(&raster.to_rgba8(), raster.width, raster.height, ExtendedColorType::Rgba8)
        .map_err(|_| EncodeError { codec: "png", code: -1 })?;
    Ok(file)
}
