use types::{ImageRef, Shape};

use crate::ui::PictureFrame;

/// The shapes a stage may have, the usual one first.
const SHAPES: [Shape; 4] = [Shape::Portrait, Shape::Square, Shape::Classic, Shape::Landscape];

/// The box in which a product's pictures are shown whole, one after another. All of them share its shape, so that nothing
/// moves from one to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stage(Shape);

impl Stage {
    /// The stage that these pictures fill best, taken together and in any order.
    pub(super) fn of(pictures: &[ImageRef]) -> Self {
        let filled = |stage: &Shape| pictures.iter().map(|image| filled(image, *stage)).sum::<u64>();
        // Of equals `max_by_key` takes the last.
        Self(SHAPES.into_iter().rev().max_by_key(filled).unwrap_or(SHAPES[0]))
    }

    pub(super) const fn frame(self) -> PictureFrame {
        PictureFrame::Stage(self.0)
    }

    /// How wide it shows a picture, as `sizes` says it.
    pub(super) fn sizes(self, image: &ImageRef) -> String {
        let (width, _) = extent(image, self.0);
        format!("(min-width: 62rem) {}vw, {width}vw", (46 * width).div_ceil(100))
    }
}

/// Hundredths of a stage's width and height that a whole picture takes: all of one, and a part of the other.
fn extent(image: &ImageRef, stage: Shape) -> (u64, u64) {
    let (across, down) = (u64::from(stage.sides().0), u64::from(stage.sides().1));
    let (width, height) = (u64::from(image.width.max(1)), u64::from(image.height.max(1)));
    let part = |length: u64, of: u64| (100 * length).div_ceil(of).min(100);
    (part(width * down, height * across), part(height * across, width * down))
}

fn filled(image: &ImageRef, stage: Shape) -> u64 {
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
    fn stage_has_the_shape_that_the_pictures_fill_best_in_any_order() {
        let (sofa, lamp, packshot, vase) = ((1500, 1000), (1000, 1500), (700, 700), (1200, 1500));
        let cases: [(&[(u32, u32)], Shape); 7] = [
            (&[vase, vase], Shape::Portrait),
            (&[sofa], Shape::Landscape),
            (&[lamp], Shape::Portrait),
            (&[packshot], Shape::Square),
            (&[packshot, sofa], Shape::Square),
            (&[sofa, packshot], Shape::Square),
            (&[], Shape::Portrait),
        ];
        for (sizes, shape) in cases {
            assert_eq!(stage(sizes), Stage(shape), "{sizes:?}");
        }
    }

    #[test]
    fn narrow_picture_is_fetched_no_wider_than_it_is_shown() {
        let cases = [((1200, 1500), "(min-width: 62rem) 46vw, 100vw"), ((1000, 1500), "(min-width: 62rem) 39vw, 84vw")];
        for (size, sizes) in cases {
            assert_eq!(Stage(Shape::Portrait).sizes(&picture(size)), sizes);
        }
    }
}
