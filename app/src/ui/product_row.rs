use leptos::prelude::*;

use super::{Cards, isolate};

/// A row of products under a heading. Without products it renders nothing.
#[component]
pub(crate) fn ProductRow(id: String, title: String, cards: Cards) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="shelf wrap" aria-labelledby=id>
                <div class="section-head"><h2 id=id.clone()>{isolate(title)}</h2></div>
                {cards.list("shelf-row")}
            </section>
        }
    })
}
