//! A mezzanine: a smaller copy of a picture whose file takes long to decode, from which others are made.
//!
//! A camera's photograph, or one that came as AVIF, takes a tenth of a second or more to decode, and that for each
//! rendition that is missing. Its mezzanine takes a hundredth. It is made when the file has to be decoded anyway, and what
//! is shown to somebody who waits is made from it.

use crate::{
    EncodeError, Probe, Raster, Source,
    crop::Area,
    encode,
    format::SourceFormat,
    resize::{self, Part},
};

/// How many pixels a mezzanine has, unless the picture has fewer: then the usual shapes, cut out of the usual photographs,
/// fill 640 px, and a wide photograph itself 1810.
const PIXELS: f64 = 1_800_000.0;
/// The same where something shines through, which is kept as PNG and takes longer.
const PIXELS_WITH_ALPHA: f64 = 1_000_000.0;
/// The most pixels of a baseline JPEG that are decoded soon enough: for 640 px, in 10 to 20 ms of a processor.
const MOST_OF_A_JPEG: u64 = 2_250_000;
/// The same of a PNG. With sixteen bits, a colour profile or in Adam7's order, a megapixel takes 30 to 45 ms.
const MOST_OF_A_PNG: u64 = 1_000_000;
/// The same of a progressive JPEG, of WebP and of AVIF.
const MOST_OF_OTHERS: u64 = 400_000;

impl Probe {
    /// Whether the file takes so long to decode that a [mezzanine](Source::mezzanine) pays.
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
    /// All of it, in no more pixels than renditions for somebody who waits need; upright and in sRGB. A JPEG, or a PNG if
    /// something shines through.
    ///
    /// # Errors
    /// When a codec fails.
    pub fn mezzanine(&self) -> Result<Vec<u8>, EncodeError> {
        let whole = Area::whole(self.width(), self.height());
        let pixels = if self.is_opaque() { PIXELS } else { PIXELS_WITH_ALPHA };
        let scale = (pixels / f64::from(whole.width) / f64::from(whole.height)).sqrt().min(1.0);
        let width = ((f64::from(whole.width) * scale) as u32).max(1);
        let picture = self.quickly_resized(&Part::from(whole), width, resize::height_at(width, whole));
        encode::encode_mezzanine(&Raster::of(&picture))
    }
}
