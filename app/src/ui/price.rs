use leptos::prelude::*;
use types::Money;

use crate::localizer::Localizer;

/// A price, with the higher one that it is compared with, and with "from" if other variants cost more.
#[component]
pub(crate) fn PriceTag(
    localizer: Localizer,
    now: Money,
    compare_at: Option<Money>,
    #[prop(optional)] from: bool,
    #[prop(optional)] class: &'static str,
) -> impl IntoView {
    let class = if class.is_empty() { "price" } else { class };
    let compared = compare_at.map(|compare_at| {
        view! {
            <span class="hidden">{localizer.text("price-was")}" "</span>
            <s class="price-was"><bdi>{localizer.money(compare_at)}</bdi></s>
            " "
        }
    });
    let now_label =
        compare_at.is_some().then(|| view! { <span class="hidden">{localizer.text("price-now")}" "</span> });
    view! {
        <p class=class>
            {compared}
            {from.then(|| view! { <span class="price-from">{localizer.text("price-from")}</span> " " })}
            {now_label}
            <data value=now.to_decimal_string()><bdi>{localizer.money(now)}</bdi></data>
        </p>
    }
}
