//! Every rendition of a picture from one decode, each made from a larger one.
//!
//! A rung is made from the rung of twice its width, not from the source: by then most pixels are gone, and a reduction
//! by two loses nothing that a single large one keeps. Which rung comes from which is fixed, so that a rendition made
//! alone has the same pixels as one made with its siblings.

use crate::{
    crop::{Area, Crop},
    linear::Linear,
    raster::Raster,
    resize,
    source::Source,
    width::Width,
};

/// Rungs between a rung and the one it is made from: two steps of √2.
const STEPS: usize = 2;

/// One rendition of a ladder.
pub struct Rung {
    /// Its place on the closed list.
    pub width: Width,
    /// Its pixels, not yet in any format.
    pub raster: Raster,
}

/// The renditions of a picture, widest first. An iterator: the next is made when it is asked for.
pub struct Ladder<'a> {
    cascade: Cascade<'a>,
    /// Index of the next rung, plus one.
    next: usize,
    /// Rungs that later ones are made from, by index.
    made: Vec<(usize, Linear)>,
}

impl<'a> Ladder<'a> {
    pub(crate) fn of(source: &'a Source, crop: Option<Crop>) -> Self {
        let cascade = Cascade::of(source, crop);
        let next = Width::ladder(cascade.area.width).len();
        Self { cascade, next, made: Vec::new() }
    }
}

impl Iterator for Ladder<'_> {
    type Item = Rung;

    fn next(&mut self) -> Option<Rung> {
        self.next = self.next.checked_sub(1)?;
        let parent = self.cascade.parent(self.next);
        let larger = self.made.iter().find(|(index, _)| Some(*index) == parent).map(|(_, linear)| linear);
        let linear = self.cascade.rung(self.next, larger);
        let raster = Raster::sharpened(&linear);
        self.made.retain(|(index, _)| *index <= self.next + STEPS);
        self.made.push((self.next, linear));
        Some(Rung { width: Width::ALL[self.next], raster })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.next, Some(self.next))
    }
}

impl ExactSizeIterator for Ladder<'_> {}

/// Which part of a source is shown, and which rung is made from which.
pub(crate) struct Cascade<'a> {
    source: &'a Linear,
    area: Area,
}

impl<'a> Cascade<'a> {
    pub(crate) fn of(source: &'a Source, crop: Option<Crop>) -> Self {
        let source = source.linear();
        let (width, height) = (source.width, source.height);
        let area = crop.map_or(Area::whole(width, height), |crop| Area::cut(width, height, crop));
        Self { source, area }
    }

    /// One rung, made through those above it.
    pub(crate) fn alone(&self, index: usize) -> Linear {
        let larger = self.parent(index).map(|parent| self.alone(parent));
        self.rung(index, larger.as_ref())
    }

    /// The rung that another is made from; `None` is the source.
    fn parent(&self, index: usize) -> Option<usize> {
        let parent = index + STEPS;
        let reached = parent < Width::ALL.len() && Width::ALL[parent].get() <= self.area.width;
        reached.then_some(parent)
    }

    /// A rung from its parent's pixels.
    fn rung(&self, index: usize, parent: Option<&Linear>) -> Linear {
        let width = Width::ALL[index].pixels(self.area.width);
        let height = resize::height_at(width, self.area);
        match parent {
            Some(parent) => resize::resized(parent, Area::whole(parent.width, parent.height), width, height),
            None => resize::resized(self.source, self.area, width, height),
        }
    }
}
