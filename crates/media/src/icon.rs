//! Icons of tabs and home screens.

use crate::{Raster, Source, crop::Area, encode::encode_icon};

/// Makes a square PNG with this side of a picture, in linear light and with its transparency. `None` if the picture can't be
/// decoded, or is no larger than that.
#[must_use]
pub fn png_icon(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    let source = Source::decode(bytes).ok()?;
    if source.width().min(source.height()) <= side {
        return None;
    }
    let whole = Area::whole(source.width(), source.height());
    encode_icon(&Raster::of(&source.resized(whole, side, side))).ok()
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba, RgbaImage};

    use super::*;

    #[test]
    fn an_icon_keeps_its_colours_and_its_transparency() {
        let mut picture = RgbaImage::from_pixel(256, 256, Rgba([200, 30, 40, 255]));
        for (x, _, pixel) in picture.enumerate_pixels_mut().filter(|(x, ..)| *x < 128) {
            *pixel = Rgba([0, 0, 0, if x < 128 { 0 } else { 255 }]);
        }
        let mut file = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();

        let icon = png_icon(file.get_ref(), 48).unwrap();

        let shown = image::load_from_memory_with_format(&icon, ImageFormat::Png).unwrap().to_rgba8();
        assert_eq!(shown.dimensions(), (48, 48));
        assert_eq!(shown.get_pixel(4, 24)[3], 0);
        assert!(shown.get_pixel(44, 24).0.iter().zip([200, 30, 40, 255]).all(|(is, was)| is.abs_diff(was) <= 2));
        assert!(icon.len() < file.get_ref().len() && png_icon(file.get_ref(), 256).is_none());
    }
}
