use serde::{Deserialize, Serialize};

/// The widths of renditions in pixels, √2 apart, so that no browser fetches a width more than 41 % over its need.
pub const RENDITION_WIDTHS: [u32; 8] = [160, 226, 320, 453, 640, 905, 1280, 1810];

/// Returns the widths in pixels that are worth making of a picture this wide, the narrowest first: those no wider than
/// the picture, and the next wider one if the picture is over 10 % wider than the last. There is always one.
#[must_use]
pub fn ladder_widths(source_width: u32) -> &'static [u32] {
    let filled = RENDITION_WIDTHS.iter().filter(|width| **width <= source_width).count();
    let widest = filled.checked_sub(1).map_or(0, |last| RENDITION_WIDTHS[last]);
    let one_more =
        usize::from(filled < RENDITION_WIDTHS.len() && u64::from(source_width) * 10 > u64::from(widest) * 11);
    &RENDITION_WIDTHS[..(filled + one_more).max(1)]
}

/// A picture as pages refer to it: its address, size, colour and alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRef {
    /// The `{picture}` of `/img/{picture}/…`, a name derived from the source's content.
    pub address: String,
    /// The source's width in pixels, after orientation.
    pub width: u32,
    /// The source's height in pixels, after orientation.
    pub height: u32,
    /// The colour of its background, or else its main colour, as `#rrggbb`. Pages show it until the pixels arrive, and
    /// around the picture.
    pub colour: String,
    /// The alternative text in the page's language.
    pub alt: String,
    /// The point that every cut keeps.
    pub focus: Focus,
}

/// A point in a picture, in thousandths of its width and height from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// Thousandths from the left: 0 to 1000.
    pub x: u16,
    /// Thousandths from the top: 0 to 1000.
    pub y: u16,
}

impl Default for Focus {
    /// The middle.
    fn default() -> Self {
        Self { x: 500, y: 500 }
    }
}

/// A shape that templates cut pictures to. Pictures are served in these shapes only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// 2 by 3, for clothes on people.
    Tall,
    /// 3 by 4, the format of phones held upright.
    Upright,
    /// 4 by 5, for upright products.
    Portrait,
    /// 1 by 1, the format of most packshots.
    Square,
    /// 4 by 3, the format of phones held sideways.
    Classic,
    /// 3 by 2, the format of cameras.
    Landscape,
    /// 16 by 9, for scenes.
    Wide,
    /// 2 by 1, for a scene as wide as a desktop's window.
    Panorama,
    /// 21 by 9, for a scene between two sections.
    Strip,
}

impl Shape {
    /// The shapes of scenes. Templates cut to these whatever the settings of listings are.
    const SCENES: [Self; 4] = [Self::Portrait, Self::Wide, Self::Panorama, Self::Strip];

    /// Every shape.
    pub const ALL: [Self; 9] = [
        Self::Tall,
        Self::Upright,
        Self::Portrait,
        Self::Square,
        Self::Classic,
        Self::Landscape,
        Self::Wide,
        Self::Panorama,
        Self::Strip,
    ];

    /// Returns the proportion of width to height.
    pub const fn sides(self) -> (u16, u16) {
        match self {
            Self::Tall => (2, 3),
            Self::Upright => (3, 4),
            Self::Portrait => (4, 5),
            Self::Square => (1, 1),
            Self::Classic => (4, 3),
            Self::Landscape => (3, 2),
            Self::Wide => (16, 9),
            Self::Panorama => (2, 1),
            Self::Strip => (21, 9),
        }
    }

    /// Returns the name for addresses: `16x9`.
    pub fn name(self) -> String {
        let (width, height) = self.sides();
        format!("{width}x{height}")
    }

