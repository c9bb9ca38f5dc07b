use leptos::prelude::*;
use types::ImageRef;

use super::{Picture, PictureFrame, isolate};
use crate::words::present;

/// A way into a part of the shop.
#[component]
pub(crate) fn Tile(
    href: String,
    name: String,
    picture: Option<ImageRef>,
    sizes: &'static str,
    frame: PictureFrame,
    #[prop(optional)] text: Option<String>,
) -> impl IntoView {
    let heading = view! { <h3><a href=href>{isolate(name)}</a></h3> };
    let words = match text.and_then(present) {
        Some(text) => view! { <div>{heading}<p>{isolate(text)}</p></div> }.into_any(),
        None => heading.into_any(),
    };
    view! {
        <li class="tile">
            {picture.map(|image| view! { <Picture image=image sizes=sizes frame=frame decorative=true/> })}
            {words}
        </li>
    }
}

/// A way into a story.
#[component]
pub(crate) fn StoryTile(href: String, title: String, summary: String, picture: Option<ImageRef>) -> impl IntoView {
    let sizes = "(min-width: 40rem) 30vw, 92vw";
    view! {
        <li class="tile">
            {picture.map(|image| view! { <Picture image=image sizes=sizes frame=PictureFrame::Wide decorative=true/> })}
            <div>
                <h3><a href=href>{isolate(title)}</a></h3>
                {present(summary).map(|summary| view! { <p>{isolate(summary)}</p> })}
            </div>
        </li>
    }
}
