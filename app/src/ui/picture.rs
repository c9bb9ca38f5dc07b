use leptos::prelude::*;
use types::{Fit, ImageRef, ListingPictures, RenditionWidth, Shape};

use super::{Icon, IconName};
use crate::address;

/// The frame of a picture. The style sheet has a class for each, with the same shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureFrame {
    /// The frame of a product, category or collection in a listing, by the settings.
    Listing(ListingPictures),
    /// A box of this shape around a whole picture, on a product's page.
    Stage(Shape),
    /// The picture's own shape, in the flow of a page.
    Own,
    /// 16 by 9, for scenes.
    Wide,
    /// A scene as wide as the window at the head of a page, upright on phones and lying on desktops.
    Hero,
    /// A scene as wide as the window between two sections.
    Banner,
}

/// Media queries for the window's width. No two of a frame match at once, so that only one picture is preloaded.
const PHONE: &str = "(max-width: 39.99rem)";
const TABLET: &str = "(min-width: 40rem) and (max-width: 61.99rem)";
const DESKTOP: &str = "(min-width: 62rem)";

const SCENE: [(Option<&str>, Shape); 3] =
    [(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Panorama)];
const BANNER: [(Option<&str>, Shape); 3] =
    [(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Strip)];

impl PictureFrame {
    /// Returns the cut of a picture for each media query; `None` matches every window. Browsers without media queries
    /// take the first one.
    fn views(self, image: &ImageRef) -> Vec<(Option<&'static str>, ImageRef)> {
        let cut = |(media, shape): (Option<&'static str>, Shape)| (media, image.cut(shape));
        match self {
            Self::Listing(listing) => vec![(None, listing.view_of(image))],
            Self::Stage(_) | Self::Own => vec![(None, image.clone())],
            Self::Wide => vec![(None, image.cut(Shape::Wide))],
            Self::Hero => SCENE.map(cut).into(),
            Self::Banner => BANNER.map(cut).into(),
        }
    }

    fn class(self, image: &ImageRef) -> String {
        match self {
            Self::Own => "picture picture-own".to_owned(),
            Self::Hero | Self::Banner => "picture picture-scene".to_owned(),
            Self::Wide => "picture picture-16x9 picture-cut".to_owned(),
            Self::Listing(listing) if listing.fit_of(image.width, image.height) == Fit::Cut => {
                format!("{} picture-cut", self.empty_class())
            }
            Self::Listing(_) | Self::Stage(_) => self.empty_class(),
        }
    }

    /// Returns the class of a frame that is empty, or has a whole picture in it.
    pub(super) fn empty_class(self) -> String {
        let shape = match self {
            Self::Listing(ListingPictures { shape, .. }) | Self::Stage(shape) => shape,
            Self::Own | Self::Wide | Self::Hero | Self::Banner => Shape::Wide,
        };
        format!("picture picture-{}", shape.name())
    }

    /// Returns whether the picture's colour fills the frame: if the picture does, or if the colour is that of a plain
    /// background. Otherwise it fills only the picture's own area.
    fn is_filled(self, image: &ImageRef) -> bool {
        match self {
            Self::Own => false,
            Self::Wide | Self::Hero | Self::Banner => true,
            Self::Listing(listing) => {
                listing.fit_of(image.width, image.height) == Fit::Cut || is_plain_background(&image.colour)
            }
            Self::Stage(_) => is_plain_background(&image.colour),
        }
    }
}

/// Returns whether a colour, as `#rrggbb`, is light and nearly grey, like the background of a packshot. Such a
/// background may extend beyond the picture.
fn is_plain_background(colour: &str) -> bool {
    let channel = |at: usize| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    let (Some(red), Some(green), Some(blue)) = (channel(1), channel(3), channel(5)) else { return false };
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    least >= 0xe0 && most - least <= 0x0c
}

/// A picture in the size, shape and format that fit, with its colour until it has loaded. It is never enlarged: its
/// attributes have its size, and the style sheet only shrinks it.
#[component]
pub(crate) fn Picture(
    image: ImageRef,
    /// The `sizes` attribute.
    #[prop(into)]
    sizes: String,
    frame: PictureFrame,
    /// True for the largest picture of the first screen, which the browser fetches at once.
    #[prop(optional)]
    first: bool,
    /// True if a text beside it describes it: its alternative text is then empty.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    let views = frame.views(&image);
    let sources: Vec<_> = views.iter().map(|(media, view)| sources(view, *media, &sizes)).collect();
    let (class, tint) = (frame.class(&image), tint(&image, frame));
    let plain = views.into_iter().next().map_or(image, |(_, view)| view);
    let source = address::rendition(&plain, fallback(&plain), "jpg");
    let jpeg = srcset(&plain, "jpg");
    let ImageRef { width, height, alt, .. } = plain;
    let alt = if decorative { String::new() } else { alt };
    view! {
        <span class=class>
            {tint}
            <picture>
                {sources}
                <img
                    src=source
                    srcset=jpeg
                    sizes=sizes
                    width=width
                    height=height
                    alt=alt
                    loading=(!first).then_some("lazy")
                    fetchpriority=first.then_some("high")
                    decoding="async"
                />
            </picture>
        </span>
    }
}

/// Lays out a decorative picture, or an empty frame in its place.
pub(super) fn picture_or_frame(picture: Option<ImageRef>, sizes: &'static str, frame: PictureFrame) -> AnyView {
    match picture {
        Some(image) => view! { <Picture image=image sizes=sizes frame=frame decorative=true/> }.into_any(),
        None => {
            let class = format!("{} picture-none", frame.empty_class());
            view! { <span class=class><Icon name=IconName::Picture/></span> }.into_any()
        }
    }
}

/// Lays out the picture's colour, in the area that the style sheet gives the picture.
fn tint(image: &ImageRef, frame: PictureFrame) -> impl IntoView + use<> {
    let (width, height) = (image.width.to_string(), image.height.to_string());
    let (width, height, view_box) = if frame.is_filled(image) {
        ("100%".to_owned(), "100%".to_owned(), None)
    } else {
        let view_box = format!("0 0 {width} {height}");
        (width, height, Some(view_box))
    };
    view! {
        <svg class="picture-tint" width=width height=height viewBox=view_box aria-hidden="true">
            <rect width="100%" height="100%" fill=image.colour.clone()></rect>
        </svg>
    }
}

/// Lays out the formats of one view. A view with a media query has a JPEG, too, for browsers without the other formats.
fn sources(view: &ImageRef, media: Option<&'static str>, sizes: &str) -> impl IntoView + use<> {
    let (width, height) = (view.width, view.height);
    let [avif, webp, jpeg] = ["avif", "webp", "jpg"].map(|extension| srcset(view, extension));
    let sizes = sizes.to_owned();
    view! {
        <source type="image/avif" media=media srcset=avif sizes=sizes.clone() width=width height=height/>
        <source type="image/webp" media=media srcset=webp sizes=sizes.clone() width=width height=height/>
        {media.map(|media| view! { <source media=media srcset=jpeg sizes=sizes width=width height=height/> })}
    }
}

/// Returns the values of `Link` headers by which browsers, or a CDN's early hints, fetch a picture before the page is
/// parsed: one for each media query.
pub(crate) fn picture_preloads(image: &ImageRef, frame: PictureFrame, sizes: &str) -> Vec<String> {
    frame.views(image).iter().map(|(media, view)| preload(view, *media, sizes)).collect()
}

fn preload(image: &ImageRef, media: Option<&str>, sizes: &str) -> String {
    let href = address::rendition(image, fallback(image), "avif");
    let srcset = srcset(image, "avif");
    let media = media.map(|media| format!("media=\"{media}\"; ")).unwrap_or_default();
    format!(
        r#"<{href}>; rel=preload; as=image; type="image/avif"; {media}imagesrcset="{srcset}"; imagesizes="{sizes}"; fetchpriority=high"#
    )
}

fn srcset(image: &ImageRef, extension: &str) -> String {
    let rendition_length = image.address.len() + "/img//1280.avif 1280w, ".len();
    let mut srcset = String::with_capacity(types::RENDITION_WIDTHS.len() * rendition_length);
    for rendition in image.renditions() {
        if !srcset.is_empty() {
            srcset.push_str(", ");
        }
        let [name, width] = [rendition.name, rendition.width].map(|number| number.to_string());
        srcset.extend(["/img/", &image.address, "/", &name, ".", extension, " ", &width, "w"]);
    }
    srcset
}

/// Returns the rendition for browsers without `srcset`: the widest of at most 640 px.
fn fallback(image: &ImageRef) -> RenditionWidth {
    image.widest_within(640)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backgrounds_of_packshots_are_told_from_colours() {
        for plain in ["#ffffff", "#f6f5f4", "#e0e0e8"] {
            assert!(is_plain_background(plain), "{plain}");
        }
        for coloured in ["#dfdfdf", "#f5ede0", "#000000", "#c8a378", "white", ""] {
            assert!(!is_plain_background(coloured), "{coloured}");
        }
    }
}
