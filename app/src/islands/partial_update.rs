use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams};

use super::{
    browser::{announce_new_islands, closest, first, is_plain, listen, path_and_query},
    dom_state::DomState,
};

/// A part of the page that follows its links and forms without a reload, such as to choose a variant or to filter a
/// listing. It fetches the page that the link leads to and takes the same part out of it; the address and the history
/// follow. If that fails, the browser follows the link.
#[island]
pub fn PartialUpdate(
    /// The part's id on this page and on the pages that its links lead to.
    id: String,
    /// Its class.
    class: String,
    /// The ids of further parts of the page to replace, separated by spaces.
    along: String,
    /// The content of the part.
    children: Children,
) -> impl IntoView {
    let region = NodeRef::<html::Div>::new();
    let status = NodeRef::<html::P>::new();
    let part = StoredValue::new(Part { region, status, along: StoredValue::new(along), requests: StoredValue::new(0) });
    let on_click = move |event: ev::MouseEvent| {
        let link = closest(&event, "a[data-live]").filter(|_| is_plain(&event));
        if let Some(to) = link.and_then(|link| link.get_attribute("href")) {
            event.prevent_default();
            spawn_local(part.get_value().follow(to, History::Push));
        }
    };
    let on_submit = move |event: ev::SubmitEvent| {
        let form = closest(&event, "form[data-live]").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if let Some(to) = form.and_then(|form| address_of(&form)) {
            event.prevent_default();
            spawn_local(part.get_value().follow(to, History::Push));
        }
    };
    Effect::new(move |_| {
        let Some(region) = region.get() else { return };
        note_shown(&region);
        listen(&window(), "popstate", move |_| {
            // A step in the history to another fragment stays on the same page.
            if part.get_value().is_behind() {
                spawn_local(part.get_value().follow(path_and_query(), History::Keep));
            }
        });
    });
    view! {
        <div node_ref=region id=id class=class on:click=on_click on:submit=on_submit>{children()}</div>
        <p node_ref=status class="hidden" role="status" dir="auto"></p>
    }
}

/// The change to the browser's history that comes with an update.
#[derive(Clone, Copy, PartialEq, Eq)]
enum History {
    /// A new entry.
    Push,
    /// No change: the browser has the address already.
    Keep,
}

#[derive(Clone, Copy)]
struct Part {
    region: NodeRef<html::Div>,
    status: NodeRef<html::P>,
    along: StoredValue<String>,
    /// The number of requests so far. A response to any but the last is dropped.
    requests: StoredValue<u32>,
}

/// The attribute of the address whose part of the page is shown.
const SHOWN: &str = "data-shown";

impl Part {
    /// Shows the part of the page at `to`. On any failure the browser navigates there.
    async fn follow(self, to: String, history: History) {
        let Some(region) = self.region.get_untracked() else { return };
        let region: Element = region.unchecked_into();
        let request = self.requests.get_value().wrapping_add(1);
        self.requests.set_value(request);
        let _busy = region.set_attribute("aria-busy", "true");
        let response = fetch_page(&to).await.filter(|page| page.get_element_by_id(&region.id()).is_some());
        if self.requests.get_value() != request {
            return;
        }
        match response {
            Some(page) => self.show(&region, &page, &to, history),
            None => {
                let _navigated = window().location().set_href(&to);
            }
        }
        let _done = region.remove_attribute("aria-busy");
    }

    fn show(self, region: &Element, page: &Document, to: &str, history: History) {
        if history == History::Push {
            let state = JsValue::NULL;
            let _pushed = window().history().and_then(|all| all.push_state_with_url(&state, "", Some(to)));
        }
        let state = DomState::of(region);
        replace(region, page);
        for part in self.along.get_value().split(' ').filter_map(|id| document().get_element_by_id(id)) {
            replace(&part, page);
        }
        note_shown(region);
        state.restore(region);
        announce_new_islands(region);
        self.announce(region);
    }

    /// Returns whether the address is another than that of the part shown.
    fn is_behind(self) -> bool {
        let shown = self.region.get_untracked().and_then(|region| region.get_attribute(SHOWN));
        shown.is_some_and(|shown| shown != path_and_query())
    }

    /// Puts the text of the change into the status, which screen readers read out.
    fn announce(self, region: &Element) {
        if let (Some(status), Some(change)) = (self.status.get_untracked(), first(region, "[data-announce]")) {
            status.set_text_content(change.text_content().as_deref());
        }
    }
}

/// Records the address whose part of the page is shown.
fn note_shown(region: &Element) {
    let _noted = region.set_attribute(SHOWN, &path_and_query());
}

/// Replaces a part's content with the one that it has on another page.
fn replace(part: &Element, page: &Document) {
    if let Some(other) = page.get_element_by_id(&part.id()) {
        part.set_inner_html(&other.inner_html());
    }
}

/// Fetches the page at `to`. `None` unless the server responds with success.
async fn fetch_page(to: &str) -> Option<Document> {
    let response: Response = JsFuture::from(window().fetch_with_str(to)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()
}

/// Returns the address that a GET form leads to: its action, with its filled fields as the query.
fn address_of(form: &HtmlFormElement) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let query = UrlSearchParams::new().ok()?;
    for entry in data.entries().into_iter().filter_map(Result::ok) {
        let pair: js_sys::Array = entry.unchecked_into();
        let (name, value) = (pair.get(0).as_string()?, pair.get(1).as_string()?);
        if !value.is_empty() {
            query.append(&name, &value);
        }
    }
    let action = form.get_attribute("action")?;
    let (path, fragment) = action.split_once('#').unwrap_or((&action, ""));
    let query = String::from(query.to_string());
    let question = if query.is_empty() { "" } else { "?" };
    let hash = if fragment.is_empty() { "" } else { "#" };
    Some(format!("{path}{question}{query}{hash}{fragment}"))
}
