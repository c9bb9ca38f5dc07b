use leptos::prelude::*;
use types::ImageRef;

use super::{PictureFrame, isolate, picture::picture_or_frame};
use crate::localizer::non_blank;

/// A list item that links to a listing, with its name, picture and text.
#[component]
pub(crate) fn Tile(
    href: String,
    name: String,
    picture: Option<ImageRef>,
    sizes: &'static str,
    /// The frame of its picture. `None` if no tile of the list has a picture.
    frame: Option<PictureFrame>,
    #[prop(optional)] text: Option<String>,
) -> impl IntoView {
    let picture = frame.map(|frame| picture_or_frame(picture, sizes, frame));
    let heading = view! { <h3><a href=href>{isolate(name)}</a></h3> };
    let content = match text.and_then(non_blank) {
        Some(text) => view! { <div>{heading}<p>{isolate(text)}</p></div> }.into_any(),
        None => heading.into_any(),
    };
    view! {
        <li class="tile">
            {picture}
            {content}
        </li>
    }
}

/// A list item that links to a story.
#[component]
pub(crate) fn StoryTile(
    href: String,
    title: String,
    summary: String,
    picture: Option<ImageRef>,
    sizes: &'static str,
    /// The frame of its picture. `None` if no tile of the list has a picture.
    frame: Option<PictureFrame>,
) -> impl IntoView {
    let picture = frame.map(|frame| picture_or_frame(picture, sizes, frame));
    view! {
        <li class="tile">
            {picture}
            <div>
                <h3><a href=href>{isolate(title)}</a></h3>
                {non_blank(summary).map(|summary| view! { <p>{isolate(summary)}</p> })}
            </div>
        </li>
    }
}
