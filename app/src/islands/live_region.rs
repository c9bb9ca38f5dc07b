use leptos::{ev, html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomParser, Element, FormData, HtmlFormElement, Response, SupportedType, UrlSearchParams};

use super::{
    browser::{announce_new_islands, closest, first, is_plain, listen, path_and_query},
    under_way::UnderWay,
};

/// A part of the page that follows its links and forms without a reload: choosing a variant, narrowing a listing. What
/// it shows is the same part of the page the link leads to, as the server renders it; the address and the back button
/// follow. A link that can't be followed so is followed as a link.
#[island]
pub fn LiveRegion(
    /// The part's id, on this page and on those its links lead to.
    id: String,
    /// Its class.
    class: String,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let region = NodeRef::<html::Div>::new();
    let status = NodeRef::<html::P>::new();
    let place = StoredValue::new(Place { region, status, asked: StoredValue::new(0) });
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
        <p node_ref=status class="hidden" role="status"></p>
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
        let answer = part(&to, &region.id()).await;
        if self.asked.get_value() != question {
            return;
        }
        match answer {
            Some(html) => self.show(&region, &html, &to, history),
            None => {
                let _gone = window().location().set_href(&to);
            }
        }
        let _done = region.remove_attribute("aria-busy");
    }

    fn show(self, region: &Element, html: &str, to: &str, history: History) {
        if history == History::Extended {
            let state = JsValue::NULL;
            let _pushed = window().history().and_then(|all| all.push_state_with_url(&state, "", Some(to)));
        }
        let under_way = UnderWay::of(region);
        region.set_inner_html(html);
        note_shown(region);
        under_way.restore(region);
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

/// The inner HTML of the element with this id on the page at `to`.
async fn part(to: &str, id: &str) -> Option<String> {
    let response: Response = JsFuture::from(window().fetch_with_str(to)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let page = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    let element = page.get_element_by_id(id)?;
    Some(element.inner_html())
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
