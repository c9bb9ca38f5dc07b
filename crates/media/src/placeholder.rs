//! What stands in for a picture until it arrives: a blur of two dozen bytes and one colour of three.

use crate::{
    linear::Linear,
    raster::{Raster, to_u8},
    resize,
};

/// The longer side in pixels of what a placeholder is made from.
const SIDE: u32 = 32;

/// A stand-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The colour that covers most of the picture: red, green, blue.
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
    Placeholder { colour: dominant(&pixels), thumbhash }
}

/// The mean of the fullest of 512 boxes of similar colours. The mean of all pixels would be a grey that is nowhere.
fn dominant(pixels: &[[u8; 4]]) -> [u8; 3] {
    let mut boxes = vec![[0_u32; 4]; 512];
    for [red, green, blue, alpha] in pixels {
        let place = usize::from(red >> 5) << 6 | usize::from(green >> 5) << 3 | usize::from(blue >> 5);
        let alpha = u32::from(*alpha);
        for (sum, value) in boxes[place].iter_mut().zip([red, green, blue]) {
            *sum += u32::from(*value) * alpha;
        }
        boxes[place][3] += alpha;
    }
    let [red, green, blue, weight] = boxes.into_iter().max_by_key(|sums| sums[3]).unwrap_or_default();
    [red, green, blue].map(|sum| (sum / weight.max(1)) as u8)
}
