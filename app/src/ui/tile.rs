use leptos::prelude::*;
use types::{ImageRef, LocalText};

use super::{PictureFrame, isolate_local, picture::picture_or_frame};

/// A list item that links to a listing, with its name, picture and text.
#[component]
pub(crate) fn Tile(
    href: String,
    name: LocalText,
    picture: Option<ImageRef>,
    sizes: &'static str,
    /// The frame of its picture. `None` if no tile of the list has a picture.
    frame: Option<PictureFrame>,
    #[prop(optional)] text: Option<LocalText>,
) -> impl IntoView {
    let picture = frame.map(|frame| picture_or_frame(picture, sizes, frame));
    let heading = view! { <h3><a href=href>{isolate_local(name)}</a></h3> };
    let content = match text.filter(LocalText::has_words) {
        Some(text) => view! { <div>{heading}<p>{isolate_local(text)}</p></div> }.into_any(),
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
    title: LocalText,
    summary: LocalText,
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
                <h3><a href=href>{isolate_local(title)}</a></h3>
                {summary.has_words().then(|| view! { <p>{isolate_local(summary)}</p> })}
            </div>
        </li>
    }
}
