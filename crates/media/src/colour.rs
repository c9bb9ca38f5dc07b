//! Converts every colour space to sRGB in linear light: the encoders embed no profile, so renditions must need none.

use crate::{
    decode::{Channels, Decoded, Samples},
    linear::{FULL, LIGHT_OF_8_BITS, LIGHT_OF_16_BITS, Linear, Pixel, premultiplied},
    refusal::Refusal,
};
use moxcms::{
    ColorProfile, DataColorSpace, Layout, RenderingIntent, ToneReprCurve, Transform16BitExecutor, TransformOptions,
};
use std::sync::Arc;

/// Pixels converted at a time through a profile, so that its buffers stay in the cache.
const BATCH: usize = 4096;

/// The largest difference, of 65,535, between two conversions that count as the same.
const SAME: u16 = 160;

/// Converts decoded samples.
pub(crate) fn linear(decoded: &Decoded) -> Result<Linear, Refusal> {
    let channels = decoded.channels;
    let conversion = Conversion::of(decoded);
    let pixels = match &decoded.samples {
        Samples::Eight(samples) => light_of_8_bits(samples, channels, conversion.as_ref())?,
        Samples::Sixteen(samples) => match conversion {
            None => plain(samples, channels, &|v| LIGHT_OF_16_BITS[usize::from(v)], &|v| v),
            Some(conversion) => conversion.apply(samples, channels, &|v| v)?,
        },
    };
    let opaque = !channels.has_alpha() || pixels.iter().all(|pixel| pixel.0[3] == FULL);
    Ok(Linear { width: decoded.width, height: decoded.height, opaque, pixels })
}

/// Converts samples of 8 bits.
pub(crate) fn light_of_8_bits(
    samples: &[u8],
    channels: Channels,
    conversion: Option<&Conversion>,
) -> Result<Vec<Pixel>, Refusal> {
    match conversion {
        None => Ok(plain(samples, channels, &|v| LIGHT_OF_8_BITS[usize::from(v)], &widened)),
        Some(conversion) => conversion.apply(samples, channels, &widened),
    }
}

fn widened(value: u8) -> u16 {
    u16::from(value) * 257
}

/// Converts samples that are sRGB, or have no profile. `light` converts a sample to linear light, `wide` to 16 bits.
fn plain<T: Copy>(
    samples: &[T],
    channels: Channels,
    light: &impl Fn(T) -> u16,
    wide: &impl Fn(T) -> u16,
) -> Vec<Pixel> {
    let pixels = samples.chunks_exact(channels.count());
    match channels {
        Channels::Grey => pixels.map(|p| opaque([light(p[0]); 3])).collect(),
        Channels::GreyAlpha => pixels.map(|p| pixel([light(p[0]); 3], wide(p[1]))).collect(),
        Channels::Rgb => pixels.map(|p| opaque([light(p[0]), light(p[1]), light(p[2])])).collect(),
        Channels::Rgba => pixels.map(|p| pixel([light(p[0]), light(p[1]), light(p[2])], wide(p[3]))).collect(),
        Channels::Cmyk => pixels.map(|p| opaque(mixed([wide(p[0]), wide(p[1]), wide(p[2]), wide(p[3])]))).collect(),
    }
}

/// Converts ink without a profile: each ink leaves a part of the white of the paper. Decoders disagree here; browsers
/// do the same.
fn mixed([cyan, magenta, yellow, black]: [u16; 4]) -> [u16; 3] {
    [cyan, magenta, yellow].map(|ink| LIGHT_OF_16_BITS[usize::from(premultiplied(FULL - ink, FULL - black))])
}

fn opaque([red, green, blue]: [u16; 3]) -> Pixel {
    Pixel::new([red, green, blue, FULL])
}

fn pixel(colour: [u16; 3], alpha: u16) -> Pixel {
    let [red, green, blue] = colour.map(|value| premultiplied(value, alpha));
    Pixel::new([red, green, blue, alpha])
}

/// A conversion from a profile's colours to linear sRGB.
pub(crate) struct Conversion(Arc<Transform16BitExecutor>);

