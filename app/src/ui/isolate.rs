use leptos::prelude::*;
use types::LocalText;

/// Isolates a text whose direction may differ from the page's. Its first strong character decides its direction, and it
/// reorders nothing beside it. Every text of a merchant in a line or a heading is isolated; prose has `dir="auto"` on
/// its block instead, which aligns it as well.
pub(crate) fn isolate(text: String) -> impl IntoView {
    view! { <bdi>{text}</bdi> }
}

/// Isolates a text, in the language that it is borrowed from, if it is.
pub(crate) fn isolate_local(text: LocalText) -> impl IntoView {
    view! { <bdi lang=text.language.map(|language| language.to_string())>{text.text}</bdi> }
}
