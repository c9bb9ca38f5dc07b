use leptos::prelude::*;
use types::{ImageRef, ListingPictures};

use super::{Cards, PictureFrame, isolate};
use crate::{address, islands::RecentlyViewed, words::Words};

/// A row of products under a heading; nothing at all without products.
#[component]
pub(crate) fn Shelf(id: String, title: String, cards: Cards) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="shelf wrap" aria-labelledby=id>
                <div class="section-head"><h2 id=id.clone()>{isolate(title)}</h2></div>
                {cards.list("shelf-row")}
            </section>
        }
    })
}

/// What a browser is to remember of this page's product.
pub(crate) struct Remembered {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) picture: Option<ImageRef>,
}

/// Room for the products this browser looked at last, which only the browser knows.
#[component]
pub(crate) fn RecentShelf(words: Words, listing: ListingPictures, current: Option<Remembered>) -> impl IntoView {
    let remembered = current.map(|product| {
        let shown = product.picture.map(|image| listing.shown(&image));
        let picture = shown.map(|image| address::rendition(&image, image.widest_within(320), "webp"));
        vec![product.slug, product.name, picture.unwrap_or_default()]
    });
    view! {
        <RecentlyViewed
            locale=words.locale.tag().to_owned()
            title=words.text("recent")
            frame=PictureFrame::Listing(listing).empty_class()
            current=remembered.unwrap_or_default()
        />
    }
}
