//! Pictures in linear light: the only form in which pixels may be averaged.
//!
//! An average of the values of an sRGB file darkens fine detail, because they are not proportional to light. Every step
//! between decoding and encoding therefore works on this form: 16 bits a channel, sRGB primaries, alpha premultiplied so
//! that the colour of a transparent pixel counts for nothing. Opaque pictures carry an alpha too: one kind of pixel
//! keeps every later step single, and four channels resize as fast as three.

use std::sync::LazyLock;

pub(crate) use fast_image_resize::pixels::U16x4 as Pixel;

/// Full alpha, full light.
pub(crate) const FULL: u16 = u16::MAX;

/// A picture in linear light.
#[derive(Clone)]
pub(crate) struct Linear {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// True if every alpha is [`FULL`].
    pub(crate) opaque: bool,
    /// Red, green, blue and alpha, premultiplied, row by row.
    pub(crate) pixels: Vec<Pixel>,
}

/// Linear light for each 8-bit sRGB value.
pub(crate) static LIGHT_OF_8_BITS: LazyLock<[u16; 256]> =
    LazyLock::new(|| std::array::from_fn(|value| to_u16(light(value as f64 / 255.0))));

/// A value for each 16-bit one. The fixed length removes the bounds check of a lookup.
pub(crate) type Curve = Box<[u16; 1 << 16]>;

/// Linear light for each 16-bit sRGB value.
pub(crate) static LIGHT_OF_16_BITS: LazyLock<Curve> = LazyLock::new(|| curve(light));

/// The 16-bit sRGB value for each linear light.
pub(crate) static CODE_OF_LIGHT: LazyLock<Curve> = LazyLock::new(|| curve(code));

fn curve(of: fn(f64) -> f64) -> Curve {
    let values: Box<[u16]> = (0..=FULL).map(|value| to_u16(of(f64::from(value) / f64::from(FULL)))).collect();
    values.try_into().expect("one for each value")
}

/// Returns `value × alpha`; 0..=65535 stand for 0..=1.
pub(crate) fn premultiplied(value: u16, alpha: u16) -> u16 {
    ((u32::from(value) * u32::from(alpha) + u32::from(FULL) / 2) / u32::from(FULL)) as u16
}

/// Inverts [`premultiplied`]. A value that no alpha could have made becomes full light.
pub(crate) fn straight(value: u16, alpha: u16) -> u16 {
    if alpha == 0 {
        return 0;
    }
    let (value, alpha) = (u32::from(value), u32::from(alpha));
    ((value * u32::from(FULL) + alpha / 2) / alpha).min(u32::from(FULL)) as u16
}

/// Decodes sRGB's curve, IEC 61966-2-1.
fn light(code: f64) -> f64 {
    if code <= 0.04045 { code / 12.92 } else { ((code + 0.055) / 1.055).powf(2.4) }
}

/// Encodes sRGB's curve.
fn code(light: f64) -> f64 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 }
}

fn to_u16(unit: f64) -> u16 {
    (unit * f64::from(FULL)).round() as u16
}

#[cfg(test)]
mod tests {
    use super::{CODE_OF_LIGHT, FULL, LIGHT_OF_8_BITS, premultiplied, straight};

    #[test]
    fn every_8_bit_value_survives_linear_light() {
        for value in 0..=255_u16 {
            let light = LIGHT_OF_8_BITS[usize::from(value)];
            let back = CODE_OF_LIGHT[usize::from(light)];
            assert_eq!((u32::from(back) * 255 + 32_767) / 65_535, u32::from(value));
        }
    }

    #[test]
    fn alpha_comes_off_as_it_went_on() {
        assert!(straight(premultiplied(40_000, 20_000), 20_000).abs_diff(40_000) <= 2);
        assert_eq!(straight(9, 0), 0);
        assert_eq!(straight(FULL, 3), FULL);
    }
}
