//! OKLab and its polar form OKLCH, in which equal steps of lightness look equal and a hue stays itself.
//! The matrices are those of Björn Ottosson, <https://bottosson.github.io/posts/oklab/>.

use crate::rgb::{Rgb, encoded, linear};

/// A colour by lightness (0 to 1), chroma (0 is grey) and hue (radians).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Oklch {
    pub(crate) lightness: f64,
    pub(crate) chroma: f64,
    pub(crate) hue: f64,
}

impl From<Rgb> for Oklch {
    fn from(rgb: Rgb) -> Self {
        let [lightness, a, b] = oklab(rgb);
        Self { lightness, chroma: a.hypot(b), hue: b.atan2(a) }
    }
}

impl Oklch {
    /// Returns the nearest colour of sRGB with the same lightness and hue: chroma gives way.
    pub(crate) fn to_rgb(self) -> Rgb {
        let lightness = self.lightness.clamp(0.0, 1.0);
        let light = |chroma: f64| linear_light([lightness, chroma * self.hue.cos(), chroma * self.hue.sin()]);
        let is_end = lightness <= 0.0 || lightness >= 1.0;
        let mut most = if is_end { 0.0 } else { self.chroma };
        if !is_in_gamut(light(most)) {
            let mut least = 0.0;
            for _ in 0..12 {
                let middle = f64::midpoint(least, most);
                if is_in_gamut(light(middle)) { least = middle } else { most = middle }
            }
            most = least;
        }
        Rgb(light(most).map(encoded))
    }

    pub(crate) fn with_lightness(self, lightness: f64) -> Self {
        Self { lightness, ..self }
    }
}

/// Mixes `share` (0 to 1) of `two` into `one` in OKLab, as `color-mix(in oklab, …)` does.
pub(crate) fn mix(one: Rgb, two: Rgb, share: f64) -> Rgb {
    let (from, to) = (oklab(one), oklab(two));
    let mixed = std::array::from_fn(|axis| from[axis] + (to[axis] - from[axis]) * share);
    Rgb(linear_light(mixed).map(encoded))
}

/// Returns the distance between two colours in OKLab; about 0.02 is just noticeable.
pub(crate) fn distance(one: Rgb, two: Rgb) -> f64 {
    let (from, to) = (oklab(one), oklab(two));
    (0..3).map(|axis| (from[axis] - to[axis]).powi(2)).sum::<f64>().sqrt()
}

fn oklab(rgb: Rgb) -> [f64; 3] {
    let [red, green, blue] = rgb.0.map(linear);
    let l = (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
    let m = (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
    let s = (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
    [
        0.210_454_255_3 * l + 0.793_617_785_0 * m - 0.004_072_046_8 * s,
        1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s,
        0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s,
    ]
}

fn linear_light([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// Half a step of eight bits outside is still inside.
fn is_in_gamut(light: [f64; 3]) -> bool {
    light.iter().all(|channel| (-0.000_2..=1.002).contains(channel))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primaries_have_the_published_values() {
        let red = Oklch::from(Rgb([255, 0, 0]));

        assert_eq!(format!("{:.3} {:.3} {:.1}", red.lightness, red.chroma, red.hue.to_degrees()), "0.628 0.258 29.2");
    }

    #[test]
    fn every_colour_survives_the_way_there_and_back() {
        for value in (0..0x0100_0000_u32).step_by(4_099) {
            let [_, red, green, blue] = value.to_be_bytes();
            let rgb = Rgb([red, green, blue]);

            assert!(distance(Oklch::from(rgb).to_rgb(), rgb) < 0.006, "{rgb}");
        }
    }

    #[test]
    fn ends_of_lightness_are_black_and_white() {
        let teal = Oklch::from(Rgb([0, 128, 128]));

        assert_eq!(teal.with_lightness(0.0).to_rgb(), Rgb::BLACK);
        assert_eq!(teal.with_lightness(1.0).to_rgb(), Rgb::WHITE);
    }
}
