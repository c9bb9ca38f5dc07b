//! Mezzanines: smaller copies of pictures whose files take long to decode, from which fast renditions are made.
//!
//! A photograph of a camera, or an AVIF, takes a tenth of a second or more to decode, for each missing rendition. Its
//! mezzanine takes a hundredth. It is made when the file has to be decoded anyway.

use crate::{
    EncodeError, Probe, Raster, Source,
    crop::Area,
    encode,
    format::SourceFormat,
    resize::{self, Part},
};

/// The pixels of a mezzanine, unless the picture has fewer: then the usual shapes, cut out of the usual photographs,
/// fill 640 px, and a wide photograph itself 1810.
const PIXELS: f64 = 1_800_000.0;
/// The same for a picture with transparency, whose mezzanine is a PNG and takes longer.
const PIXELS_WITH_ALPHA: f64 = 1_000_000.0;
/// The most pixels of a baseline JPEG that decodes fast enough: for 640 px, in 10 to 20 ms of a processor.
const MOST_OF_A_JPEG: u64 = 2_250_000;
/// The same of a PNG. With sixteen bits, a colour profile or in Adam7's order, a megapixel takes 30 to 45 ms.
const MOST_OF_A_PNG: u64 = 1_000_000;
/// The same of a progressive JPEG, of WebP and of AVIF.
const MOST_OF_OTHERS: u64 = 400_000;

impl Probe {
    /// Returns true if the file takes so long to decode that a [mezzanine](Source::mezzanine) pays.
    #[must_use]
    pub fn is_worth_a_mezzanine(&self) -> bool {
        let most = match self.format {
            SourceFormat::Jpeg if self.scans == 1 => MOST_OF_A_JPEG,
            SourceFormat::Png | SourceFormat::Gif => MOST_OF_A_PNG,
            SourceFormat::Jpeg | SourceFormat::Avif | SourceFormat::Webp => MOST_OF_OTHERS,
        };
        u64::from(self.width) * u64::from(self.height) > most
    }
}

impl Source {
    /// Makes a mezzanine: all of the picture, in no more pixels than fast renditions need, upright and in sRGB. It is
    /// a JPEG, or a PNG if the picture has transparency.
    ///
    /// # Errors
    /// Fails when a codec fails.
    pub fn mezzanine(&self) -> Result<Vec<u8>, EncodeError> {
        let whole = Area::whole(self.width(), self.height());
        let pixels = if self.is_opaque() { PIXELS } else { PIXELS_WITH_ALPHA };
        let scale = (pixels / f64::from(whole.width) / f64::from(whole.height)).sqrt().min(1.0);
        let width = ((f64::from(whole.width) * scale) as u32).max(1);
        let picture = self.quickly_resized(&Part::from(whole), width, resize::height_at(width, whole));
        encode::encode_mezzanine(&Raster::of(&picture))
    }
}
