use catalog::ProductCard;
use leptos::prelude::*;
use types::ImageRef;

use super::{Card, Heading, card::SIZES};
use crate::{address, islands::RecentlyViewed, words::Words};

/// A row of products under a heading; nothing at all without products.
#[component]
pub(crate) fn Shelf(words: Words, id: String, title: String, cards: Vec<ProductCard>) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="shelf wrap" aria-labelledby=id>
                <div class="section-head"><h2 id=id.clone()>{title}</h2></div>
                <ul class="shelf-row">
                    {cards
                        .into_iter()
                        .map(|card| view! { <Card words=words card=card heading=Heading::Third/> })
                        .collect::<Vec<_>>()}
                </ul>
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
pub(crate) fn RecentShelf(words: Words, current: Option<Remembered>) -> impl IntoView {
    let remembered = current.map(|product| {
        let picture = product.picture.map(|image| address::rendition(&image.address, 320, "webp"));
        vec![product.slug, product.name, picture.unwrap_or_default()]
    });
    view! {
        <RecentlyViewed
            locale=words.locale.tag().to_owned()
            title=words.text("recent")
            sizes=SIZES.to_owned()
            current=remembered.unwrap_or_default()
        />
    }
}
