//! Large pictures, kept as decoded: in linear light they would take up to eight times the memory.

use crate::{
    colour::{self, Conversion},
    decode::{Channels, Decoded, Samples},
    linear::Linear,
    orient::{Orientation, pixels_upright},
    refusal::Refusal,
    resize::{self, Filter, Part},
};

/// The number of pixels above which a picture is large. Smaller ones are faster in linear light, which is then
/// computed once.
pub(crate) const LARGE: u64 = 16_000_000;

/// Upright samples of 8 bits, and their conversion to linear light.
pub(crate) struct Stored {
    width: u32,
    height: u32,
    opaque: bool,
    channels: Channels,
    samples: Vec<u8>,
    conversion: Option<Conversion>,
}

impl Stored {
    /// Keeps a large picture of 8 bits a sample; returns any other one.
    pub(crate) fn of(decoded: Decoded, orientation: Orientation) -> Result<Result<Self, Decoded>, Refusal> {
        if !is_large(u64::from(decoded.width) * u64::from(decoded.height)) {
            return Ok(Err(decoded));
        }
        let conversion = Conversion::of(&decoded);
        let Decoded { width, height, channels, samples: Samples::Eight(samples), .. } = decoded else {
            return Ok(Err(decoded));
        };
        // A profile that converts one row converts all.
        colour::light_of_8_bits(&samples[..width as usize * channels.count()], channels, conversion.as_ref())?;
        let samples = samples_upright(samples, channels, (width, height), orientation);
        let opaque = is_opaque(&samples, channels);
        let (width, height) = orientation.seen(width, height);
        Ok(Ok(Self { width, height, opaque, channels, samples, conversion }))
    }

    pub(crate) fn width(&self) -> u32 {
        self.width
    }

    pub(crate) fn height(&self) -> u32 {
        self.height
    }

    pub(crate) fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// Resizes a part.
    pub(crate) fn resized(&self, filter: Filter, part: &Part, size: (u32, u32)) -> Linear {
        resize::in_bands(filter, self.height, |top, height| self.rows(top, height), part, size)
    }

    /// Converts rows to linear light, from the one of number `top` on.
    pub(crate) fn rows(&self, top: u32, height: u32) -> Linear {
        let row = self.width as usize * self.channels.count();
        let samples = &self.samples[top as usize * row..][..height as usize * row];
        let pixels = colour::light_of_8_bits(samples, self.channels, self.conversion.as_ref())
            .expect("the first row was converted when the picture was decoded");
        Linear { width: self.width, height, opaque: self.opaque, pixels }
    }
}

/// Returns true if a picture of so many pixels is large.
pub(crate) fn is_large(pixels: u64) -> bool {
    pixels > LARGE
}

fn is_opaque(samples: &[u8], channels: Channels) -> bool {
    !channels.has_alpha() || samples.chunks_exact(channels.count()).all(|pixel| pixel.last() == Some(&u8::MAX))
}

fn samples_upright(samples: Vec<u8>, channels: Channels, size: (u32, u32), orientation: Orientation) -> Vec<u8> {
    if orientation == Orientation::UPRIGHT {
        return samples;
    }
    match channels.count() {
        1 => pixels_upright(samples, size, orientation),
        2 => upright::<2>(samples, size, orientation),
        3 => upright::<3>(samples, size, orientation),
        _ => upright::<4>(samples, size, orientation),
    }
}

fn upright<const N: usize>(samples: Vec<u8>, size: (u32, u32), orientation: Orientation) -> Vec<u8>
where
    [u8; N]: Default,
{
    let pixels = samples.as_chunks::<N>().0.to_vec();
    drop(samples);
    pixels_upright(pixels, size, orientation).into_flattened()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{crop::Area, orient};

    /// A large picture that no two rows or columns of are alike.
    fn decoded(width: u32, height: u32, channels: Channels) -> Decoded {
        let count = width as usize * height as usize * channels.count();
        let samples = (0..count).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        Decoded { width, height, channels, samples: Samples::Eight(samples), profile: None }
    }

    fn assert_same(one: &Linear, other: &Linear) {
        assert_eq!((one.width, one.height, one.opaque), (other.width, other.height, other.opaque));
        let differing = one.pixels.iter().zip(&other.pixels).filter(|(one, other)| one.0 != other.0).count();
        assert_eq!(differing, 0);
    }

    #[test]
    fn a_large_picture_is_resized_to_the_very_same_pixels() {
        for (channels, orientation) in [(Channels::Rgb, 1), (Channels::Rgba, 6), (Channels::Grey, 3)] {
            let orientation = Orientation::from_exif(orientation);
            let linear = colour::linear(&decoded(5000, 3300, channels)).unwrap();
            let linear = orient::upright(linear, orientation);
            let Ok(Ok(stored)) = Stored::of(decoded(5000, 3300, channels), orientation) else { panic!("it is large") };
            let parts = [
                Part::from(Area::whole(linear.width, linear.height)),
                Part::from(Area { left: 101, top: 333, width: 1810, height: 2000 }),
            ];

            for part in parts {
                for (filter, size) in [(Filter::Best, (1810, 1200)), (Filter::Quick, (333, 777))] {
                    let expected = resize::by(filter, &linear, &part, size);
                    assert_same(&stored.resized(filter, &part, size), &expected);
                }
            }
        }
    }

    #[test]
    fn a_small_picture_is_given_back() {
        let small = decoded(400, 400, Channels::Rgb);

        assert!(Stored::of(small, Orientation::UPRIGHT).unwrap().is_err());
    }
}
