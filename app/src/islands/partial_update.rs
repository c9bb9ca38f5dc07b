use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams};

use super::{
    browser::{announce_new_islands, closest, first, is_plain, listen, path_and_query},
    dom_state::DomState,
};

/// A part of the page that follows its links and forms without a reload: choosing a variant, narrowing a listing. What
/// it shows is the same part of the page the link leads to, as the server renders it; the address and the back button
/// follow. A link that can't be followed so is followed as a link.
#[island]
pub fn PartialUpdate(
    /// The part's id, on this page and on those its links lead to.
    id: String,
    /// Its class.
    class: String,
    /// Ids of further parts of the page that follow along, apart from one another with spaces.
    along: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let region = NodeRef::<html::Div>::new();
    let status = NodeRef::<html::P>::new();
    let place = StoredValue::new(Place { region, status, along: StoredValue::new(along), asked: StoredValue::new(0) });
    let clicked = move |event: ev::MouseEvent| {
        let link = closest(&event, "a[data-live]").filter(|_| is_plain(&event));
        if let Some(to) = link.and_then(|link| link.get_attribute("href")) {
            event.prevent_default();
            spawn_local(place.get_value().follow(to, History::Extended));
        }
    };
    let submitted = move |event: ev::SubmitEvent| {
        let form = closest(&event, "form[data-live]").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
        if let Some(to) = form.and_then(|form| address_of(&form)) {
            event.prevent_default();
            spawn_local(place.get_value().follow(to, History::Extended));
        }
    };
    Effect::new(move |_| {
        let Some(region) = region.get() else { return };
        note_shown(&region);
        listen(&window(), "popstate", move |_| {
            // Going to a fragment is history, too, but the same page.
            if place.get_value().is_behind() {
                spawn_local(place.get_value().follow(path_and_query(), History::Kept));
            }
        });
    });
    view! {
        <div node_ref=region id=id class=class on:click=clicked on:submit=submitted>{children()}</div>
        <p node_ref=status class="hidden" role="status" dir="auto"></p>
    }
}

/// Whether the address follows, or is already there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum History {
    Extended,
    Kept,
}

#[derive(Clone, Copy)]
struct Place {
    region: NodeRef<html::Div>,
    status: NodeRef<html::P>,
    along: StoredValue<String>,
    /// How often something was asked for: an answer that a later question has overtaken is dropped.
    asked: StoredValue<u32>,
}

const SHOWN: &str = "data-shown";

impl Place {
    /// Shows the part of the page at `to`; on any failure the browser goes there itself.
    async fn follow(self, to: String, history: History) {
        let Some(region) = self.region.get_untracked() else { return };
        let region: Element = region.unchecked_into();
        let question = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(question);
        let _busy = region.set_attribute("aria-busy", "true");
        let answer = page(&to).await.filter(|page| page.get_element_by_id(&region.id()).is_some());
        if self.asked.get_value() != question {
            return;
        }
        match answer {
            Some(page) => self.show(&region, &page, &to, history),
            None => {
                let _gone = window().location().set_href(&to);
            }
        }
        let _done = region.remove_attribute("aria-busy");
    }

    fn show(self, region: &Element, page: &Document, to: &str, history: History) {
        if history == History::Extended {
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
        self.say(region);
    }

    /// Whether the address has moved on without this part following.
    fn is_behind(self) -> bool {
        let shown = self.region.get_untracked().and_then(|region| region.get_attribute(SHOWN));
        shown.is_some_and(|shown| shown != path_and_query())
    }

    /// Tells those who don't see it what has changed.
    fn say(self, region: &Element) {
        if let (Some(status), Some(news)) = (self.status.get_untracked(), first(region, "[data-announce]")) {
            status.set_text_content(news.text_content().as_deref());
        }
    }
}

/// Notes the address whose part of the page is shown.
fn note_shown(region: &Element) {
    let _noted = region.set_attribute(SHOWN, &path_and_query());
}

/// Gives a part the content that it has on another page.
fn replace(part: &Element, page: &Document) {
    if let Some(other) = page.get_element_by_id(&part.id()) {
        part.set_inner_html(&other.inner_html());
    }
}

/// The page at `to`, if the server answers with one.
async fn page(to: &str) -> Option<Document> {
    let response: Response = JsFuture::from(window().fetch_with_str(to)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()
}

/// Where a GET form leads: its action with its filled fields as the query.
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
