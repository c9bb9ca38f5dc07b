//! The least contrast that the shop accepts, and the search for a colour that has it.

use crate::{
    oklch::{Oklch, distance},
    rgb::Rgb,
};

/// The least ratio of text to its ground (WCAG 2.2, 1.4.3, level AA).
pub(crate) const TEXT: f64 = 4.5;

/// The least ratio of lines and focus rings to their ground (WCAG 2.2, 1.4.11).
pub(crate) const SHAPE: f64 = 3.0;

/// Steps of lightness between black and white. One is about what eight bits can tell apart.
const STEPS: u32 = 400;

/// Returns the colour of the same hue that passes and whose lightness differs least, or the colour itself. Chroma gives
/// way where sRGB ends, so the search ends at black and at white.
pub(crate) fn nearest(colour: Rgb, passes: impl Fn(Rgb) -> bool) -> Option<Rgb> {
    if passes(colour) {
        return Some(colour);
    }
    let origin = Oklch::from(colour);
    (1..=STEPS).find_map(|step| {
        let shift = f64::from(step) / f64::from(STEPS);
        let shifted = [origin.lightness - shift, origin.lightness + shift];
        let candidates = shifted.map(|lightness| origin.with_lightness(lightness).to_rgb());
        let nearest = candidates.into_iter().filter(|candidate| passes(*candidate));
        nearest.min_by(|one, two| distance(*one, colour).total_cmp(&distance(*two, colour)))
    })
}

/// Writes a ratio with two decimals, cut off, so that a ratio just below a limit never reads as the limit.
pub(crate) fn ratio_text(ratio: f64) -> String {
    format!("{:.2}:1", (ratio * 100.0).floor() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_grey_on_white_is_the_known_one() {
        let on_white = |colour: Rgb| colour.contrast(Rgb::WHITE) >= TEXT;

        assert_eq!(nearest(Rgb([0x99; 3]), on_white), Some(Rgb([0x76; 3])));
        assert_eq!(nearest(Rgb([0x33; 3]), on_white), Some(Rgb([0x33; 3])));
    }

    #[test]
    fn hue_is_kept() {
        let orange = Rgb([255, 140, 0]);
        let found = nearest(orange, |colour| colour.contrast(Rgb::WHITE) >= TEXT).unwrap();

        let turned = (Oklch::from(found).hue - Oklch::from(orange).hue).abs();
        assert!(turned < 0.05, "{found} is turned by {turned}");
    }

    #[test]
    fn ratio_below_a_limit_does_not_read_as_the_limit() {
        assert_eq!(ratio_text(4.4996), "4.49:1");
    }
}
