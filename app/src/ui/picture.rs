use leptos::prelude::*;
use types::{ImageRef, Rung, Shape};

use crate::address;

/// The frame a picture is shown in: its shape, which may change with the window. The style sheet's frames have the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    /// 4 by 5, as products stand.
    #[default]
    Portrait,
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

impl Frame {
    /// The shape a picture is cut to in each window; `None` is every window. The first one is for browsers that know
    /// no media queries, too.
    const fn shapes(self) -> &'static [(Option<&'static str>, Shape)] {
        match self {
            Self::Portrait => &[(None, Shape::Portrait)],
            Self::Wide => &[(None, Shape::Wide)],
            Self::Hero => {
                &[(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Panorama)]
            }
            Self::Banner => {
                &[(Some(PHONE), Shape::Portrait), (Some(TABLET), Shape::Wide), (Some(DESKTOP), Shape::Strip)]
            }
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Portrait => "picture",
            Self::Wide | Self::Hero | Self::Banner => "picture picture-16x9",
        }
    }
}

/// A picture in the size, shape and format that fit, with its colour until it is there.
#[component]
pub(crate) fn Picture(
    image: ImageRef,
    /// How wide it is shown, as `sizes` says it.
    sizes: &'static str,
    #[prop(optional)] frame: Frame,
    /// The largest thing of the first screen: fetched at once.
    #[prop(optional)]
    first: bool,
    /// Something beside it says what it shows.
    #[prop(optional)]
    decorative: bool,
) -> impl IntoView {
    let shapes = frame.shapes();
    let sources: Vec<_> = shapes.iter().map(|(media, shape)| sources(&image.cut(*shape), *media, sizes)).collect();
    let plain = shapes.first().map(|(_, shape)| image.cut(*shape)).unwrap_or(image);
    let source = address::rendition(&plain, fallback(&plain), "jpg");
    let jpeg = srcset(&plain, "jpg");
    let ImageRef { width, height, colour, alt, .. } = plain;
    let alt = if decorative { String::new() } else { alt };
    view! {
        <span class=frame.class()>
            <svg class="picture-tint" aria-hidden="true">
                <rect width="100%" height="100%" fill=colour></rect>
            </svg>
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

/// The formats of one cut. Where the window decides on the cut, a browser that knows neither gets this cut as JPEG.
fn sources(cut: &ImageRef, media: Option<&'static str>, sizes: &'static str) -> impl IntoView + use<> {
    let (width, height) = (cut.width, cut.height);
    let [avif, webp, jpeg] = ["avif", "webp", "jpg"].map(|extension| srcset(cut, extension));
    view! {
        <source type="image/avif" media=media srcset=avif sizes=sizes width=width height=height/>
        <source type="image/webp" media=media srcset=webp sizes=sizes width=width height=height/>
        {media.map(|media| view! { <source media=media srcset=jpeg sizes=sizes width=width height=height/> })}
    }
}

/// The `Link` headers' values that let a browser, or a CDN's early hints, fetch a picture before the page is read: one
/// for each window.
pub(crate) fn picture_preloads(image: &ImageRef, frame: Frame, sizes: &str) -> Vec<String> {
    frame.shapes().iter().map(|(media, shape)| preload(&image.cut(*shape), *media, sizes)).collect()
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
