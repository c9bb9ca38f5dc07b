use leptos::prelude::*;
use types::ImageRef;

use crate::address;

/// The shape of the frame a picture is shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    /// 4 by 5, as products stand.
    #[default]
    Portrait,
    /// 16 by 9, as scenes lie.
    Wide,
}

/// A picture in the size and format that fits, with its colour until it is there.
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
    let class = match frame {
        Frame::Portrait => "picture",
        Frame::Wide => "picture picture-16x9",
    };
    let fallback = address::rendition(&image.address, fallback_width(&image), "jpg");
    let [avif, webp, jpeg] = ["avif", "webp", "jpg"].map(|extension| srcset(&image, extension));
    let ImageRef { width, height, colour, alt, .. } = image;
    let alt = if decorative { String::new() } else { alt };
    view! {
        <span class=class>
            <svg class="picture-tint" aria-hidden="true">
                <rect width="100%" height="100%" fill=colour></rect>
            </svg>
            <picture>
                <source type="image/avif" srcset=avif sizes=sizes/>
                <source type="image/webp" srcset=webp sizes=sizes/>
                <img
                    src=fallback
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

/// The `Link` header's value that lets a browser, or a CDN's early hints, fetch a picture before the page is read.
pub(crate) fn preload(image: &ImageRef, sizes: &str) -> String {
    let href = address::rendition(&image.address, fallback_width(image), "avif");
    let srcset = srcset(image, "avif");
    format!(
        r#"<{href}>; rel=preload; as=image; type="image/avif"; imagesrcset="{srcset}"; imagesizes="{sizes}"; fetchpriority=high"#
    )
}

fn srcset(image: &ImageRef, extension: &str) -> String {
    let rungs = image
        .rungs()
        .map(|rung| format!("{} {}w", address::rendition(&image.address, rung.name, extension), rung.width));
    rungs.collect::<Vec<_>>().join(", ")
}

/// For browsers that know no `srcset`: the widest of at most 640 px.
fn fallback_width(image: &ImageRef) -> u32 {
    image.rungs().take_while(|rung| rung.name <= 640).last().map_or(160, |rung| rung.name)
}
