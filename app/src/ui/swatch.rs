use leptos::prelude::*;

/// A dot of colour. It is an SVG fill, since the content security policy allows no style attributes.
#[component]
pub(crate) fn Swatch(colour: String) -> impl IntoView {
    view! {
        <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <circle cx="8" cy="8" r="7.5" fill=colour></circle>
        </svg>
    }
}