    /// Returns the shape with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shape| shape.name() == name)
    }

    /// Returns the width and height in pixels of the largest part of a picture that has this shape. `None` if the whole
    /// picture has it, give or take 1 %.
    pub fn cut_size(self, width: u32, height: u32) -> Option<(u32, u32)> {
        let cut = self.largest_part(width, height);
        let nearly = |kept: u32, whole: u32| u64::from(kept) * 101 >= u64::from(whole) * 100;
        (!(nearly(cut.0, width) && nearly(cut.1, height))).then_some(cut)
    }

    /// Returns the width and height in pixels of the largest part of a picture that has this shape.
    fn largest_part(self, width: u32, height: u32) -> (u32, u32) {
        let (across, down) = (u64::from(self.sides().0), u64::from(self.sides().1));
        let scaled = |length: u32, by: u64, of: u64| (u64::from(length) * by + of / 2) / of;
        let kept = |whole: u32, scaled: u64| u32::try_from(scaled).unwrap_or(u32::MAX).clamp(1, whole.max(1));
        (kept(width, scaled(height, across, down)), kept(height, scaled(width, down, across)))
    }
}

/// The way a picture fills a frame of another shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    /// It is cut to the frame's shape around its focus.
    Cut,
    /// It is shown whole within the frame.
    Whole,
}

/// The frames of the pictures of products, categories and collections in listings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListingPictures {
    /// The shape of every frame.
    pub shape: Shape,
    /// The way a picture of another shape fills the frame.
    pub fit: Fit,
}

impl Default for ListingPictures {
    /// Cuts to 4 by 5.
    fn default() -> Self {
        Self { shape: Shape::Portrait, fit: Fit::Cut }
    }
}

impl ListingPictures {
    /// The least width in pixels of a cut that fills the widest frame of a grid. A picture with a narrower cut is shown
    /// whole instead.
    const LEAST_WIDTH: u32 = 384;

    /// Returns the way a picture of this width and height in pixels fills its frame.
    pub fn fit_of(self, width: u32, height: u32) -> Fit {
        match self.fit {
            Fit::Cut if self.shape.largest_part(width, height).0 >= Self::LEAST_WIDTH => Fit::Cut,
            Fit::Cut | Fit::Whole => Fit::Whole,
        }
    }

    /// Returns whether any template cuts to this shape with these settings of listings.
    pub fn uses_shape(self, shape: Shape) -> bool {
        Shape::SCENES.contains(&shape) || (self.fit == Fit::Cut && self.shape == shape)
    }

    /// Returns the shape that a picture of this width and height in pixels is cut to; `None` if all of it is shown.
    pub fn cut_of(self, width: u32, height: u32) -> Option<Shape> {
        let is_cut = self.fit_of(width, height) == Fit::Cut && self.shape.cut_size(width, height).is_some();
        is_cut.then_some(self.shape)
    }

    /// Returns the view of a picture that listings show: a cut, or all of it.
    #[must_use]
    pub fn view_of(self, image: &ImageRef) -> ImageRef {
        self.cut_of(image.width, image.height).map_or_else(|| image.clone(), |shape| image.cut(shape))
    }
}

impl ImageRef {
    /// Cuts this picture to a shape around its focus. A picture that has the shape already stays as it is.
    #[must_use]
    pub fn cut(&self, shape: Shape) -> Self {
        let Some((width, height)) = shape.cut_size(self.width, self.height) else { return self.clone() };
        let Focus { x, y } = self.focus;
        Self { address: format!("{}-{}-{x}-{y}", self.address, shape.name()), width, height, ..self.clone() }
    }

    /// Returns the renditions that pages offer of this picture, the narrowest first. There is always one.
    pub fn renditions(&self) -> impl Iterator<Item = RenditionWidth> + Clone {
        let source = self.width;
        let rendition = move |name: u32| RenditionWidth { name, width: name.min(source) };
        ladder_widths(source).iter().copied().map(rendition)
    }

    /// Returns the widest rendition that pages offer of this picture.
    pub fn widest(&self) -> RenditionWidth {
        self.renditions().last().expect("a picture is offered in one rendition at least")
    }

