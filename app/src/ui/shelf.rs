use catalog::ProductCard;
use leptos::prelude::*;

use super::{Card, Heading, card::SIZES};
use crate::{islands::RecentlyViewed, words::Words};

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

/// Room for the products this browser looked at last, which only the browser knows.
#[component]
pub(crate) fn RecentShelf(words: Words, current: Option<ProductCard>) -> impl IntoView {
    let remembered = current.map(|card| {
        let image = card.pictures.first();
        let picture = image.map(|image| crate::address::rendition(&image.address, 320, "webp"));
        vec![card.slug, card.name, picture.unwrap_or_default()]
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
