//! What a shopper has under way in a part of the page, and finds again when new HTML has taken its place.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::browser::{all, first};

/// Groups that open and close by themselves; a picker, which has a name, closes with its choice.
const GROUPS: &str = "details:not([name])";

/// What scrolls in itself.
const SCROLLED: &str = ".filters-body";

pub(super) struct DomState {
    /// Where the focus is, as a selector, if it is in this part.
    focus: Option<String>,
    /// The groups by their names, and whether each is open.
    groups: Vec<(String, bool)>,
    scrolled: i32,
    /// Whether something in this part is the target of the address, which a sheet is opened by.
    is_target: bool,
}

impl DomState {
    pub(super) fn of(part: &Element) -> Self {
        let focused = document().active_element().filter(|element| part.contains(Some(element)));
        Self {
            focus: focused.map(|element| selector(&element)),
            groups: all(part, GROUPS).iter().map(|group| (name(group), group.has_attribute("open"))).collect(),
            scrolled: first(part, SCROLLED).map_or(0, |element| element.scroll_top()),
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
            target_again();
        }
        if let Some(element) = first(part, SCROLLED) {
            element.set_scroll_top(self.scrolled);
        }
        if let Some(selector) = self.focus {
            focus(part, &selector);
        }
    }
}

/// New HTML is no target though the address names it, and naming it once more does nothing; going there does.
fn target_again() {
    let location = window().location();
    let _moved = location.hash().and_then(|fragment| location.replace(&fragment));
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

/// Where what had the focus is gone, the part itself takes it: Tab goes on from there and not from the page's top.
fn focus(part: &Element, selector: &str) {
    let element = first(part, selector).unwrap_or_else(|| {
        let _focusable = part.set_attribute("tabindex", "-1");
        part.clone()
    });
    let _focused = element.unchecked_into::<HtmlElement>().focus();
}
