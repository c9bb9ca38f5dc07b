//! Makes every rendition of a picture from one decode, each from a larger one.
//!
//! A rung is made from the rung of twice its width, not from the source: that has far fewer pixels, and a reduction by two
//! loses nothing that a single large one keeps. The parent of each rung is fixed, so that a rendition made alone has the
//! same pixels as one made with its siblings.

use crate::{
    crop::{Area, Crop},
    linear::Linear,
    raster::Raster,
    resize,
    source::Source,
    width::Width,
};

/// Rungs between a rung and its parent: two steps of √2.
const STEPS: usize = 2;

/// One rendition of a ladder.
pub struct Rung {
    /// The width on the closed list.
    pub width: Width,
    /// The pixels, before they are encoded.
    pub raster: Raster,
}

/// An iterator over the renditions of a picture, widest first. Each is made when it is asked for. The source is not
/// needed any more, so its memory can be freed before the first is encoded.
pub struct Ladder {
    area: Area,
    /// Index of the next rung, plus one.
    next: usize,
    /// Rungs that were made from the source, and those that later ones are made from, by index.
    made: Vec<(usize, Linear)>,
}

impl Source {
    /// Makes one rendition: the same pixels as the rung of [`ladder`](Self::ladder) with that width.
    #[must_use]
    pub fn render(&self, width: Width, crop: Option<Crop>) -> Raster {
        Raster::sharpened(&render_alone(self, width.index(), area_of(self, crop)))
    }

    /// Returns an iterator that makes every rendition worth making, widest first.
    #[must_use]
    pub fn ladder(&self, crop: Option<Crop>) -> Ladder {
        Ladder::of(self, crop)
    }
}

impl Ladder {
    fn of(source: &Source, crop: Option<Crop>) -> Self {
        let area = area_of(source, crop);
        let next = Width::ladder(area.width).len();
        let from_source = (0..next).filter(|index| parent(*index, area).is_none());
        let made = from_source.map(|index| (index, rung_from_source(source, index, area))).collect();
        Self { area, next, made }
    }

    fn made(&self, index: usize) -> Option<&Linear> {
        self.made.iter().find(|(made, _)| *made == index).map(|(_, linear)| linear)
    }

    fn add(&mut self, index: usize) {
        let larger = parent(index, self.area).and_then(|parent| self.made(parent));
        if let Some(linear) = larger.map(|larger| rung_from_larger(larger, index, self.area)) {
            self.made.push((index, linear));
        }
    }
}

impl Iterator for Ladder {
    type Item = Rung;

    fn next(&mut self) -> Option<Rung> {
        self.next = self.next.checked_sub(1)?;
        if self.made(self.next).is_none() {
            self.add(self.next);
        }
        let raster = Raster::sharpened(self.made(self.next)?);
        self.made.retain(|(index, _)| *index < self.next + STEPS);
        Some(Rung { width: Width::ALL[self.next], raster })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.next, Some(self.next))
    }
}

impl ExactSizeIterator for Ladder {}

/// Renders one rung through the rungs that it is made from.
fn render_alone(source: &Source, index: usize, area: Area) -> Linear {
    match parent(index, area) {
        Some(parent) => rung_from_larger(&render_alone(source, parent, area), index, area),
        None => rung_from_source(source, index, area),
    }
}

/// Returns the area of a source that is shown.
fn area_of(source: &Source, crop: Option<Crop>) -> Area {
    let (width, height) = (source.width(), source.height());
    crop.map_or(Area::whole(width, height), |crop| Area::cut(width, height, crop))
}

/// Returns the rung that another is made from, or `None` for the source.
fn parent(index: usize, area: Area) -> Option<usize> {
    let parent = index + STEPS;
    let reached = parent < Width::ALL.len() && Width::ALL[parent].get() <= area.width;
    reached.then_some(parent)
}

fn rung_from_source(source: &Source, index: usize, area: Area) -> Linear {
    let (width, height) = size(index, area);
    source.resized(area, width, height)
}

fn rung_from_larger(larger: &Linear, index: usize, area: Area) -> Linear {
    let (width, height) = size(index, area);
    resize::resized(larger, Area::whole(larger.width, larger.height), width, height)
}

fn size(index: usize, area: Area) -> (u32, u32) {
    let width = Width::ALL[index].pixels(area.width);
    (width, resize::height_at(width, area))
}
