//! How much of a picture an encoder has kept, as SSIMULACRA2 sees it: 100 is all of it, 90 can't be told apart, 70 is good,
//! 50 shows (<https://github.com/cloudinary/ssimulacra2>).

use crate::{
    Raster, Refusal, Source,
    linear::{FULL, LIGHT_OF_16_BITS},
    raster,
};
use ssimulacra2::{LinearRgb, compute_frame_ssimulacra2};

/// The score of an encoded rendition beside the pixels it should show. `None` below 8 px a side, where there is nothing to
/// compare, or if the sizes differ. What is transparent is seen on white.
///
/// # Errors
/// If the rendition does not decode.
pub fn of_encoded(reference: &Raster, encoded: &[u8]) -> Result<Option<f64>, Refusal> {
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
