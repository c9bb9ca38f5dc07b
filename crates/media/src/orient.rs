//! Turns a picture upright by EXIF's orientation, which is then dropped.

use crate::linear::Linear;

/// The difference between the stored rows and the picture as seen: EXIF tag 0x0112, values 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Orientation {
    /// True to exchange rows and columns, first.
    transposed: bool,
    /// True to mirror left and right, second.
    mirrored: bool,
    /// True to mirror top and bottom, last.
    flipped: bool,
}

impl Orientation {
    /// Stored as seen.
    pub const UPRIGHT: Self = Self { transposed: false, mirrored: false, flipped: false };

    /// Returns the orientation of EXIF's number. Any number but 1 to 8 is ignored, and the picture is taken as stored.
    #[must_use]
    pub const fn from_exif(value: u16) -> Self {
        let (transposed, mirrored, flipped) = match value {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => (false, false, false),
        };
        Self { transposed, mirrored, flipped }
    }

    /// Returns the orientation of AVIF's properties: quarter turns against the clock (`irot`), then a mirror (`imir`:
    /// 0 exchanges top and bottom, 1 left and right). ISO/IEC 23008-12, 6.5.10 and 6.5.12.
    pub(crate) fn from_turns(quarter_turns: u8, mirror: Option<u8>) -> Self {
        let turned = Self::from_exif([1, 8, 3, 6][usize::from(quarter_turns & 3)]);
        match mirror {
            Some(0) => Self { flipped: !turned.flipped, ..turned },
            Some(_) => Self { mirrored: !turned.mirrored, ..turned },
            None => turned,
        }
    }

    /// Returns whether the stored right is seen on the left, and the stored bottom at the top, after rows and columns
    /// are exchanged.
    pub(crate) const fn turned_around(self) -> (bool, bool) {
        (self.mirrored, self.flipped)
    }

    /// Returns width and height as seen, from width and height as stored.
    #[must_use]
    pub const fn seen(self, width: u32, height: u32) -> (u32, u32) {
        if self.transposed { (height, width) } else { (width, height) }
    }
}

/// Returns the orientation that an EXIF block (a TIFF header and its first directory) declares, if it declares one.
pub(crate) fn declared(exif: &[u8]) -> Option<Orientation> {
    let number = image::metadata::Orientation::from_exif_chunk(exif)?.to_exif();
    Some(Orientation::from_exif(u16::from(number)))
}

/// Returns the picture as seen.
pub(crate) fn upright(stored: Linear, orientation: Orientation) -> Linear {
    let Linear { width, height, opaque, pixels } = stored;
    let pixels = pixels_upright(pixels, (width, height), orientation);
    let (width, height) = orientation.seen(width, height);
    Linear { width, height, opaque, pixels }
}

/// Returns the pixels as seen, row by row. Width and height are those stored.
pub(crate) fn pixels_upright<P: Copy + Default>(
    stored: Vec<P>,
    (width, height): (u32, u32),
    orientation: Orientation,
) -> Vec<P> {
    let mut pixels = if orientation.transposed { transposed(&stored, width as usize, height as usize) } else { stored };
    let width = orientation.seen(width, height).0 as usize;
    if orientation.mirrored {
        pixels.chunks_exact_mut(width).for_each(<[P]>::reverse);
    }
    if orientation.flipped {
        flip(&mut pixels, width);
    }
    pixels
}

/// Exchanges rows and columns, a tile at a time: walking whole columns would miss the cache at every pixel.
fn transposed<P: Copy + Default>(stored: &[P], width: usize, height: usize) -> Vec<P> {
    const TILE: usize = 32;
    let mut pixels = vec![P::default(); stored.len()];
    for top in (0..height).step_by(TILE) {
        for left in (0..width).step_by(TILE) {
            for y in top..height.min(top + TILE) {
                for x in left..width.min(left + TILE) {
                    pixels[x * height + y] = stored[y * width + x];
                }
            }
        }
    }
    pixels
}

/// Mirrors top and bottom.
fn flip<P>(pixels: &mut [P], width: usize) {
    let half = pixels.len() / width / 2 * width;
    let (upper, lower) = pixels.split_at_mut(half);
    for (above, below) in upper.chunks_exact_mut(width).zip(lower.rchunks_exact_mut(width)) {
        above.swap_with_slice(below);
    }
}

#[cfg(test)]
mod tests {
    use super::{Orientation, upright};
    use crate::linear::{Linear, Pixel};

    /// Two rows of three: 1 2 3 over 4 5 6, and how each orientation shows them.
    #[test]
    fn each_of_exifs_eight_orientations_is_seen_upright() {
        let seen = (1..=8).map(|exif| {
            let pixels = (1..=6).map(|value| Pixel::new([value, 0, 0, 0])).collect();
            let stored = Linear { width: 3, height: 2, opaque: false, pixels };
            let picture = upright(stored, Orientation::from_exif(exif));
            let rows = picture.pixels.chunks_exact(picture.width as usize);
            let rows: Vec<String> = rows.map(|row| row.iter().map(|pixel| pixel.0[0].to_string()).collect()).collect();
            rows.join("/")
        });

        let expected = ["123/456", "321/654", "654/321", "456/123", "14/25/36", "41/52/63", "63/52/41", "36/25/14"];
        assert!(seen.eq(expected));
    }

    #[test]
    fn an_unknown_orientation_is_upright() {
        assert_eq!(Orientation::from_exif(0), Orientation::UPRIGHT);
        assert_eq!(Orientation::from_exif(99), Orientation::UPRIGHT);
    }

    #[test]
    fn a_quarter_turn_against_the_clock_is_exifs_eight() {
        assert_eq!(Orientation::from_turns(1, None), Orientation::from_exif(8));
        assert_eq!(Orientation::from_turns(3, None), Orientation::from_exif(6));
        assert_eq!(Orientation::from_turns(0, Some(1)), Orientation::from_exif(2));
        assert_eq!(Orientation::from_turns(0, Some(0)), Orientation::from_exif(4));
    }
}
