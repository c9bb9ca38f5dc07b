use leptos::prelude::*;
use types::{Fit, ImageRef, ListingPictures, Rung, Shape};

use super::{Icon, IconName};
use crate::address;

/// The frame a picture is shown in. The style sheet has a class for each, with the same shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PictureFrame {
    /// A product, category or collection in a listing, as the settings say.
    Listing(ListingPictures),
    /// All of a picture within a box of this shape, where a product's page shows one after another.
    Stage(Shape),
    /// All of a picture in its own shape, in the flow of a page.
    Own,
    /// 16 by 9, as scenes lie.
    Wide,
    /// From edge to edge at the head of a page: it stands on phones and lies on desktops.
    Hero,
    /// From edge to edge between two sections.
    Banner,
}

/// A window's width, as media queries say it. No two of a frame hold at once, so that one picture is preloaded.
const PHONE: &str = "(max-width: 39.99rem)";
const TABLET: &str = "(min-width: 40rem) and (max-width: 61.99rem)";
const DESKTOP: &str = "(min-width: 62rem)";

const SCENE: [(Option<&str>, Shape); 3] =
    [(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Panorama)];
const BANNER: [(Option<&str>, Shape); 3] =
    [(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Strip)];

impl PictureFrame {
    /// The cut of a picture for each window; `None` is every window. The first one is for browsers that know no media
    /// queries, too.
    fn views(self, image: &ImageRef) -> Vec<(Option<&'static str>, ImageRef)> {
        let cut = |(media, shape): (Option<&'static str>, Shape)| (media, image.cut(shape));
        match self {
            Self::Listing(listing) => vec![(None, listing.shown(image))],
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

    /// The class of a frame with no picture in it, or a whole one.
    pub(super) fn empty_class(self) -> String {
        let shape = match self {
            Self::Listing(ListingPictures { shape, .. }) | Self::Stage(shape) => shape,
            Self::Own | Self::Wide | Self::Hero | Self::Banner => Shape::Wide,
        };
        format!("picture picture-{}", shape.name())
    }

    /// Whether the picture's colour fills the frame: where the picture does, or where it is the ground the picture stands
    /// on. Elsewhere it fills only the picture's own place.
    fn is_filled(self, image: &ImageRef) -> bool {
        match self {
            Self::Own => false,
            Self::Wide | Self::Hero | Self::Banner => true,
            Self::Listing(listing) => {
                listing.fit_of(image.width, image.height) == Fit::Cut || is_plain_ground(&image.colour)
            }
            Self::Stage(_) => is_plain_ground(&image.colour),
        }
    }
}

/// Whether a colour, as `#rrggbb`, is light and nearly grey, like the ground of a packshot: it may go on beside the picture.
fn is_plain_ground(colour: &str) -> bool {
    let channel = |at: usize| u8::from_str_radix(colour.get(at..at + 2)?, 16).ok();
    let (Some(red), Some(green), Some(blue)) = (channel(1), channel(3), channel(5)) else { return false };
    let (least, most) = (red.min(green).min(blue), red.max(green).max(blue));
    least >= 0xe0 && most - least <= 0x0c
}

/// A picture in the size, shape and format that fit, with its colour until it is there. It is never shown larger than it
/// is: its attributes say its size, and the style sheet only makes it smaller.
#[component]
pub(crate) fn Picture(
    image: ImageRef,
    /// How wide it is shown, as `sizes` says it.
    #[prop(into)]
    sizes: String,
    frame: PictureFrame,
    /// The largest thing of the first screen: fetched at once.
    #[prop(optional)]
    first: bool,
    /// Something beside it says what it shows.
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

/// A picture that something beside it describes, or its empty frame: those around it may have one.
pub(super) fn framed(picture: Option<ImageRef>, sizes: &'static str, frame: PictureFrame) -> AnyView {
    match picture {
        Some(image) => view! { <Picture image=image sizes=sizes frame=frame decorative=true/> }.into_any(),
        None => {
            let class = format!("{} picture-none", frame.empty_class());
            view! { <span class=class><Icon name=IconName::Picture/></span> }.into_any()
        }
    }
}

/// The picture's colour, in the place that the style sheet gives the picture, too.
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

/// The formats of one view. Where the window decides on the view, a browser that knows neither gets this one as JPEG.
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

/// The `Link` headers' values that let a browser, or a CDN's early hints, fetch a picture before the page is read: one
/// for each window.
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
    let rung_length = image.address.len() + "/img//1280.avif 1280w, ".len();
    let mut srcset = String::with_capacity(types::RENDITION_WIDTHS.len() * rung_length);
    for rung in image.rungs() {
        if !srcset.is_empty() {
            srcset.push_str(", ");
        }
        let [name, width] = [rung.name, rung.width].map(|number| number.to_string());
        srcset.extend(["/img/", &image.address, "/", &name, ".", extension, " ", &width, "w"]);
    }
    srcset
}

/// For browsers that know no `srcset`: the widest of at most 640 px.
fn fallback(image: &ImageRef) -> Rung {
    image.widest_within(640)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ground_of_packshots_is_told_from_colours() {
        for plain in ["#ffffff", "#f6f5f4", "#e0e0e8"] {
            assert!(is_plain_ground(plain), "{plain}");
        }
        for coloured in ["#dfdfdf", "#f5ede0", "#000000", "#c8a378", "white", ""] {
            assert!(!is_plain_ground(coloured), "{coloured}");
        }
    }
}
