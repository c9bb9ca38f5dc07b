use catalog::Product;
use leptos::prelude::*;
use types::ImageRef;

use super::Choice;
use crate::{
    address,
    islands::Gallery,
    ui::{Icon, IconName, Picture},
    words::Words,
};

/// How wide the gallery shows a picture.
pub(super) const SIZES: &str = "(min-width: 62rem) 46vw, 100vw";

/// The product's pictures: those of the chosen values first, those that show another value last.
pub(super) fn pictures(product: &Product, choice: &Choice) -> Vec<ImageRef> {
    let mut pictures: Vec<_> = product.pictures.iter().collect();
    pictures.sort_by_key(|picture| catalog::picture_rank(picture.value, &choice.variant.values));
    pictures.into_iter().map(|picture| picture.image.clone()).collect()
}

/// The pictures as a strip to swipe through, with thumbnails; each opens in full.
pub(super) fn view(words: Words, pictures: Vec<ImageRef>) -> impl IntoView {
    let items: Vec<_> = pictures.iter().cloned().enumerate().map(|(index, image)| item(words, index, image)).collect();
    let several = pictures.len() > 1;
    let thumbs = several.then(|| {
        let thumbs: Vec<_> =
            pictures.into_iter().enumerate().map(|(index, image)| thumb(words, index, image)).collect();
        view! { <ol class="gallery-thumbs">{thumbs}</ol> }
    });
    view! {
        <Gallery label=words.text("pictures")>
            <ol class="gallery-strip" tabindex=several.then_some("0")>{items}</ol>
            {thumbs}
            <dialog class="zoom" id="zoom" aria-label=words.text("picture-enlarge")>
                <button class="drawer-close" type="button" data-closes="zoom">
                    <Icon name=IconName::Close/><span class="hidden">{words.text("close")}</span>
                </button>
            </dialog>
        </Gallery>
    }
}

fn item(words: Words, index: usize, image: ImageRef) -> impl IntoView {
    let full = address::rendition(&image, image.widest(), "webp");
    view! {
        <li class="gallery-item" id=format!("picture-{}", index + 1)>
            <a class="gallery-zoom" href=full data-zoom="">
                <Picture image=image sizes=SIZES first=index == 0/>
                <span class="gallery-zoom-sign">
                    <Icon name=IconName::Enlarge/><span class="hidden">{words.text("picture-enlarge")}</span>
                </span>
            </a>
        </li>
    }
}

fn thumb(words: Words, index: usize, image: ImageRef) -> impl IntoView {
    let number = words.number(index + 1);
    view! {
        <li>
            <a href=format!("#picture-{}", index + 1) aria-current=(index == 0).then_some("true")>
                <span class="hidden">{words.with("picture-number", "number", number)}</span>
                <Picture image=image sizes="4.5rem" decorative=true/>
            </a>
        </li>
    }
}
