use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::browser::{all, closest, first, is_plain, open};

/// The pictures of a product. Without this island they are a strip to scroll, with links to whole pictures. The island
/// marks the current thumbnail, moves the strip by arrow keys, and opens pictures in a dialog.
#[island]
pub fn Gallery(
    /// The accessible name of the gallery.
    label: String,
    /// The strip, its thumbnails and the dialog for enlarged pictures.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<html::Section>::new();
    let element = move || root.get().map(|section| -> Element { section.unchecked_into() });
    let on_click = move |event: ev::MouseEvent| {
        let Some(root) = element() else { return };
        if !is_plain(&event) {
            return;
        }
        if let Some(picture) = closest(&event, "[data-zoom]") {
            event.prevent_default();
            enlarge(&root, &picture);
        } else if closest(&event, "[data-closes=zoom], dialog img").is_some() {
            event.prevent_default();
            close(&root);
        } else if let Some(thumb) = closest(&event, ".gallery-thumbs a") {
            event.prevent_default();
            let thumbs = all(&root, ".gallery-thumbs a");
            show(&root, thumbs.iter().position(|one| *one == thumb).unwrap_or_default());
        }
    };
    let on_keydown = move |event: ev::KeyboardEvent| {
        let Some(root) = element().filter(|_| closest(&event, ".gallery-strip, .gallery-thumbs").is_some()) else {
            return;
        };
        if let Some(step) = step(&root, &event.key()) {
            event.prevent_default();
            let last = all(&root, ".gallery-item").len().saturating_sub(1);
            show(&root, current(&root).saturating_add_signed(step).min(last));
        }
    };
    let on_scroll = move |_| {
        if let Some(root) = element() {
            mark(&root, current(&root));
        }
    };
    view! {
        <section node_ref=root class="gallery" aria-label=label on:click=on_click on:keydown=on_keydown on:scroll:capture=on_scroll>
            {children()}
        </section>
    }
}

/// Returns one picture forward or back for an arrow key, by the direction of the text.
fn step(root: &Element, key: &str) -> Option<isize> {
    let rightwards = if root.closest("[dir=rtl]").ok().flatten().is_some() { -1 } else { 1 };
    match key {
        "ArrowRight" => Some(rightwards),
        "ArrowLeft" => Some(-rightwards),
        _ => None,
    }
}

/// Returns the index of the picture nearest to the middle of the strip.
fn current(root: &Element) -> usize {
    let Some(strip) = first(root, ".gallery-strip") else { return 0 };
    let middle = |element: &Element| {
        let place = element.get_bounding_client_rect();
        place.left() + place.width() / 2.0
    };
    let centre = middle(&strip);
    let distance = |element: &Element| (middle(element) - centre).abs();
    let items = all(root, ".gallery-item");
    let nearest = items.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    nearest.map_or(0, |(index, _)| index)
}

fn show(root: &Element, index: usize) {
    if let Some(item) = all(root, ".gallery-item").get(index) {
        let options = ScrollIntoViewOptions::new();
        let calm = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
        let smooth = calm.is_none_or(|query| !query.matches());
        options.set_behavior(if smooth { ScrollBehavior::Smooth } else { ScrollBehavior::Instant });
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Center);
        item.scroll_into_view_with_scroll_into_view_options(&options);
        mark(root, index);
    }
}

fn mark(root: &Element, index: usize) {
    for (at, thumb) in all(root, ".gallery-thumbs a").iter().enumerate() {
        let _marked = if at == index {
            thumb.set_attribute("aria-current", "true")
        } else {
            thumb.remove_attribute("aria-current")
        };
    }
}

fn zoom(root: &Element) -> Option<HtmlDialogElement> {
    first(root, "dialog")?.dyn_into().ok()
}

fn enlarge(root: &Element, picture: &Element) {
    let (Some(dialog), Ok(large)) = (zoom(root), document().create_element("img")) else { return };
    let alt = first(picture, "img").and_then(|image| image.get_attribute("alt")).unwrap_or_default();
    let source = picture.get_attribute("href").unwrap_or_default();
    let _described = large.set_attribute("alt", &alt).and_then(|()| large.set_attribute("src", &source));
    if let Some(before) = first(&dialog, "img") {
        before.remove();
    }
    let _shown = dialog.append_child(&large);
    open(&dialog);
}

fn close(root: &Element) {
    if let Some(dialog) = zoom(root) {
        dialog.close();
    }
}