impl Conversion {
    /// Returns the conversion that a decoded picture needs, if it needs one.
    pub(crate) fn of(decoded: &Decoded) -> Option<Self> {
        decoded.profile.as_ref().and_then(|profile| Self::between(profile, decoded.channels))
    }

    /// Returns `None` if the profile changes nothing, is for other samples, or is unusable: browsers ignore those too.
    fn between(profile: &ColorProfile, channels: Channels) -> Option<Self> {
        let (space, layout) = match channels {
            Channels::Grey | Channels::GreyAlpha => (DataColorSpace::Gray, Layout::Gray),
            Channels::Rgb | Channels::Rgba => (DataColorSpace::Rgb, Layout::Rgb),
            Channels::Cmyk => (DataColorSpace::Cmyk, Layout::Rgba),
        };
        if profile.color_space != space {
            return None;
        }
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            prefer_fixed_point: false,
            ..TransformOptions::default()
        };
        let conversion = profile.create_transform_16bit(layout, &linear_srgb(), Layout::Rgb, options).ok().map(Self)?;
        (!conversion.is_srgb(channels)).then_some(conversion)
    }

    /// Returns true if the conversion equals that of the sRGB tables, which are far faster: most profiles in files are
    /// sRGB by some name.
    fn is_srgb(&self, channels: Channels) -> bool {
        let steps = || (0..=4_u16).map(|step| step * 16_383);
        let colours: Vec<u16> = match channels {
            Channels::Grey | Channels::GreyAlpha => (0..=255_u8).map(widened).collect(),
            Channels::Rgb | Channels::Rgba => {
                steps().flat_map(|r| steps().flat_map(move |g| steps().flat_map(move |b| [r, g, b]))).collect()
            }
            Channels::Cmyk => return false,
        };
        let expected = plain(&colours, without_alpha(channels), &|v| LIGHT_OF_16_BITS[usize::from(v)], &|v| v);
        let mut converted = vec![0; expected.len() * 3];
        self.0.transform(&colours, &mut converted).is_ok()
            && expected.iter().flat_map(|pixel| &pixel.0[..3]).zip(&converted).all(|(a, b)| a.abs_diff(*b) < SAME)
    }

    /// Converts samples; alpha stays.
    fn apply<T: Copy>(
        &self,
        samples: &[T],
        channels: Channels,
        wide: &impl Fn(T) -> u16,
    ) -> Result<Vec<Pixel>, Refusal> {
        let (count, colours) = (channels.count(), channels.colours());
        let mut pixels = Vec::with_capacity(samples.len() / count);
        let mut converted = vec![0; BATCH * 3];
        for batch in samples.chunks(BATCH * count) {
            let stored = batch.chunks_exact(count);
            let given: Vec<u16> = stored.clone().flat_map(|p| p[..colours].iter().map(|v| wide(*v))).collect();
            let converted = &mut converted[..stored.len() * 3];
            self.0.transform(&given, converted).map_err(|_| Refusal::Damaged)?;
            let alphas = stored.map(|p| if channels.has_alpha() { wide(p[count - 1]) } else { FULL });
            pixels.extend(converted.chunks_exact(3).zip(alphas).map(|(c, alpha)| pixel([c[0], c[1], c[2]], alpha)));
        }
        Ok(pixels)
    }
}

fn without_alpha(channels: Channels) -> Channels {
    match channels {
        Channels::Grey | Channels::GreyAlpha => Channels::Grey,
        Channels::Rgb | Channels::Rgba => Channels::Rgb,
        Channels::Cmyk => Channels::Cmyk,
    }
}

/// Returns a profile of sRGB's primaries with a straight curve.
fn linear_srgb() -> ColorProfile {
    let mut profile = ColorProfile::new_srgb();
    let straight = ToneReprCurve::Lut(Vec::new());
    profile.red_trc = Some(straight.clone());
    profile.green_trc = Some(straight.clone());
    profile.blue_trc = Some(straight);
    profile.cicp = None;
    profile
}
