//! Decodes files to samples, whatever their format, depth and colour.
//!
//! JPEG is decoded by libjpeg-turbo: the pure-Rust decoders were found to turn some legal files into wrong colours
//! without an error. PNG, WebP and GIF are decoded by `image`, AVIF by libaom, which is linked for encoding anyway.

mod aom;
mod avif;
mod jpeg;
mod portable;
mod turbojpeg;
mod yuv;

use crate::{format::SourceFormat, probe::Probe, refusal::Refusal};
use moxcms::ColorProfile;

/// The output of a codec: samples as stored, and their meaning.
pub(crate) struct Decoded {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) channels: Channels,
    pub(crate) samples: Samples,
    /// The colour space that the file declares. Without one it is sRGB.
    pub(crate) profile: Option<ColorProfile>,
}

/// The channels of a pixel, interleaved. Alpha is straight; ink is 0 for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channels {
    Grey,
    GreyAlpha,
    Rgb,
    Rgba,
    Cmyk,
}

impl Channels {
    /// Returns the number of samples in a pixel.
    pub(crate) fn count(self) -> usize {
        self.colours() + usize::from(self.has_alpha())
    }

    /// Returns the number of colour samples in a pixel, without alpha.
    pub(crate) fn colours(self) -> usize {
        match self {
            Self::Grey | Self::GreyAlpha => 1,
            Self::Rgb | Self::Rgba => 3,
            Self::Cmyk => 4,
        }
    }

    pub(crate) fn has_alpha(self) -> bool {
        matches!(self, Self::GreyAlpha | Self::Rgba)
    }
}

/// Samples of 8 or 16 bits, using the whole range of their type.
pub(crate) enum Samples {
    Eight(Vec<u8>),
    Sixteen(Vec<u16>),
}

/// Decodes a probed file. A picture whose size differs from the header is refused.
pub(crate) fn decode(bytes: &[u8], probe: &Probe) -> Result<Decoded, Refusal> {
    let decoded = match probe.format {
        SourceFormat::Jpeg => jpeg::decode(bytes, 1),
        SourceFormat::Avif => avif::decode(bytes),
        SourceFormat::Png | SourceFormat::Webp | SourceFormat::Gif => portable::decode(bytes, probe),
    }?;
    let whole = (decoded.width, decoded.height) == (probe.width, probe.height);
    if whole { Ok(decoded) } else { Err(Refusal::Damaged) }
}

/// Decodes a probed JPEG with each side divided by `shrink` (1, 2, 4 or 8), which is cheaper than all of it, because
/// JPEG stores pixels by frequency. Returns `None` for other formats.
pub(crate) fn shrunk(bytes: &[u8], probe: &Probe, shrink: u32) -> Option<Result<Decoded, Refusal>> {
    (probe.format == SourceFormat::Jpeg).then(|| jpeg::decode(bytes, shrink))
}

/// Parses a profile. An unreadable one is ignored, as browsers do: the picture counts as sRGB.
fn profile(icc: Option<&[u8]>) -> Option<ColorProfile> {
    ColorProfile::new_from_slice(icc?).ok()
}
