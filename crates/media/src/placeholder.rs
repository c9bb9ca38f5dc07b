//! What stands in for a picture until it arrives: a blur of two dozen bytes and one colour of three.

use crate::{
    linear::Linear,
    raster::{Raster, on_white, to_u8},
    resize,
};

/// The longer side in pixels of what a placeholder is made from.
const SIDE: u32 = 32;

/// A stand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The colour that the picture stands on, or that covers most of it: red, green, blue.
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

/// The colour that the picture stands on: the one that covers most of its rim, as a studio's backdrop does, or else the one
/// that covers most of the picture. Where something shines through it stands on white, as it does in a JPEG.
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

/// The mean of the fullest of 512 boxes of similar colours, and how many pixels are in it. The mean of all pixels would be a
/// grey that is nowhere.
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
