use leptos::prelude::*;

/// Isolates a text whose direction may differ from the page's: its first strong character decides how it runs, and it
/// reorders nothing that stands beside it. Every text of a merchant that stands in a line or a heading goes through
/// here; prose takes `dir="auto"` on its block, which aligns it as well.
pub(crate) fn isolate(text: String) -> impl IntoView {
    view! { <bdi>{text}</bdi> }
}
