//! Resizes pictures in linear light.

use crate::{
    crop::Area,
    linear::{Linear, Pixel},
};
use fast_image_resize::{
    FilterType, ResizeAlg, ResizeError, ResizeOptions, Resizer,
    images::{TypedImage, TypedImageRef},
};

/// Returns the height in pixels that keeps a shape at another width; never zero.
pub(crate) fn height_at(width: u32, shape: Area) -> u32 {
    let exact = (u64::from(shape.height) * u64::from(width) + u64::from(shape.width) / 2) / u64::from(shape.width);
    u32::try_from(exact).unwrap_or(u32::MAX).max(1)
}

/// A resampling filter.
#[derive(Clone, Copy)]
pub(crate) enum Filter {
    /// Lanczos, which keeps most detail.
    Best,
    /// Catmull-Rom: two thirds of the reach, in two thirds of the time.
    Quick,
}

impl Filter {
    fn algorithm(self) -> ResizeAlg {
        ResizeAlg::Convolution(match self {
            Self::Best => FilterType::Lanczos3,
            Self::Quick => FilterType::CatmullRom,
        })
    }
}

/// Resizes an area of a picture.
pub(crate) fn resized(picture: &Linear, area: Area, width: u32, height: u32) -> Linear {
    by(Filter::Best, picture, &Part::from(area), (width, height))
}

/// Resizes a part of a picture with a filter.
pub(crate) fn by(filter: Filter, picture: &Linear, part: &Part, size: (u32, u32)) -> Linear {
    with(picture, part, size, filter.algorithm())
}

/// Resizes a part of a picture in bands of rows: exactly the pixels of [`by`], which resizes across first as well.
/// `rows` makes so many rows from the one of that number on.
pub(crate) fn in_bands(
    filter: Filter,
    whole_height: u32,
    rows: impl Fn(u32, u32) -> Linear,
    part: &Part,
    (width, height): (u32, u32),
) -> Linear {
    let mut pixels = Vec::with_capacity(width as usize * whole_height as usize);
    let mut opaque = true;
    for top in (0..whole_height).step_by(BAND as usize) {
        let band = rows(top, BAND.min(whole_height - top));
        let across = Part { left: part.left, width: part.width, top: 0.0, height: band.height.into() };
        pixels.extend(with(&band, &across, (width, band.height), filter.algorithm()).pixels);
        opaque &= band.opaque;
    }
    let narrow = Linear { width, height: whole_height, opaque, pixels };
    let down = Part { left: 0.0, width: width.into(), top: part.top, height: part.height };
    with(&narrow, &down, (width, height), filter.algorithm())
}

/// Rows of a band.
const BAND: u32 = 64;

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
    /// Returns the position of an area of a picture in a smaller copy of `across` by `down` pixels, whose sides are
    /// scaled by `scale` and whose upper left corner lies at `corner`.
    pub(crate) fn of_smaller(area: Area, scale: [f64; 2], corner: [f64; 2], (across, down): (u32, u32)) -> Self {
        let whole = Self::from(area);
        let (left, top) = (corner[0] + whole.left * scale[0], corner[1] + whole.top * scale[1]);
        let width = (whole.width * scale[0]).min(f64::from(across) - left);
        let height = (whole.height * scale[1]).min(f64::from(down) - top);
        Self { left, top, width, height }
    }
}

/// Resizes a picture from a few samples of each part: enough for a picture that is blurred next.
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
