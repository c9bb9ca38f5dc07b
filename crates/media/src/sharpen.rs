//! A little of the crispness that making a picture smaller takes away.

use crate::raster::Raster;

/// How much of the difference to its surroundings a pixel gains: 1/16ths. Enough to make up for the filter, too little to
/// draw a line around things.
const SIXTEENTHS: i32 = 0;

/// Sharpens brightness by an unsharp mask of one pixel's reach. Colour is left alone: fringes would show.
///
/// A picture with transparent parts is not sharpened: across its edge lie colours that nobody sees.
pub(crate) fn sharpen(raster: &mut Raster) {
    if !raster.opaque {
        return;
    }
    let width = raster.width as usize;
    let luma: Vec<i32> = raster.pixels.iter().map(luma).collect();
    let across: Vec<i32> = luma.chunks_exact(width).flat_map(blurred_row).collect();
    let rows = luma.len() / width;
    for (y, row) in raster.pixels.chunks_exact_mut(width).enumerate() {
        let above = y.saturating_sub(1) * width;
        let below = (y + 1).min(rows - 1) * width;
        for (x, pixel) in row.iter_mut().enumerate() {
            let here = y * width + x;
            let blurred = (across[above + x] + 2 * across[here] + across[below + x]) / 4;
            lighten(pixel, (luma[here] - blurred) * SIXTEENTHS / 16);
        }
    }
}

/// Brightness as BT.601 weighs it, of 65,535.
fn luma([red, green, blue, _]: &[u16; 4]) -> i32 {
    (77 * i32::from(*red) + 150 * i32::from(*green) + 29 * i32::from(*blue)) / 256
}

/// A row with every value mixed with its neighbours, 1 : 2 : 1.
fn blurred_row(row: &[i32]) -> impl Iterator<Item = i32> {
    (0..row.len()).map(|x| (row[x.saturating_sub(1)] + 2 * row[x] + row[(x + 1).min(row.len() - 1)]) / 4)
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
        assert_eq!(values, [20_000, 20_000, 19_375, 40_625, 40_000, 40_000]);
    }

    #[test]
    fn a_cut_out_is_left_alone() {
        let mut raster = row(&[0, 65_535], false);

        sharpen(&mut raster);

        assert_eq!(raster.pixels[0][0], 0);
    }
}
