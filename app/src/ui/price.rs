use leptos::prelude::*;
use types::Money;

use crate::words::Words;

/// A price, the higher one before it, and whether it is only the lowest.
#[component]
pub(crate) fn PriceTag(
    words: Words,
    now: Money,
    was: Option<Money>,
    #[prop(optional)] from: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "price" } else { class };
    let was = was.map(|was| {
        view! {
            <span class="hidden">{words.text("price-was")}" "</span>
            <s class="price-was"><bdi>{words.money(was)}</bdi></s>
            " "
        }
    });
    let now_label = was.is_some().then(|| view! { <span class="hidden">{words.text("price-now")}" "</span> });
    view! {
        <p class=class>
            {was}
            {from.then(|| view! { <span class="price-from">{words.text("price-from")}</span> " " })}
            {now_label}
            <data value=now.to_decimal_string()><bdi>{words.money(now)}</bdi></data>
        </p>
    }
}
