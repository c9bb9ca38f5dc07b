//! Sharpens renditions, to restore some of the crispness that resizing removes.

use crate::{linear::Linear, raster::Raster};

/// The strength in 1/16ths of the difference between a pixel and its surroundings. It is barely visible by itself:
/// more costs bytes, draws lines around things, and moves the picture away from the original.
const SIXTEENTHS: i32 = 1;

impl Raster {
    /// Converts a resized picture to sRGB and sharpens it.
    pub(crate) fn sharpened(linear: &Linear) -> Self {
        let mut raster = Self::of(linear);
        sharpen(&mut raster);
        raster
    }
}

/// Sharpens luma by an unsharp mask with a radius of one pixel. Colour is left alone: fringes would show.
///
/// A picture with transparency is not sharpened: across its edge lie invisible colours.
fn sharpen(raster: &mut Raster) {
    if !raster.opaque {
        return;
    }
    let mut rows = raster.pixels.chunks_exact_mut(raster.width as usize).peekable();
    let Some(mut here) = rows.peek().map(|first| Brightness::of(first)) else { return };
    let mut above = here.clone();
    while let Some(row) = rows.next() {
        let below = rows.peek().map_or_else(|| here.clone(), |next| Brightness::of(next));
        sharpen_row(row, &above, &here, &below);
        (above, here) = (here, below);
    }
}

/// The luma of a row, before it is sharpened. Only three rows are held: whole pictures would not fit the cache.
#[derive(Clone)]
struct Brightness {
    exact: Vec<i32>,
    /// Averaged with its neighbours left and right, 1 : 2 : 1.
    blurred: Vec<i32>,
}

impl Brightness {
    fn of(row: &[[u16; 4]]) -> Self {
        let exact: Vec<i32> = row.iter().map(luma).collect();
        let last = exact.len() - 1;
        let mixed = |x: usize| (exact[x.saturating_sub(1)] + 2 * exact[x] + exact[last.min(x + 1)]) / 4;
        let blurred = (0..=last).map(mixed).collect();
        Self { exact, blurred }
    }
}

fn sharpen_row(row: &mut [[u16; 4]], above: &Brightness, here: &Brightness, below: &Brightness) {
    let blurred = above.blurred.iter().zip(&here.blurred).zip(&below.blurred);
    let surroundings = blurred.map(|((above, here), below)| (above + 2 * here + below) / 4);
    for ((pixel, exact), around) in row.iter_mut().zip(&here.exact).zip(surroundings) {
        lighten(pixel, (exact - around) * SIXTEENTHS / 16);
    }
}

/// Returns the luma by the weights of BT.601, of 65,535.
fn luma([red, green, blue, _]: &[u16; 4]) -> i32 {
    (77 * i32::from(*red) + 150 * i32::from(*green) + 29 * i32::from(*blue)) / 256
}

fn lighten(pixel: &mut [u16; 4], gain: i32) {
    for value in &mut pixel[..3] {
        *value = (i32::from(*value) + gain).clamp(0, i32::from(u16::MAX)) as u16;
    }
}

#[cfg(test)]
mod tests {
    use super::sharpen;
    use crate::raster::Raster;

    fn row(values: &[u16], opaque: bool) -> Raster {
        let pixels = values.iter().map(|value| [*value, *value, *value, u16::MAX]).collect();
        Raster { width: values.len() as u32, height: 1, opaque, pixels }
    }

    #[test]
    fn an_edge_gains_and_a_plain_stays() {
        let mut raster = row(&[20_000, 20_000, 20_000, 40_000, 40_000, 40_000], true);

        sharpen(&mut raster);

        let values: Vec<u16> = raster.pixels.iter().map(|pixel| pixel[0]).collect();
        assert_eq!(values, [20_000, 20_000, 19_688, 40_312, 40_000, 40_000]);
    }

    #[test]
    fn a_cut_out_is_left_alone() {
        let mut raster = row(&[0, 65_535], false);

        sharpen(&mut raster);

        assert_eq!(raster.pixels[0][0], 0);
    }
}
