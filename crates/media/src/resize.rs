//! Fewer pixels, the same light.

use crate::{
    crop::Area,
    linear::{Linear, Pixel},
};
use fast_image_resize::{
    FilterType, ResizeAlg, ResizeError, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
};

/// The height that keeps a shape at another width, in pixels; never zero.
pub(crate) fn height_at(width: u32, shape: Area) -> u32 {
    let exact = (u64::from(shape.height) * u64::from(width) + u64::from(shape.width) / 2) / u64::from(shape.width);
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// An area of a picture at another size, by Lanczos's filter: of the usual ones the one that keeps most detail.
pub(crate) fn resized(picture: &Linear, area: Area, width: u32, height: u32) -> Linear {
    let filter = ResizeAlg::Convolution(FilterType::Lanczos3);
    with(picture, area, (width, height), filter)
}

/// A picture at another size from a few samples of each part: enough for what is about to be blurred.
pub(crate) fn sampled(picture: &Linear, width: u32, height: u32) -> Linear {
    let whole = Area::whole(picture.width, picture.height);
    with(picture, whole, (width, height), ResizeAlg::SuperSampling(FilterType::Hamming, 4))
}

fn with(picture: &Linear, area: Area, (width, height): (u32, u32), algorithm: ResizeAlg) -> Linear {
    let mut pixels = vec![Pixel::default(); width as usize * height as usize];
    fill(picture, area, &mut pixels, (width, height), algorithm)
        .expect("both pictures are as large as they say, and the area lies inside");
    Linear { width, height, opaque: picture.opaque, pixels }
}

fn fill(
    picture: &Linear,
    area: Area,
    pixels: &mut [Pixel],
    (width, height): (u32, u32),
    algorithm: ResizeAlg,
) -> Result<(), ResizeError> {
    let source = TypedImageRef::new(picture.width, picture.height, &picture.pixels)
        .expect("a picture has width times height pixels");
    let mut target = TypedImage::from_pixels_slice(width, height, pixels).expect("made of width times height pixels");
    let options = ResizeOptions::new()
        .resize_alg(algorithm)
        .crop(area.left.into(), area.top.into(), area.width.into(), area.height.into())
        .use_alpha(false);
    Resizer::new().resize_typed(&source, &mut target, &options)
}
