//! A mezzanine: a smaller copy of a picture whose file takes long to decode, from which others are made.
//!
//! A camera's photograph, or one that came as AVIF, takes a tenth of a second or more to decode, and that for each
//! rendition that is missing. Its mezzanine takes a hundredth. It is made once, when the file has to be decoded anyway,
//! and what is shown to somebody who waits is made from it.

use crate::{
    EncodeError, Raster, Source,
    crop::Area,
    encode,
    format::SourceFormat,
    probe::{jpeg, probe},
    resize::{self, Part},
};

/// The most pixels of a mezzanine: then the usual shapes, cut out of the usual photographs, fill 640 px, and a wide photograph
/// itself 1280.
const MOST: f64 = 1_800_000.0;
/// The same where something shines through, which is kept as PNG and takes longer.
const MOST_SEEN_THROUGH: f64 = 1_000_000.0;
/// The most pixels of a baseline JPEG or a PNG that are decoded soon enough: in some 20 ms of a processor.
const QUICK: u64 = 2_250_000;
/// The most pixels of anything else.
const SLOW: u64 = 400_000;

/// Whether a file takes so long to decode that a [mezzanine](Source::mezzanine) pays. One that is no picture does not.
#[must_use]
pub fn is_worth_a_mezzanine(file: &[u8]) -> bool {
    probe(file).is_ok_and(|probe| {
        let is_slow = match probe.format {
            SourceFormat::Jpeg => jpeg::is_progressive(file),
            SourceFormat::Avif | SourceFormat::Webp => true,
            SourceFormat::Png | SourceFormat::Gif => false,
        };
        u64::from(probe.width) * u64::from(probe.height) > if is_slow { SLOW } else { QUICK }
    })
}

impl Source {
    /// All of it in fewer pixels, upright and in sRGB: a JPEG, or a PNG if something shines through.
    ///
    /// # Errors
    /// When a codec fails.
    pub fn mezzanine(&self) -> Result<Vec<u8>, EncodeError> {
        let whole = Area::whole(self.width(), self.height());
        let most = if self.is_opaque() { MOST } else { MOST_SEEN_THROUGH };
        let scale = (most / f64::from(whole.width) / f64::from(whole.height)).sqrt().min(1.0);
        let width = ((f64::from(whole.width) * scale) as u32).max(1);
        let picture =
            resize::quickly_resized(self.linear(), &Part::from(whole), width, resize::height_at(width, whole));
        encode::encode_mezzanine(&Raster::of(&picture))
    }
}
