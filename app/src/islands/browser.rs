//! Functions on the browser's DOM that islands share.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, EventTarget, HtmlDialogElement};

/// Calls `react` on each `event` of `target`, for as long as the document lives.
pub(super) fn listen(target: &EventTarget, event: &str, react: impl FnMut(Event) + 'static) {
    let react = Closure::<dyn FnMut(Event)>::new(react).into_js_value();
    // It fails only for a callback that is no function.
    let _added = target.add_event_listener_with_callback(event, react.unchecked_ref());
}

/// Returns the nearest ancestor of the event's target, or the target itself, that matches `selector`.
pub(super) fn closest(event: &Event, selector: &str) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest(selector).ok()?
}

/// Returns the first element in `root` that matches `selector`.
pub(super) fn first(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Returns every element in `root` that matches `selector`.
pub(super) fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Opens a modal dialog. The browser moves the focus in and back.
pub(super) fn open(dialog: &HtmlDialogElement) {
    if !dialog.open() && dialog.show_modal().is_err() {
        dialog.set_open(true);
    }
}

/// Returns whether a click is plain, and so asks for no new tab and no download.
pub(super) fn is_plain(event: &Event) -> bool {
    event.dyn_ref::<web_sys::MouseEvent>().is_none_or(|click| {
        click.button() == 0 && !click.meta_key() && !click.ctrl_key() && !click.shift_key() && !click.alt_key()
    })
}

/// Returns the path and query of the page's address.
pub(super) fn path_and_query() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

/// Tells the loader that new HTML may contain islands.
pub(super) fn announce_new_islands(root: &Element) {
    if let Ok(event) = Event::new("vitrine:html") {
        let _ = js_sys::Reflect::set(&event, &JsValue::from_str("root"), root);
        let _dispatched = document().dispatch_event(&event);
    }
}
