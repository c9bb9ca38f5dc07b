use types::{ImageRef, Shape};

use super::PictureFrame;

/// The shapes of a box, the preferred one first.
const SHAPES: [Shape; 4] = [Shape::Portrait, Shape::Square, Shape::Classic, Shape::Landscape];

/// The least width in pixels of a picture that fills the widest stage of a desktop.
const LEAST_WIDTH: u32 = 720;

/// The frame in which a product's pictures are shown whole, one after another. It has one size for all of them, so that
/// nothing moves from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The shape of the pictures, all of which have the same one, no taller than 4 by 5.
    Own,
    /// A box of another shape, within which the pictures are shown.
    Box(Shape),
}

impl Stage {
    /// Returns the stage for these pictures: of their shape, or of the shape that they fill best, taken together. Their
    /// order doesn't matter.
    pub(crate) fn of(pictures: &[ImageRef]) -> Self {
        if pictures.iter().all(|image| is_wide(image) && is_alike(image, &pictures[0])) {
            return Self::Own;
        }
        let filled = |shape: &Shape| pictures.iter().map(|image| least_extent(image, *shape)).sum::<u64>();
        // `max_by_key` returns the last of equal elements.
        Self::Box(SHAPES.into_iter().rev().max_by_key(filled).unwrap_or(SHAPES[0]))
    }

    pub(crate) const fn frame(self) -> PictureFrame {
        match self {
            Self::Own => PictureFrame::Own,
            Self::Box(shape) => PictureFrame::Stage(shape),
        }
    }

    /// Returns the `sizes` of a picture on a stage that takes `on_desktops` hundredths of a desktop's window, and all
    /// of a phone's.
    pub(crate) fn sizes(self, image: &ImageRef, on_desktops: u64) -> String {
        let width = match self {
            Self::Own => 100,
            Self::Box(shape) => extent(image, shape).0,
        };
        format!("(min-width: 62rem) {}vw, {width}vw", (on_desktops * width).div_ceil(100))
    }
}

/// Returns whether a picture fills the width of a stage of its shape, and is then no taller than a window.
fn is_wide(image: &ImageRef) -> bool {
    image.width >= LEAST_WIDTH && u64::from(image.height) * 100 <= u64::from(image.width) * 126
}

/// Returns whether two pictures have the same shape, give or take 1 %.
fn is_alike(one: &ImageRef, other: &ImageRef) -> bool {
    let cross = |one: &ImageRef, other: &ImageRef| u64::from(one.width) * u64::from(other.height);
    let (one, other) = (cross(one, other), cross(other, one));
    one.abs_diff(other) * 100 <= one.max(other)
}

/// Returns the hundredths of a stage's width and height that a whole picture takes: all of one, and a part of the
/// other.
fn extent(image: &ImageRef, stage: Shape) -> (u64, u64) {
    let (across, down) = (u64::from(stage.sides().0), u64::from(stage.sides().1));
    let (width, height) = (u64::from(image.width.max(1)), u64::from(image.height.max(1)));
    let part = |length: u64, of: u64| (100 * length).div_ceil(of).min(100);
    (part(width * down, height * across), part(height * across, width * down))
}

/// Returns the hundredths that a whole picture takes of a stage's width or height, whichever is less.
fn least_extent(image: &ImageRef, stage: Shape) -> u64 {
    let (width, height) = extent(image, stage);
    width.min(height)
}

#[cfg(test)]
mod tests {
    use types::Focus;

    use super::*;

    fn picture((width, height): (u32, u32)) -> ImageRef {
        let (address, colour, alt) = (String::new(), String::new(), String::new());
        ImageRef { address, width, height, colour, alt, focus: Focus::default() }
    }

    fn stage(sizes: &[(u32, u32)]) -> Stage {
        Stage::of(&sizes.iter().copied().map(picture).collect::<Vec<_>>())
    }

    #[test]
    fn stage_has_the_shape_of_its_pictures_or_the_one_they_fill_best_in_any_order() {
        let (sofa, lamp, packshot, icon) = ((1500, 1000), (1000, 1500), (900, 900), (120, 120));
        let cases: [(&[(u32, u32)], Stage); 9] = [
            (&[sofa], Stage::Own),
            (&[sofa, (1800, 1195)], Stage::Own),
            (&[lamp, lamp], Stage::Box(Shape::Portrait)),
            (&[icon], Stage::Box(Shape::Square)),
            (&[(600, 400)], Stage::Box(Shape::Landscape)),
            (&[packshot, sofa], Stage::Box(Shape::Square)),
            (&[sofa, packshot], Stage::Box(Shape::Square)),
            (&[lamp, packshot, lamp], Stage::Box(Shape::Portrait)),
            (&[sofa, sofa, packshot], Stage::Box(Shape::Landscape)),
        ];
        for (sizes, shape) in cases {
            assert_eq!(stage(sizes), shape, "{sizes:?}");
        }
    }

    #[test]
    fn narrow_picture_is_fetched_no_wider_than_it_is_shown() {
        let lamp = picture((1000, 1500));

        assert_eq!(Stage::Own.sizes(&lamp, 46), "(min-width: 62rem) 46vw, 100vw");
        assert_eq!(Stage::Box(Shape::Portrait).sizes(&lamp, 46), "(min-width: 62rem) 39vw, 84vw");
    }
}
