//! One rendition before it has a format.

use crate::linear::{CODE_OF_LIGHT, Curve, FULL, Linear, Pixel, straight};

/// A rendition: sRGB with its curve, 16 bits a channel, straight alpha.
///
/// Sixteen bits, because AVIF is encoded at ten, and rounding to eight on the way would show as bands in a sky.
pub struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Whether every alpha is full.
    pub(crate) opaque: bool,
    /// Row by row: red, green, blue, alpha.
    pub(crate) pixels: Vec<[u16; 4]>,
}

impl Raster {
    /// What linear light looks like in sRGB's numbers.
    pub(crate) fn of(linear: &Linear) -> Self {
        let curve = &*CODE_OF_LIGHT;
        let pixels = if linear.opaque {
            linear.pixels.iter().map(|pixel| coded(curve, *pixel)).collect()
        } else {
            linear.pixels.iter().map(|pixel| coded(curve, without_alpha(*pixel))).collect()
        };
        Self { width: linear.width, height: linear.height, opaque: linear.opaque, pixels }
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Whether nothing shines through it.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// Its pixels at 8 bits, row by row: red, green, blue, straight alpha. For measuring quality against.
    #[must_use]
    pub fn to_rgba8(&self) -> Vec<u8> {
        let rgba: Vec<[u8; 4]> =
            self.pixels.iter().map(|[r, g, b, alpha]| [to_u8(*r), to_u8(*g), to_u8(*b), to_u8(*alpha)]).collect();
        rgba.into_flattened()
    }

    /// The same without alpha.
    pub(crate) fn to_rgb8(&self) -> Vec<u8> {
        let rgb: Vec<[u8; 3]> = self.pixels.iter().map(|[r, g, b, _]| [to_u8(*r), to_u8(*g), to_u8(*b)]).collect();
        rgb.into_flattened()
    }

    /// Red, green and blue at 8 bits, on white where it is transparent.
    pub(crate) fn on_white(&self) -> Vec<u8> {
        self.pixels.iter().flat_map(|pixel| on_white(*pixel).map(to_u8)).collect()
    }
}

/// A pixel of linear light with sRGB's curve.
fn coded(curve: &Curve, pixel: Pixel) -> [u16; 4] {
    let [red, green, blue, alpha] = pixel.0;
    [curve[usize::from(red)], curve[usize::from(green)], curve[usize::from(blue)], alpha]
}

fn without_alpha(pixel: Pixel) -> Pixel {
    let [red, green, blue, alpha] = pixel.0;
    Pixel::new([straight(red, alpha), straight(green, alpha), straight(blue, alpha), alpha])
}

/// Laid over white as browsers do it: in sRGB's numbers, not in light.
pub(crate) fn on_white([red, green, blue, alpha]: [u16; 4]) -> [u16; 3] {
    let (alpha, full) = (u64::from(alpha), u64::from(FULL));
    [red, green, blue].map(|value| ((u64::from(value) * alpha + full * (full - alpha)) / full) as u16)
}

/// 16 bits rounded to 8.
pub(crate) fn to_u8(value: u16) -> u8 {
    ((u32::from(value) * 255 + 32_895) >> 16) as u8
}
