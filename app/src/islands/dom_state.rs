//! The state of a part of the page that only the DOM has, kept while new HTML replaces the part.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::browser::{all, first};

/// The groups whose state is kept. A picker, which has a name, closes with its choice instead.
const GROUPS: &str = "details:not([name])";

/// The element that scrolls by itself.
const SCROLLED: &str = ".filters-body";

/// The focus, open groups, scroll position and target of a part of the page.
pub(super) struct DomState {
    /// A selector of the focused element, if it is in this part.
    focus: Option<String>,
    /// The names of the groups, each with true if it is open.
    groups: Vec<(String, bool)>,
    /// The scroll position in CSS pixels.
    scroll_top: i32,
    /// True if an element in this part is the target of the address, which opens a sheet.
    is_target: bool,
}

impl DomState {
    pub(super) fn of(part: &Element) -> Self {
        let focused = document().active_element().filter(|element| part.contains(Some(element)));
        Self {
            focus: focused.map(|element| selector(&element)),
            groups: all(part, GROUPS).iter().map(|group| (name(group), group.has_attribute("open"))).collect(),
            scroll_top: first(part, SCROLLED).map_or(0, |element| element.scroll_top()),
            is_target: first(part, ":target").is_some(),
        }
    }

    pub(super) fn restore(self, part: &Element) {
        for group in all(part, GROUPS) {
            let name = name(&group);
            if let Some((_, open)) = self.groups.iter().find(|(of, _)| *of == name) {
                let _opened = group.toggle_attribute_with_force("open", *open);
            }
        }
        if self.is_target {
            restore_target();
        }
        if let Some(element) = first(part, SCROLLED) {
            element.set_scroll_top(self.scroll_top);
        }
        if let Some(selector) = self.focus {
            focus(part, &selector);
        }
    }
}

/// Navigates to the address's fragment, since new HTML does not become the target by itself.
fn restore_target() {
    let location = window().location();
    let _navigated = location.hash().and_then(|fragment| location.replace(&fragment));
}

fn name(group: &Element) -> String {
    first(group, "summary").and_then(|summary| summary.text_content()).unwrap_or_default()
}

fn selector(element: &Element) -> String {
    let attribute = |name: &str| element.get_attribute(name).map(|value| format!("[{name}='{value}']"));
    attribute("data-live")
        .or_else(|| attribute("name"))
        .unwrap_or_else(|| format!("[data-live] {}", element.tag_name()))
}

/// Focuses the element that `selector` matches, or else the part itself, so that Tab continues here and not at the
/// page's top.
fn focus(part: &Element, selector: &str) {
    let element = first(part, selector).unwrap_or_else(|| {
        let _focusable = part.set_attribute("tabindex", "-1");
        part.clone()
    });
    let _focused = element.unchecked_into::<HtmlElement>().focus();
}
