//! JPEG, by libjpeg-turbo.

use super::{
    Channels, Decoded, Samples, profile,
    turbojpeg::{Decompressor, Header, PixelFormat},
};
use crate::{probe::jpeg, refusal::Refusal};

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let markers = jpeg::markers(bytes)?;
    let mut decompressor = Decompressor::new();
    let header = decompressor.header(bytes)?;
    if (header.width, header.height) != (markers.width.into(), markers.height.into()) {
        return Err(Refusal::Damaged);
    }
    let channels = channels(&header);
    let mut pixels = vec![0; header.width as usize * header.height as usize * channels.count()];
    decompressor.decode(bytes, &header, &mut pixels)?;
    if channels == Channels::Cmyk && markers.adobe {
        pixels.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    Ok(Decoded {
        width: header.width,
        height: header.height,
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