    /// Returns the widest rendition with a name of at most `width` pixels, or else the narrowest one.
    pub fn widest_within(&self, width: u32) -> RenditionWidth {
        let narrowest = self.renditions().next();
        let fitting = self.renditions().take_while(|rendition| rendition.name <= width).last();
        fitting.or(narrowest).expect("a picture is offered in one rendition at least")
    }
}

/// The width of a rendition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RenditionWidth {
    /// The width in its address, in pixels.
    pub name: u32,
    /// The width of the file, in pixels. It is less than the name where the source is narrower: nothing is enlarged.
    pub width: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: u32, height: u32) -> ImageRef {
        let focus = Focus { x: 250, y: 500 };
        ImageRef { address: "0a".to_owned(), width, height, colour: String::new(), alt: String::new(), focus }
    }

    #[test]
    fn a_cut_is_named_by_its_shape_and_focus() {
        let cut = |shape| {
            let cut = picture(2000, 1125).cut(shape);
            (cut.address, cut.width, cut.height)
        };

        assert_eq!(cut(Shape::Portrait), ("0a-4x5-250-500".to_owned(), 900, 1125));
        assert_eq!(cut(Shape::Wide), ("0a".to_owned(), 2000, 1125));
        assert_eq!(cut(Shape::Panorama), ("0a-2x1-250-500".to_owned(), 2000, 1000));
        assert_eq!(picture(1, 1).cut(Shape::Strip).width, 1);
        assert!(Shape::ALL.iter().all(|shape| Shape::from_name(&shape.name()) == Some(*shape)));
    }

    #[test]
    fn listings_cut_what_fills_their_frames_and_show_the_rest_whole() {
        let square = |fit| ListingPictures { shape: Shape::Square, fit };
        let cases = [
            (square(Fit::Cut), (1800, 1200), "0a-1x1-250-500", Fit::Cut),
            (square(Fit::Cut), (1200, 1200), "0a", Fit::Cut),
            (square(Fit::Cut), (480, 384), "0a-1x1-250-500", Fit::Cut),
            (square(Fit::Cut), (480, 383), "0a", Fit::Whole),
            (square(Fit::Cut), (120, 120), "0a", Fit::Whole),
            (square(Fit::Whole), (1800, 1200), "0a", Fit::Whole),
            (ListingPictures::default(), (1200, 1200), "0a-4x5-250-500", Fit::Cut),
        ];
        for (listing, (width, height), address, fit) in cases {
            assert_eq!(listing.view_of(&picture(width, height)).address, address, "{listing:?} {width} × {height}");
            assert_eq!(listing.fit_of(width, height), fit, "{listing:?} {width} × {height}");
        }
    }

    #[test]
    fn nothing_is_offered_wider_than_its_source() {
        let widths = |width| {
            picture(width, 1).renditions().map(|rendition| (rendition.name, rendition.width)).collect::<Vec<_>>()
        };

        assert_eq!(widths(1), [(160, 1)]);
        assert_eq!(widths(640), [(160, 160), (226, 226), (320, 320), (453, 453), (640, 640)]);
        assert_eq!(widths(1200).last(), Some(&(1280, 1200)));
        assert_eq!(widths(9000).last(), Some(&(1810, 1810)));
    }

    #[test]
    fn a_rendition_that_is_named_alone_is_one_of_those_on_offer() {
        for width in 1..4000 {
            let picture = picture(width, 1);
            let offered: Vec<RenditionWidth> = picture.renditions().collect();

            assert_eq!(Some(&picture.widest()), offered.last(), "{width}");
            assert!(offered.contains(&picture.widest_within(320)), "{width}");
        }
        let within = |width| picture(width, 1).widest_within(320).name;
        assert_eq!([1, 60, 227, 250, 320, 2000].map(within), [160, 160, 226, 320, 320, 320]);
    }
}
