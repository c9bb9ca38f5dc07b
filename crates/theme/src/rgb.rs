//! Colours as documents and style sheets write them: `#rrggbb`.

use std::fmt;

/// A colour in sRGB with eight bits a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// Black.
    pub const BLACK: Self = Self([0; 3]);
    /// White.
    pub const WHITE: Self = Self([255; 3]);

    /// Reads `#rrggbb`. Names, short forms and functions of CSS are refused.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = value.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Returns the relative luminance from 0 for black to 1 for white, as WCAG 2.2 defines it.
    pub fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Returns the contrast ratio with another colour, from 1 to 21, as WCAG 2.2 defines it.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }
}

/// Writes `#rrggbb`.
impl fmt::Display for Rgb {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(formatter, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// Turns a channel of sRGB into linear light from 0 to 1 (IEC 61966-2-1).
pub(crate) fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

/// Turns linear light into a channel of sRGB. Light outside 0 to 1 is clipped.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of a byte")]
pub(crate) fn encoded(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let channel = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (channel * 255.0).round() as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(one: &str, two: &str) -> String {
        format!("{:.2}", Rgb::parse(one).unwrap().contrast(Rgb::parse(two).unwrap()))
    }

    /// Ratios that WCAG's understanding documents and common checkers give.
    #[test]
    fn contrast_is_that_of_wcag() {
        let known = [
            ("#000000", "#ffffff", "21.00"),
            ("#ffffff", "#ffffff", "1.00"),
            ("#777777", "#ffffff", "4.48"),
            ("#767676", "#ffffff", "4.54"),
            ("#949494", "#ffffff", "3.03"),
            ("#959595", "#ffffff", "3.00"),
            ("#ff0000", "#ffffff", "4.00"),
            ("#0000ff", "#ffffff", "8.59"),
            ("#00ff00", "#ffffff", "1.37"),
            ("#ffff00", "#000000", "19.56"),
            ("#808080", "#000000", "5.32"),
        ];

        for (one, two, expected) in known {
            assert_eq!(ratio(one, two), expected, "{one} on {two}");
            assert_eq!(ratio(two, one), expected, "{two} on {one}");
        }
    }

    #[test]
    fn only_six_digits_are_a_colour() {
        for wrong in ["", "#fff", "fff000", "#ff00gg", "#+12345", "#ff00ff00", "red", "#fff;}*{", "rgb(0 0 0)"] {
            assert_eq!(Rgb::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Rgb::parse("#F8f4eD").unwrap().to_string(), "#f8f4ed");
    }
}
