use catalog::Product;
use leptos::prelude::*;
use types::ImageRef;

use super::Choice;
use crate::{
    address,
    islands::Gallery,
    localizer::Localizer,
    ui::{Icon, IconName, Picture, Stage, picture_preloads},
};

/// The width of the gallery on desktops, in hundredths of the window.
const ON_DESKTOPS: u64 = 46;

/// Returns the product's pictures: those of the chosen values first, those of other values last.
pub(super) fn pictures(product: &Product, choice: &Choice) -> Vec<ImageRef> {
    let mut pictures: Vec<_> = product.pictures.iter().collect();
    pictures.sort_by_key(|picture| catalog::picture_rank(picture.value, &choice.variant.values));
    pictures.into_iter().map(|picture| picture.image.clone()).collect()
}

/// Returns the `Link` headers that preload the first picture.
pub(super) fn preloads(pictures: &[ImageRef]) -> Vec<String> {
    let stage = Stage::of(pictures);
    pictures
        .first()
        .map(|image| picture_preloads(image, stage.frame(), &stage.sizes(image, ON_DESKTOPS)))
        .unwrap_or_default()
}

/// Lays out the pictures as a strip to swipe through, with thumbnails. Each is shown whole, and opens in full size.
pub(super) fn view(localizer: Localizer, pictures: Vec<ImageRef>) -> impl IntoView {
    let stage = Stage::of(&pictures);
    let items: Vec<_> =
        pictures.iter().cloned().enumerate().map(|(index, image)| item(localizer, stage, index, image)).collect();
    let several = pictures.len() > 1;
    let thumbs = several.then(|| {
        let thumbs: Vec<_> =
            pictures.into_iter().enumerate().map(|(index, image)| thumb(localizer, stage, index, image)).collect();
        view! { <ol class="gallery-thumbs">{thumbs}</ol> }
    });
    view! {
        <Gallery label=localizer.text("pictures")>
            <ol class="gallery-strip" tabindex=several.then_some("0")>{items}</ol>
            {thumbs}
            <dialog class="zoom" id="zoom" aria-label=localizer.text("picture-enlarge")>
                <button class="drawer-close" type="button" data-closes="zoom">
                    <Icon name=IconName::Close/><span class="hidden">{localizer.text("close")}</span>
                </button>
            </dialog>
        </Gallery>
    }
}

fn item(localizer: Localizer, stage: Stage, index: usize, image: ImageRef) -> impl IntoView {
    let full = address::rendition(&image, image.widest(), "webp");
    let sizes = stage.sizes(&image, ON_DESKTOPS);
    view! {
        <li class="gallery-item" id=format!("picture-{}", index + 1)>
            <a class="gallery-zoom" href=full data-zoom="">
                <Picture image=image sizes=sizes frame=stage.frame() first=index == 0/>
                <span class="gallery-zoom-sign">
                    <Icon name=IconName::Enlarge/><span class="hidden">{localizer.text("picture-enlarge")}</span>
                </span>
            </a>
        </li>
    }
}

fn thumb(localizer: Localizer, stage: Stage, index: usize, image: ImageRef) -> impl IntoView {
    let number = localizer.number(index + 1);
    view! {
        <li>
            <a href=format!("#picture-{}", index + 1) aria-current=(index == 0).then_some("true")>
                <span class="hidden">{localizer.text_with("picture-number", "number", number)}</span>
                <Picture image=image sizes="4.5rem" frame=stage.frame() decorative=true/>
            </a>
        </li>
    }
}
