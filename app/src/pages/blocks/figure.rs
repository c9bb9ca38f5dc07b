use leptos::prelude::*;
use types::ImageRef;

use super::FULL;
use crate::{
    localizer::non_blank,
    ui::{Picture, PictureFrame, isolate},
};

/// Lays out a picture with its caption. A scene is as wide as the window; other pictures are inset, and narrower the
/// taller they are: a portrait as wide as the page would fill three screens.
pub(super) fn figure(picture: ImageRef, caption: Option<String>, first: bool) -> impl IntoView {
    let width = FigureWidth::of(&picture);
    let (class, inner, caption_class) = width.classes();
    view! {
        <figure class=class>
            <div class=inner>
                <Picture image=picture sizes=width.sizes() frame=PictureFrame::Own first=first/>
                {caption.and_then(non_blank).map(|caption| view! { <figcaption class=caption_class>{isolate(caption)}</figcaption> })}
            </div>
        </figure>
    }
}

/// The width of a figure, by the shape of its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FigureWidth {
    /// The width of the window, for shapes from 16 by 10.
    Full,
    /// For shapes from 6 by 5.
    Landscape,
    /// For shapes from 9 by 10.
    Square,
    /// For all taller shapes.
    Portrait,
}

impl FigureWidth {
    pub(super) fn of(picture: &ImageRef) -> Self {
        let (width, height) = (u64::from(picture.width), u64::from(picture.height));
        match () {
            () if width * 10 >= height * 16 => Self::Full,
            () if width * 10 >= height * 12 => Self::Landscape,
            () if width * 10 >= height * 9 => Self::Square,
            () => Self::Portrait,
        }
    }

    /// Returns the classes of the figure, of its content and of its caption.
    const fn classes(self) -> (&'static str, &'static str, Option<&'static str>) {
        match self {
            Self::Full => ("figure", "", Some("wrap")),
            Self::Landscape => ("figure wrap", "figure-inset", None),
            Self::Square => ("figure wrap", "figure-inset figure-square", None),
            Self::Portrait => ("figure wrap", "figure-inset figure-standing", None),
        }
    }

    pub(super) const fn sizes(self) -> &'static str {
        match self {
            Self::Full => FULL,
            Self::Landscape => "(min-width: 67rem) 62rem, 92vw",
            Self::Square => "(min-width: 52rem) 48rem, 92vw",
            Self::Portrait => "(min-width: 43rem) 40rem, 92vw",
        }
    }
}

#[cfg(test)]
mod tests {
    use types::Focus;

    use super::*;

    #[test]
    fn figure_is_narrower_the_taller_its_picture_is() {
        let cases = [
            ((2000, 1125), FigureWidth::Full),
            ((1600, 1000), FigureWidth::Full),
            ((1500, 1000), FigureWidth::Landscape),
            ((1000, 1000), FigureWidth::Square),
            ((1200, 1500), FigureWidth::Portrait),
        ];
        for ((width, height), expected) in cases {
            let (address, colour, alt) = (String::new(), String::new(), String::new());
            let picture = ImageRef { address, width, height, colour, alt, focus: Focus::default() };
            assert_eq!(FigureWidth::of(&picture), expected, "{width} × {height}");
        }
    }
}
