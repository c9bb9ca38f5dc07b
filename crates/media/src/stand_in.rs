//! Fast renditions, which stand in for final ones while a visitor waits.

use crate::{
    Raster, Refusal, Source, Width,
    crop::{Area, Crop},
    decode,
    probe::{Probe, headers},
    resize::{self, Part},
};

/// The divisors of the sides of a JPEG while it is decoded, largest first, and the least width that must remain, in
/// hundredths of the width of the rendition: the rest is reduced in linear light and by a good filter. A quarter is
/// rough: at 120 it would cost 1 to 5 SSIMULACRA2.
const SHRINKS: [(u32, u32); 2] = [(4, 160), (2, 120)];
/// The least width of a mezzanine, in the same hundredths: the widest renditions may lack a tenth, where the file
/// itself would take up to a second.
const ENOUGH_OF_A_MEZZANINE: u32 = 90;

/// Makes a fast rendition of a picture, of the size that [`Source::render`] makes, from its file or from its
/// [mezzanine](Source::mezzanine). `seen` are the picture's width and height in pixels, as seen.
///
/// A JPEG that is far larger is decoded at a half or a quarter of its size: a third of the work, and hardly another
/// picture. (An eighth would save little more, and show.) It is resized by a shorter filter and not sharpened: a
/// quarter of the work, and as good at the same bytes.
///
/// # Errors
/// Fails if the file does not decode. The file was accepted before: it is not searched for polyglots again.
pub fn stand_in(bytes: &[u8], seen: (u32, u32), width: Width, crop: Option<Crop>) -> Result<Raster, Refusal> {
    let probe = headers(bytes)?;
    let shown = Shown::of(seen, width, crop);
    let shrink = shrink_of(&probe, &shown);
    let (decoded, shrink) = match decode::shrunk(bytes, &probe, shrink) {
        Some(shrunk) => (shrunk?, shrink),
        None => (decode::decode(bytes, &probe)?, 1),
    };
    let source = Source::of(decoded, &probe)?;
    let part = shown.part_of(&source, &probe, shrink);
    let rendition = source.quickly_resized(&part, shown.width, shown.height);
    Ok(Raster::of(&rendition))
}

/// Returns true if a [mezzanine](Source::mezzanine) has enough pixels for a fast rendition.
///
/// # Errors
/// Fails if its headers are refused.
pub fn is_mezzanine_enough(
    mezzanine: &[u8],
    seen: (u32, u32),
    width: Width,
    crop: Option<Crop>,
) -> Result<bool, Refusal> {
    let probe = headers(mezzanine)?;
    Ok(Shown::of(seen, width, crop).is_filled_by(&probe, 1, ENOUGH_OF_A_MEZZANINE))
}

/// Returns the divisor of the sides of a JPEG while it is decoded.
pub(crate) fn shrink_of(probe: &Probe, shown: &Shown) -> u32 {
    let shrink = SHRINKS.into_iter().find(|(shrink, least)| shown.is_filled_by(probe, *shrink, *least));
    shrink.map_or(1, |(shrink, _)| shrink)
}

/// The area that a rendition shows, and its size.
pub(crate) struct Shown {
    /// The picture's sides, as seen.
    seen: (u32, u32),
    area: Area,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Shown {
    pub(crate) fn of(seen: (u32, u32), width: Width, crop: Option<Crop>) -> Self {
        let area = crop.map_or(Area::whole(seen.0, seen.1), |crop| Area::cut(seen.0, seen.1, crop));
        let width = width.pixels(area.width);
        Self { seen, area, width, height: resize::height_at(width, area) }
    }

    /// Returns true if a copy of the picture, its sides divided by `shrink`, is at least `least` hundredths as wide as
    /// the rendition.
    fn is_filled_by(&self, copy: &Probe, shrink: u32, least: u32) -> bool {
        let pixels = u64::from(copy.seen().0 / shrink) * u64::from(self.area.width);
        pixels * 100 >= u64::from(self.width) * u64::from(least) * u64::from(self.seen.0)
    }

    /// Returns the position of the area in a copy of the picture that was decoded with its sides divided by `shrink`.
    fn part_of(&self, decoded: &Source, copy: &Probe, shrink: u32) -> Part {
        let (across, down) = copy.seen();
        // Sides are rounded up at the stored right and bottom, which may be seen on the left and at the top.
        let (from_right, from_below) = copy.orientation.turned_around();
        let surplus = |is_first: bool, shrunk: u32, whole: u32| {
            if is_first { f64::from(shrunk) - f64::from(whole) / f64::from(shrink) } else { 0.0 }
        };
        let corner = [surplus(from_right, decoded.width(), across), surplus(from_below, decoded.height(), down)];
        let scale = [(across, self.seen.0), (down, self.seen.1)]
            .map(|(copy, whole)| f64::from(copy) / f64::from(shrink) / f64::from(whole));
        Part::of_smaller(self.area, scale, corner, (decoded.width(), decoded.height()))
    }
}
