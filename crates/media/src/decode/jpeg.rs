//! Decodes JPEG by libjpeg-turbo.

use super::{
    Channels, Decoded, Samples, profile,
    turbojpeg::{Decompressor, Header, PixelFormat},
};
use crate::{probe::jpeg, refusal::Refusal};

/// Decodes a file with each side divided by `shrink`, which is 1, 2, 4 or 8.
pub(super) fn decode(bytes: &[u8], shrink: u32) -> Result<Decoded, Refusal> {
    let markers = jpeg::markers(bytes)?;
    let bytes = &*markers.tidied(bytes);
    let mut decompressor = Decompressor::new();
    let header = decompressor.header(bytes)?;
    if (header.width, header.height) != (markers.width.into(), markers.height.into()) {
        return Err(Refusal::Damaged);
    }
    let channels = channels(&header);
    let (width, height) = header.shrunk(shrink);
    let mut pixels = vec![0; width as usize * height as usize * channels.count()];
    decompressor.decode(bytes, &header, shrink, &mut pixels)?;
    if channels == Channels::Cmyk && markers.adobe {
        pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    Ok(Decoded {
        width,
        height,
        channels,
        samples: Samples::Eight(pixels),
        profile: profile(markers.icc_profile().as_deref()),
    })
}

fn channels(header: &Header) -> Channels {
    match header.format {
        PixelFormat::Grey => Channels::Grey,
        PixelFormat::Rgb => Channels::Rgb,
        PixelFormat::Cmyk => Channels::Cmyk,
    }
}
