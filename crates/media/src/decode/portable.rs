//! Decodes PNG, WebP and GIF by `image`.

use super::{Channels, Decoded, Samples, profile};
use crate::{format::SourceFormat, probe::Probe, refusal::Refusal};
use image::{
    ColorType, ImageDecoder, ImageError, Limits,
    codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder},
    error::ImageResult,
};
use std::io::{Cursor, ErrorKind};

/// Working memory in bytes beyond the picture itself: GIF and animated WebP paint frames onto a canvas.
const WORKING_MEMORY: u64 = 4 << 20;

pub(super) fn decode(bytes: &[u8], probe: &Probe) -> Result<Decoded, Refusal> {
    let file = Cursor::new(bytes);
    let decoded = match probe.format {
        SourceFormat::Webp => WebPDecoder::new(file).and_then(|decoder| read(decoder, probe)),
        SourceFormat::Gif => GifDecoder::new(file).and_then(|decoder| read(decoder, probe)),
        _ => PngDecoder::with_limits(file, limits(probe)).and_then(|decoder| read(decoder, probe)),
    };
    decoded.map_err(|error| refusal(&error))
}

/// Reads the still picture, or the first frame of an animation.
fn read(mut decoder: impl ImageDecoder, probe: &Probe) -> ImageResult<Decoded> {
    decoder.set_limits(limits(probe))?;
    let (width, height) = decoder.dimensions();
    let icc = decoder.icc_profile()?;
    let (channels, samples) = samples(decoder)?;
    Ok(Decoded { width, height, channels, samples, profile: profile(icc.as_deref()) })
}

/// Returns limits of the probed size. PNG needs them before its header is read: a profile of a few kilobytes can
/// unpack to gigabytes.
fn limits(probe: &Probe) -> Limits {
    let pixels = u64::from(probe.width) * u64::from(probe.height);
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(probe.width);
    limits.max_image_height = Some(probe.height);
    limits.max_alloc = Some(pixels * 16 + WORKING_MEMORY);
    limits
}

fn samples(decoder: impl ImageDecoder) -> ImageResult<(Channels, Samples)> {
    let kind = decoder.color_type();
    let mut bytes = vec![0; usize::try_from(decoder.total_bytes()).unwrap_or(usize::MAX)];
    decoder.read_image(&mut bytes)?;
    let channels = match kind {
        ColorType::L8 | ColorType::L16 => Channels::Grey,
        ColorType::La8 | ColorType::La16 => Channels::GreyAlpha,
        ColorType::Rgb8 | ColorType::Rgb16 => Channels::Rgb,
        _ => Channels::Rgba,
    };
    let deep = kind.bytes_per_pixel() as usize == channels.count() * 2;
    Ok((channels, if deep { Samples::Sixteen(words(&bytes)) } else { Samples::Eight(bytes) }))
}

fn words(bytes: &[u8]) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]])).collect()
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => Refusal::Truncated,
        ImageError::Unsupported(_) => Refusal::Unsupported("this variant of the format"),
        _ => Refusal::Damaged,
    }
}
