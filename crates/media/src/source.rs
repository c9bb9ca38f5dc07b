//! A decoded picture, ready to be shown in any size.

use crate::{
    Ladder, Placeholder, Raster, Refusal, Width, colour,
    crop::{Area, Crop},
    decode::{self, Decoded},
    ladder::Cascade,
    linear::Linear,
    orient, placeholder,
    probe::{Probe, probe},
    resize,
};

/// A picture, upright and in linear light. It takes 8 bytes a pixel.
pub struct Source(Linear);

impl Source {
    /// Decodes a file, after probing it.
    ///
    /// # Errors
    /// Says why the file is not taken: see [`probe`](crate::probe()); or that it is cut off or damaged further in.
    pub fn decode(bytes: &[u8]) -> Result<Self, Refusal> {
        let probe = probe(bytes)?;
        let decoded = decode::decode(bytes, &probe)?;
        Self::of(decoded, &probe)
    }

    pub(crate) fn of(decoded: Decoded, probe: &Probe) -> Result<Self, Refusal> {
        let stored = colour::linear(&decoded)?;
        drop(decoded);
        Ok(Self(orient::upright(stored, probe.orientation)))
    }

    /// Width in pixels, as seen.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// Height in pixels, as seen.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// Whether nothing shines through it.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.0.opaque
    }

    /// One rendition: the same pixels as the rung of [`ladder`](Self::ladder) with that width.
    #[must_use]
    pub fn render(&self, width: Width, crop: Option<Crop>) -> Raster {
        Raster::sharpened(&Cascade::of(self, crop).alone(width.index()))
    }

    /// Every rendition worth making, widest first.
    #[must_use]
    pub fn ladder(&self, crop: Option<Crop>) -> Ladder<'_> {
        Ladder::of(self, crop)
    }

    /// All of it at a width, straight from the source in linear light, and not sharpened: what renditions are measured by.
    #[must_use]
    pub fn reference(&self, width: Width) -> Raster {
        let whole = Area::whole(self.0.width, self.0.height);
        let width = width.pixels(self.0.width);
        Raster::of(&resize::resized(&self.0, whole, width, resize::height_at(width, whole)))
    }

    /// All of it at its own size, as it is: what a rendition that was decoded again is measured by.
    #[must_use]
    pub fn raster(&self) -> Raster {
        Raster::of(&self.0)
    }

    /// What stands in for it until it arrives.
    #[must_use]
    pub fn placeholder(&self) -> Placeholder {
        placeholder::of(&self.0)
    }

    pub(crate) fn linear(&self) -> &Linear {
        &self.0
    }
}
