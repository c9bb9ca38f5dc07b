//! Scores how much of a picture an encoder kept, by SSIMULACRA2: 100 is all of it, 90 is visually lossless, 70 is good,
//! 50 shows artefacts (<https://github.com/cloudinary/ssimulacra2>).

use crate::{
    Raster, Refusal, Source,
    linear::{FULL, LIGHT_OF_16_BITS},
    raster,
};
use ssimulacra2::{LinearRgb, compute_frame_ssimulacra2};

/// Returns the score of an encoded rendition against the pixels it should show. Returns `None` below 8 px a side, where
/// there is nothing to compare, and if the sizes differ. Transparent pixels are compared on white.
///
/// # Errors
/// Fails if the rendition does not decode.
pub fn ssimulacra2_score(reference: &Raster, encoded: &[u8]) -> Result<Option<f64>, Refusal> {
    let shown = Source::decode(encoded)?.raster();
    if (shown.width(), shown.height()) != (reference.width(), reference.height()) {
        return Ok(None);
    }
    let (Some(reference), Some(shown)) = (light(reference), light(&shown)) else { return Ok(None) };
    Ok(compute_frame_ssimulacra2(reference, shown).ok())
}

fn light(raster: &Raster) -> Option<LinearRgb> {
    let curve = &*LIGHT_OF_16_BITS;
    let light = |code: u16| f32::from(curve[usize::from(code)]) / f32::from(FULL);
    let pixels = raster.pixels.iter().map(|pixel| raster::on_white(*pixel).map(light)).collect();
    LinearRgb::new(pixels, raster.width as usize, raster.height as usize).ok()
}
