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
    with(picture, &Part::from(area), (width, height), ResizeAlg::Convolution(FilterType::Lanczos3))
}

/// The same in two thirds of the time, by a filter of two thirds of the reach.
pub(crate) fn quickly_resized(picture: &Linear, part: &Part, width: u32, height: u32) -> Linear {
    with(picture, part, (width, height), ResizeAlg::Convolution(FilterType::CatmullRom))
}

/// A part of a picture, to fractions of a pixel.
pub(crate) struct Part {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl From<Area> for Part {
    fn from(area: Area) -> Self {
        let Area { left, top, width, height } = area;
        Self { left: left.into(), top: top.into(), width: width.into(), height: height.into() }
    }
}

impl Part {
    /// Where an area of a picture lies in `smaller`, which is that picture with its sides times `scale`; the picture's upper
    /// left corner lies at `corner` there.
    pub(crate) fn of_smaller(area: Area, scale: [f64; 2], corner: [f64; 2], smaller: &Linear) -> Self {
        let whole = Self::from(area);
        let (left, top) = (corner[0] + whole.left * scale[0], corner[1] + whole.top * scale[1]);
        let width = (whole.width * scale[0]).min(f64::from(smaller.width) - left);
        let height = (whole.height * scale[1]).min(f64::from(smaller.height) - top);
        Self { left, top, width, height }
    }
}

/// A picture at another size from a few samples of each part: enough for what is about to be blurred.
pub(crate) fn sampled(picture: &Linear, width: u32, height: u32) -> Linear {
    let whole = Area::whole(picture.width, picture.height);
    with(picture, &Part::from(whole), (width, height), ResizeAlg::SuperSampling(FilterType::Hamming, 4))
}

fn with(picture: &Linear, part: &Part, (width, height): (u32, u32), algorithm: ResizeAlg) -> Linear {
    let mut pixels = vec![Pixel::default(); width as usize * height as usize];
    fill(picture, part, &mut pixels, (width, height), algorithm)
        .expect("both pictures are as large as they say, and the part lies inside");
    Linear { width, height, opaque: picture.opaque, pixels }
}

fn fill(
    picture: &Linear,
    part: &Part,
    pixels: &mut [Pixel],
    (width, height): (u32, u32),
    algorithm: ResizeAlg,
) -> Result<(), ResizeError> {
    let source = TypedImageRef::new(picture.width, picture.height, &picture.pixels)
        .expect("a picture has width times height pixels");
    let mut target = TypedImage::from_pixels_slice(width, height, pixels).expect("made of width times height pixels");
    let options =
        ResizeOptions::new().resize_alg(algorithm).crop(part.left, part.top, part.width, part.height).use_alpha(false);
    Resizer::new().resize_typed(&source, &mut target, &options)
}
