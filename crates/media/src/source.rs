//! Decoded pictures, from which renditions of any size are made.

use std::borrow::Cow;

use crate::{
    Placeholder, Raster, Refusal, Width, colour,
    crop::Area,
    decode::{self, Decoded},
    linear::Linear,
    orient, placeholder,
    probe::{Probe, probe},
    resize::{self, Filter, Part},
    stored::Stored,
};

/// A picture, upright and in linear light. It takes 8 bytes a pixel; a large one takes 1 to 4.
pub struct Source(Pixels);

enum Pixels {
    Light(Linear),
    Stored(Stored),
}

impl Source {
    /// Probes and decodes a file.
    ///
    /// # Errors
    /// Fails if [`probe`](crate::probe()) refuses the file, or if it is truncated or damaged.
    pub fn decode(bytes: &[u8]) -> Result<Self, Refusal> {
        let probe = probe(bytes)?;
        let decoded = decode::decode(bytes, &probe)?;
        Self::of(decoded, &probe)
    }

    pub(crate) fn of(decoded: Decoded, probe: &Probe) -> Result<Self, Refusal> {
        let decoded = match Stored::of(decoded, probe.orientation)? {
            Ok(stored) => return Ok(Self(Pixels::Stored(stored))),
            Err(small) => small,
        };
        let stored = colour::linear(&decoded)?;
        drop(decoded);
        Ok(Self(Pixels::Light(orient::upright(stored, probe.orientation))))
    }

    /// Returns the width in pixels, as seen.
    #[must_use]
    pub fn width(&self) -> u32 {
        match &self.0 {
            Pixels::Light(linear) => linear.width,
            Pixels::Stored(stored) => stored.width(),
        }
    }

    /// Returns the height in pixels, as seen.
    #[must_use]
    pub fn height(&self) -> u32 {
        match &self.0 {
            Pixels::Light(linear) => linear.height,
            Pixels::Stored(stored) => stored.height(),
        }
    }

    /// Returns true if the picture has no transparency.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        match &self.0 {
            Pixels::Light(linear) => linear.opaque,
            Pixels::Stored(stored) => stored.is_opaque(),
        }
    }

    /// Returns the whole picture at a width, resized from the source in linear light and not sharpened: the reference
    /// that renditions are measured against.
    #[must_use]
    pub fn reference(&self, width: Width) -> Raster {
        let whole = Area::whole(self.width(), self.height());
        let width = width.pixels(self.width());
        Raster::of(&self.resized(whole, width, resize::height_at(width, whole)))
    }

    /// Returns the whole picture at its own size: the pixels of a decoded rendition, to measure.
    #[must_use]
    pub fn raster(&self) -> Raster {
        Raster::of(&self.light())
    }

    /// Makes the placeholder.
    #[must_use]
    pub fn placeholder(&self) -> Placeholder {
        match &self.0 {
            Pixels::Light(linear) => placeholder::of(linear),
            Pixels::Stored(_) => {
                let whole = Area::whole(self.width(), self.height());
                let width = Width::ALL[0].pixels(self.width());
                placeholder::of(&self.resized(whole, width, resize::height_at(width, whole)))
            }
        }
    }

    /// Resizes an area by the best filter.
    pub(crate) fn resized(&self, area: Area, width: u32, height: u32) -> Linear {
        self.resized_by(Filter::Best, &Part::from(area), width, height)
    }

    /// Resizes a part by the quick filter.
    pub(crate) fn quickly_resized(&self, part: &Part, width: u32, height: u32) -> Linear {
        self.resized_by(Filter::Quick, part, width, height)
    }

    fn resized_by(&self, filter: Filter, part: &Part, width: u32, height: u32) -> Linear {
        match &self.0 {
            Pixels::Light(linear) => resize::by(filter, linear, part, (width, height)),
            Pixels::Stored(stored) => stored.resized(filter, part, (width, height)),
        }
    }

    fn light(&self) -> Cow<'_, Linear> {
        match &self.0 {
            Pixels::Light(linear) => Cow::Borrowed(linear),
            Pixels::Stored(stored) => Cow::Owned(stored.rows(0, stored.height())),
        }
    }
}
