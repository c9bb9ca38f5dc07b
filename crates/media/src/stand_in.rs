//! A rendition for somebody who waits, of pixels that need not be the best.

use crate::{
    Raster, Refusal, Source, Width,
    crop::{Area, Crop},
    decode,
    probe::probe,
    resize,
};

/// How much wider than a rendition, in hundredths, what it is made from has to be: so much is still made smaller in linear
/// light and by a good filter.
const HEADROOM: u32 = 120;

/// One rendition of a file, as wide and high as [`Source::render`] makes it. A JPEG that is far larger is decoded at a
/// half or a quarter of its size: a third of the work, and hardly another picture. (An eighth would save little more, and
/// show.) It is resized by a shorter filter and not sharpened: a quarter of the work, and as good at the same bytes.
///
/// # Errors
/// Says why the file is not taken, like [`Source::decode`].
pub fn stand_in(bytes: &[u8], width: Width, crop: Option<Crop>) -> Result<Raster, Refusal> {
    let probe = probe(bytes)?;
    let (across, down) = probe.orientation.seen(probe.width, probe.height);
    let area = crop.map_or(Area::whole(across, down), |crop| Area::cut(across, down, crop));
    let wanted = width.pixels(area.width);
    let is_enough = |shrink: &u32| u64::from(area.width / shrink) * 100 >= u64::from(wanted) * u64::from(HEADROOM);
    let shrink = [4, 2].into_iter().find(is_enough).unwrap_or(1);
    let (decoded, shrink) = match decode::shrunk(bytes, &probe, shrink) {
        Some(shrunk) => (shrunk?, shrink),
        None => (decode::decode(bytes, &probe)?, 1),
    };
    let source = Source::of(decoded, &probe)?;
    // Sides are rounded up where the file ends on the right and below, which may be seen on the left and above.
    let (from_right, from_below) = probe.orientation.turned_around();
    let surplus = |is_first: bool, shrunk: u32, whole: u32| {
        if is_first { f64::from(shrunk) - f64::from(whole) / f64::from(shrink) } else { 0.0 }
    };
    let corner = [surplus(from_right, source.width(), across), surplus(from_below, source.height(), down)];
    let height = resize::height_at(wanted, area);
    let rendition = resize::quickly_resized(source.linear(), (shrink, corner), area, wanted, height);
    Ok(Raster::of(&rendition))
}
