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
/// half, a quarter or an eighth of its size: a quarter to a third of the work, and hardly another picture.
///
/// # Errors
/// Says why the file is not taken, like [`Source::decode`].
pub fn stand_in(bytes: &[u8], width: Width, crop: Option<Crop>) -> Result<Raster, Refusal> {
    let probe = probe(bytes)?;
    let area_of = |width, height| crop.map_or(Area::whole(width, height), |crop| Area::cut(width, height, crop));
    let (seen_width, seen_height) = probe.orientation.seen(probe.width, probe.height);
    let area = area_of(seen_width, seen_height);
    let wanted = width.pixels(area.width);
    let is_enough = |shrink: &u32| u64::from(area.width / shrink) * 100 >= u64::from(wanted) * u64::from(HEADROOM);
    let shrunk = [8, 4, 2].into_iter().find(is_enough).and_then(|shrink| decode::shrunk(bytes, &probe, shrink));
    let decoded = match shrunk {
        Some(shrunk) => shrunk?,
        None => decode::decode(bytes, &probe)?,
    };
    let source = Source::of(decoded, &probe)?;
    let part = area_of(source.width(), source.height());
    let rendition = resize::resized(source.linear(), part, wanted, resize::height_at(wanted, area));
    Ok(Raster::sharpened(&rendition))
}
