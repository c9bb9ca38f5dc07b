//! Renditions before they are encoded.

use crate::linear::{CODE_OF_LIGHT, Curve, FULL, Linear, Pixel, straight};

/// A rendition: sRGB with its curve, 16 bits a channel, straight alpha.
///
/// It has sixteen bits, because AVIF is encoded at ten, and rounding to eight on the way would show as bands in a sky.
pub struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// True if every alpha is full.
    pub(crate) opaque: bool,
    /// Red, green, blue and alpha, row by row.
    pub(crate) pixels: Vec<[u16; 4]>,
}

impl Raster {
    /// Converts linear light to sRGB.
    pub(crate) fn of(linear: &Linear) -> Self {
        let curve = &*CODE_OF_LIGHT;
        let pixels = if linear.opaque {
            linear.pixels.iter().map(|pixel| coded(curve, *pixel)).collect()
        } else {
            linear.pixels.iter().map(|pixel| coded(curve, without_alpha(*pixel))).collect()
        };
        Self { width: linear.width, height: linear.height, opaque: linear.opaque, pixels }
    }

    /// Returns the width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns the height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Returns true if the raster has no transparency.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// Returns the pixels at 8 bits, row by row: red, green, blue, straight alpha. Quality is measured against them.
    #[must_use]
    pub fn to_rgba8(&self) -> Vec<u8> {
        let rgba: Vec<[u8; 4]> =
            self.pixels.iter().map(|[r, g, b, alpha]| [to_u8(*r), to_u8(*g), to_u8(*b), to_u8(*alpha)]).collect();
        rgba.into_flattened()
    }

    /// Returns the pixels at 8 bits, row by row, without alpha.
    pub(crate) fn to_rgb8(&self) -> Vec<u8> {
        let rgb: Vec<[u8; 3]> = self.pixels.iter().map(|[r, g, b, _]| [to_u8(*r), to_u8(*g), to_u8(*b)]).collect();
        rgb.into_flattened()
    }

    /// Returns red, green and blue at 8 bits, with transparent areas on white.
    pub(crate) fn on_white(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|pixel| on_white(*pixel).map(to_u8)).collect()
    }
}

/// Encodes a pixel of linear light with sRGB's curve.
fn coded(curve: &Curve, pixel: Pixel) -> [u16; 4] {
    let [red, green, blue, alpha] = pixel.0;
    [curve[usize::from(red)], curve[usize::from(green)], curve[usize::from(blue)], alpha]
}

fn without_alpha(pixel: Pixel) -> Pixel {
    let [red, green, blue, alpha] = pixel.0;
    Pixel::new([straight(red, alpha), straight(green, alpha), straight(blue, alpha), alpha])
}

/// Composites a pixel on white as browsers do: in sRGB's values, not in linear light.
pub(crate) fn on_white([red, green, blue, alpha]: [u16; 4]) -> [u16; 3] {
    let (alpha, full) = (u64::from(alpha), u64::from(FULL));
    [red, green, blue].map(|value| ((u64::from(value) * alpha + full * (full - alpha)) / full) as u16)
}

/// Rounds 16 bits to 8.
pub(crate) fn to_u8(value: u16) -> u8 {
    ((u32::from(value) * 255 + 32_895) >> 16) as u8
}
