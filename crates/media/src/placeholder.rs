//! Placeholders, shown while a picture loads: a blur of two dozen bytes and one colour of three.

use crate::{
    linear::Linear,
    raster::{Raster, on_white, to_u8},
    resize,
};

/// The longer side in pixels of the copy that a placeholder is made from.
const SIDE: u32 = 32;

/// A placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The colour of the backdrop, or else the dominant colour: red, green, blue.
    pub colour: [u8; 3],
    /// A `ThumbHash`: the picture blurred, in 25 bytes or fewer.
    pub thumbhash: Vec<u8>,
}

pub(crate) fn of(picture: &Linear) -> Placeholder {
    let longer = picture.width.max(picture.height);
    let side = |length: u32| (length * SIDE.min(longer) / longer).max(1);
    let (width, height) = (side(picture.width), side(picture.height));
    let small = Raster::of(&resize::sampled(picture, width, height));
    let pixels: Vec<[u8; 4]> = small.pixels.iter().map(|pixel| pixel.map(to_u8)).collect();
    let thumbhash = thumbhash::rgba_to_thumb_hash(width as usize, height as usize, pixels.as_flattened());
    Placeholder { colour: ground(&small, width as usize), thumbhash }
}

/// Returns the colour of the backdrop: the one that covers most of the border, as in a studio, or else the one that
/// covers most of the picture. Transparent areas count as white, as in a JPEG.
fn ground(picture: &Raster, width: usize) -> [u8; 3] {
    let pixels: Vec<[u8; 3]> = picture.pixels.iter().map(|pixel| on_white(*pixel).map(to_u8)).collect();
    let height = pixels.len() / width;
    let is_rim = |place: usize| {
        let (x, y) = (place % width, place / width);
        x == 0 || y == 0 || x + 1 == width || y + 1 == height
    };
    let rim: Vec<_> = pixels.iter().enumerate().filter(|(place, _)| is_rim(*place)).map(|(_, pixel)| *pixel).collect();
    let (backdrop, covered) = dominant(&rim);
    if covered as usize * 4 >= rim.len() * 3 { backdrop } else { dominant(&pixels).0 }
}

/// Returns the mean of the fullest of 512 boxes of similar colours, and its number of pixels. The mean of all pixels
/// would be a grey that occurs nowhere.
fn dominant(pixels: &[[u8; 3]]) -> ([u8; 3], u32) {
    let mut boxes = vec![[0_u32; 4]; 512];
    for [red, green, blue] in pixels {
        let place = usize::from(red >> 5) << 6 | usize::from(green >> 5) << 3 | usize::from(blue >> 5);
        for (sum, value) in boxes[place].iter_mut().zip([*red, *green, *blue, 1]) {
            *sum += u32::from(value);
        }
    }
    let [red, green, blue, count] = boxes.into_iter().max_by_key(|sums| sums[3]).unwrap_or_default();
    ([red, green, blue].map(|sum| (sum / count.max(1)) as u8), count)
}
