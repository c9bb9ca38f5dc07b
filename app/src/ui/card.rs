use catalog::ProductCard;
use leptos::prelude::*;

use super::{Picture, PriceTag, Swatch};
use crate::{address, words::Words};

/// How wide a card's picture is shown.
pub(super) const SIZES: &str = "(min-width: 62rem) 22vw, 44vw";

/// The level a card's name has in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Second,
    Third,
}

/// A product in a list: all of it is one link.
#[component]
pub(crate) fn Card(words: Words, card: ProductCard, heading: Heading) -> impl IntoView {
    let href = address::product(words.locale, &card.slug);
    let name = view! { <a href=href>{card.name.clone()}</a> };
    let name = match heading {
        Heading::Second => view! { <h2 class="card-name">{name}</h2> }.into_any(),
        Heading::Third => view! { <h3 class="card-name">{name}</h3> }.into_any(),
    };
    let class = if card.available { "card" } else { "card card-sold-out" };
    let picture = card.pictures.first().cloned();
    view! {
        <li class=class>
            {picture.map(|image| view! { <Picture image=image sizes=SIZES decorative=true/> })}
            {badge(words, &card)}
            {name}
            <PriceTag words=words now=card.price was=card.was from=card.price_varies/>
            {colours(words, card.swatches)}
        </li>
    }
}

fn badge(words: Words, card: &ProductCard) -> Option<impl IntoView + use<>> {
    let key = match card {
        ProductCard { available: false, .. } => "badge-sold-out",
        ProductCard { was: Some(_), .. } => "badge-sale",
        ProductCard { is_new: true, .. } => "badge-new",
        _ => return None,
    };
    Some(view! { <p class="card-badges"><span class="badge">{words.text(key)}</span></p> })
}

fn colours(words: Words, swatches: Vec<catalog::CardSwatch>) -> Option<impl IntoView> {
    let count = swatches.len();
    let dots: Vec<_> = swatches.into_iter().map(|swatch| view! { <Swatch colour=swatch.colour/> }).collect();
    (count > 1).then(|| {
        view! { <p class="card-colours">{dots}<span class="hidden">{words.counted("colours", count)}</span></p> }
    })
}
