//! AVIF, by libaom.

use super::{
    Channels, Decoded, Samples,
    aom::{self, Frame},
    profile, yuv,
};
use crate::{
    linear::{FULL, straight},
    probe::avif::{self, Colour, Layout},
    refusal::Refusal,
};
use moxcms::{CicpColorPrimaries, CicpProfile, ColorProfile, MatrixCoefficients, TransferCharacteristics};

/// AV1's numbers for the kinds of unit that declare sizes, and that begin a frame.
const SEQUENCE_HEADER: u8 = 1;
const FRAME_HEADER: u8 = 3;
const FRAME: u8 = 6;
/// The most frames of a stream. A picture is one; one that sharpens as it arrives has up to four layers.
const MAX_FRAMES: u32 = 4;
const SRGB_PRIMARIES: u8 = 1;
const SRGB_CURVE: u8 = 13;
const UNSPECIFIED: u8 = 2;

pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let layout = avif::layout(bytes)?;
    let frame = frame(&layout.picture, &layout)?;
    let mut pixels = yuv::to_rgba(&frame, matrix(&layout, &frame))?;
    if let Some(alpha) = &layout.alpha {
        lay_alpha(&mut pixels, &self::frame(alpha, &layout)?, layout.premultiplied)?;
    }
    Ok(Decoded {
        width: layout.width,
        height: layout.height,
        channels: Channels::Rgba,
        samples: Samples::Sixteen(pixels),
        profile: colours(&layout, &frame),
    })
}

/// Decodes one stream, which must be of the size that the boxes promised.
fn frame(stream: &[u8], layout: &Layout) -> Result<Frame, Refusal> {
    one_picture(stream)?;
    if aom::announced_size(stream)? != (layout.width, layout.height) {
        return Err(Refusal::Damaged);
    }
    let frame = aom::decode(stream)?;
    let whole = (frame.width, frame.height) == (layout.width, layout.height);
    if whole { Ok(frame) } else { Err(Refusal::Damaged) }
}

/// Refuses a stream that declares its size twice: the second could be any size, and memory is set aside for it. And one
/// that is a film: each frame costs as much as a picture, and may take a few hundred bytes. AV1 bitstream specification,
/// 5.3.
fn one_picture(stream: &[u8]) -> Result<(), Refusal> {
    let (mut rest, mut sequences, mut frames) = (stream, 0, 0);
    while let [header, after @ ..] = rest {
        let extension = usize::from(header >> 2 & 1);
        let has_size = header >> 1 & 1 == 1;
        let after = after.get(extension..).ok_or(Refusal::Truncated)?;
        let (size, after) = if has_size { leb128(after)? } else { (after.len(), after) };
        rest = after.get(size..).ok_or(Refusal::Truncated)?;
        match header >> 3 & 15 {
            SEQUENCE_HEADER => sequences += 1,
            FRAME_HEADER | FRAME => frames += 1,
            _ => {}
        }
        if sequences > 1 {
            return Err(Refusal::Damaged);
        }
        if frames > MAX_FRAMES {
            return Err(Refusal::TooManyFrames);
        }
    }
    Ok(())
}

/// A number in groups of seven bits, lowest first, and what follows it.
fn leb128(bytes: &[u8]) -> Result<(usize, &[u8]), Refusal> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((number, &bytes[place + 1..]));
        }
    }
    Err(Refusal::Damaged)
}

/// Matrix and range: the boxes' word goes before the stream's.
fn matrix(layout: &Layout, frame: &Frame) -> yuv::Matrix {
    match layout.colour {
        Colour::CodePoints { matrix, full_range, .. } => yuv::Matrix { code_point: matrix, full_range },
        Colour::Icc(_) | Colour::Undeclared => yuv::Matrix { code_point: frame.matrix, full_range: frame.full_range },
    }
}

/// The profile that the boxes or the stream declare. `None` is sRGB.
fn colours(layout: &Layout, frame: &Frame) -> Option<ColorProfile> {
    let (primaries, transfer) = match layout.colour {
        Colour::Icc(icc) => return profile(Some(icc)),
        Colour::CodePoints { primaries, transfer, .. } => (primaries, transfer),
        Colour::Undeclared => (frame.primaries, frame.transfer),
    };
    let plain = |code: u8, srgb: u8| code == srgb || code == UNSPECIFIED;
    if plain(primaries, SRGB_PRIMARIES) && plain(transfer, SRGB_CURVE) {
        return None;
    }
    Some(ColorProfile::new_from_cicp(CicpProfile {
        color_primaries: CicpColorPrimaries::try_from(primaries).ok()?,
        transfer_characteristics: TransferCharacteristics::try_from(transfer).ok()?,
        matrix_coefficients: MatrixCoefficients::Identity,
        full_range: true,
    }))
}

/// Puts a decoded alpha picture into the fourth channel.
fn lay_alpha(pixels: &mut [u16], alpha: &Frame, premultiplied: bool) -> Result<(), Refusal> {
    let alpha = yuv::luma(alpha)?;
    for (pixel, alpha) in pixels.chunks_exact_mut(4).zip(alpha) {
        if premultiplied && alpha < FULL {
            pixel.iter_mut().for_each(|value| *value = straight(*value, alpha));
        }
        pixel[3] = alpha;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FRAME, FRAME_HEADER, Refusal, SEQUENCE_HEADER, one_picture};

    /// Units without content, each of which says its length.
    fn stream(kinds: &[u8]) -> Vec<u8> {
        kinds.iter().flat_map(|kind| [kind << 3 | 2, 0]).collect()
    }

    #[test]
    fn a_film_is_refused() {
        let picture = [SEQUENCE_HEADER, FRAME];
        let layers = [SEQUENCE_HEADER, FRAME, FRAME_HEADER, FRAME, FRAME];

        assert_eq!(one_picture(&stream(&picture)), Ok(()));
        assert_eq!(one_picture(&stream(&layers)), Ok(()));
        assert_eq!(one_picture(&stream(&[&layers[..], &[FRAME_HEADER]].concat())), Err(Refusal::TooManyFrames));
        assert_eq!(one_picture(&stream(&[picture, picture].concat())), Err(Refusal::Damaged));
    }
}
