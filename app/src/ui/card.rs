use std::sync::Arc;

use catalog::ProductCard;
use database::{Error, Reader};
use leptos::prelude::*;
use types::ListingPictures;

use super::{PictureFrame, PriceTag, Swatch, isolate_local, picture::picture_or_frame};
use crate::{address, localizer::Localizer, render::render};

/// The `sizes` of a card's picture.
const SIZES: &str = "(min-width: 62rem) 22vw, 44vw";

/// The heading level of a card's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    Second,
    Third,
}

/// The cards of products, laid out as list items. Many pages show the same ones, so each item is cached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cards {
    html: String,
}

impl Cards {
    pub(crate) async fn lay_out(
        reader: &mut Reader,
        listing: ListingPictures,
        cards: &[Arc<ProductCard>],
        heading: Heading,
    ) -> Result<Self, Error> {
        let localizer = Localizer::new(reader.locale);
        let mut html = String::new();
        for card in cards {
            let make =
                || render(|| view! { <Card localizer=localizer listing=listing card=card.clone() heading=heading/> });
            match card.derivative(heading.item_key()) {
                Some(item) => html.push_str(&reader.derived(card.source(), item, make).await?),
                None => html.push_str(&make()),
            }
        }
        Ok(Self { html })
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.html.is_empty()
    }

    /// Renders the list of the cards.
    pub(crate) fn list(self, class: &'static str) -> impl IntoView {
        view! { <ul class=class inner_html=self.html></ul> }
    }
}

impl Heading {
    /// Returns the name in the cache of an item with this heading.
    const fn item_key(self) -> &'static str {
        match self {
            Self::Second => "card under h2",
            Self::Third => "card under h3",
        }
    }
}

/// A product in a list. All of the card is one link.
#[component]
fn Card(localizer: Localizer, listing: ListingPictures, card: Arc<ProductCard>, heading: Heading) -> impl IntoView {
    let href = address::card(localizer.locale, &card);
    let name = view! { <a href=href>{isolate_local(card.name.clone())}</a> };
    let name = match heading {
        Heading::Second => view! { <h2 class="card-name">{name}</h2> }.into_any(),
        Heading::Third => view! { <h3 class="card-name">{name}</h3> }.into_any(),
    };
    let class = if card.available { "card" } else { "card card-sold-out" };
    let picture = picture_or_frame(card.picture.clone(), SIZES, PictureFrame::Listing(listing));
    view! {
        <li class=class>
            {picture}
            {badge(localizer, &card)}
            {name}
            <PriceTag localizer=localizer now=card.price compare_at=card.compare_at from=card.price_varies/>
            {colours(localizer, &card.swatches)}
        </li>
    }
}

fn badge(localizer: Localizer, card: &ProductCard) -> Option<impl IntoView + use<>> {
    let key = match card {
        ProductCard { available: false, .. } => "badge-sold-out",
        ProductCard { compare_at: Some(_), .. } => "badge-sale",
        ProductCard { is_new: true, .. } => "badge-new",
        _ => return None,
    };
    Some(view! { <p class="card-badges"><span class="badge">{localizer.text(key)}</span></p> })
}

fn colours(localizer: Localizer, swatches: &[catalog::CardSwatch]) -> Option<impl IntoView + use<>> {
    let count = swatches.len();
    let dots: Vec<_> = swatches.iter().map(|swatch| view! { <Swatch colour=swatch.colour.clone()/> }).collect();
    (count > 1).then(|| {
        view! { <p class="card-colours">{dots}<span class="hidden">{localizer.plural("colours", count)}</span></p> }
    })
}
