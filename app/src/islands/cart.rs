mod amounts;
mod money_pattern;
mod optimistic;

use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, DomParser, Element, Event, FormData, HtmlDialogElement, HtmlFormElement, HtmlInputElement, RequestInit,
    Response, SubmitEvent, SupportedType, UrlSearchParams,
};

use super::{
    browser::{announce_new_islands, closest, first, is_plain, listen, open},
    dom_state::DomState,
};
pub use money_pattern::MoneyPattern;

/// The id of the part of the cart page that holds the cart.
const CART: &str = "cart-main";

/// The cart on every page: the number in the header, a drawer that shows what was just added, and the forms of the cart
/// without a reload. A form that is sent by this island is the same form, and its answer is the cart page. If anything
/// fails, the browser sends the form.
#[island]
pub fn CartDrawer(
    /// The accessible name of the drawer.
    label: String,
    /// The content of the drawer around the cart.
    children: Children,
) -> impl IntoView {
    let drawer = NodeRef::<html::Dialog>::new();
    let sender = StoredValue::new(Sender {
        drawer,
        waiting: StoredValue::new_local(Vec::new()),
        is_busy: StoredValue::new(false),
    });
    Effect::new(move |_| {
        let Some(dialog) = drawer.get() else { return };
        if let Some(root) = document().document_element() {
            let _marked = root.set_attribute("data-cart-island", "");
        }
        show_units();
        listen(&window(), "pageshow", |_| show_units());
        listen(&document(), "submit", move |event| sender.get_value().on_submit(&event));
        listen(&document(), "change", move |event| on_change(&event));
        listen(&document(), "click", move |event| {
            if is_plain(&event) && closest(&event, "[data-closes=cart]").is_some() {
                event.prevent_default();
                dialog.close();
            }
        });
    });
    view! { <dialog node_ref=drawer class="drawer drawer-end" aria-label=label>{children()}</dialog> }
}

/// A form that waits to be sent.
#[derive(Clone)]
struct Waiting {
    form: HtmlFormElement,
    action: String,
    body: String,
    /// The part of the page that the answer replaces; none for the drawer.
    part: Option<Element>,
}

/// Sends forms of the cart, one after the other, in the order of clicks: each says the whole quantity that is meant.
#[derive(Clone, Copy)]
struct Sender {
    drawer: NodeRef<html::Dialog>,
    waiting: StoredValue<Vec<Waiting>, LocalStorage>,
    is_busy: StoredValue<bool>,
}

impl Sender {
    fn on_submit(self, event: &Event) {
        let form = closest(event, "form[data-cart-form], form[data-cart-add]");
        let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) else { return };
        let submitter = event.dyn_ref::<SubmitEvent>().and_then(SubmitEvent::submitter);
        let (Some(action), Some(body)) = (form.get_attribute("action"), body_of(&form, submitter.as_ref())) else {
            return;
        };
        event.prevent_default();
        let part = form.closest(&format!("#{CART}, [data-cart-content]")).ok().flatten();
        if let Some(part) = &part {
            optimistic::show(part, &form, submitter.as_ref());
        }
        self.waiting.update_value(|waiting| waiting.push(Waiting { form, action, body, part }));
        if !self.is_busy.get_value() {
            self.is_busy.set_value(true);
            spawn_local(self.send_all());
        }
    }

    async fn send_all(self) {
        while let Some(next) =
            self.waiting.try_update_value(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0))).flatten()
        {
            let page = send(&next.action, &next.body).await;
            let is_last = self.waiting.with_value(Vec::is_empty);
            match page {
                // An answer that a later change has overtaken would take back what was meant.
                Some(page) if is_last => self.show(&page, next.part.as_ref()),
                Some(_) => {}
                None => {
                    let _submitted = next.form.submit();
                }
            }
        }
        self.is_busy.set_value(false);
    }

    /// Shows the cart of a page in a part of this one, or in the drawer.
    fn show(self, page: &Document, part: Option<&Element>) {
        let Some(cart) = page.get_element_by_id(CART) else { return };
        show_units();
        match part {
            Some(part) => {
                let state = DomState::of(part);
                copy(&cart, part);
                state.restore(part);
                announce_new_islands(part);
            }
            None => self.open_drawer(page, &cart),
        }
    }

    fn open_drawer(self, page: &Document, cart: &Element) {
        let Some(dialog) = self.drawer.get_untracked() else { return };
        let dialog: HtmlDialogElement = dialog.unchecked_into();
        take_style(page);
        if let Some(content) = first(&dialog, "[data-cart-content]") {
            copy(cart, &content);
            announce_new_islands(&content);
        }
        open(&dialog);
    }
}

/// Copies the content of a cart, and the facts that its amounts are calculated from.
fn copy(from: &Element, to: &Element) {
    to.set_inner_html(&from.inner_html());
    let _confirmed = to.remove_attribute("data-pending");
    for name in optimistic::FACTS {
        match from.get_attribute(name) {
            Some(value) => drop(to.set_attribute(name, &value)),
            None => drop(to.remove_attribute(name)),
        }
    }
}

/// Sends the form of a field that was changed and left, such as that of a quantity.
fn on_change(event: &Event) {
    let form = closest(event, "form[data-cart-form=quantity]").and_then(|form| form.dyn_into::<HtmlFormElement>().ok());
    let is_field = event.target().is_some_and(|target| target.is_instance_of::<HtmlInputElement>());
    if let Some(form) = form.filter(|_| is_field) {
        let _requested = form.request_submit();
    }
}

/// Writes the number of units, which a cookie has, beside the link to the cart.
fn show_units() {
    let cookies = js_sys::Reflect::get(&document(), &JsValue::from_str("cookie")).ok().and_then(|all| all.as_string());
    let cookies = cookies.unwrap_or_default();
    let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
    let units = pairs.filter(|(name, _)| matches!(*name, "cart" | "__Host-cart")).map(|(_, units)| units).next();
    let units = units.filter(|units| *units != "0").unwrap_or_default();
    if let Ok(Some(count)) = document().query_selector("[data-cart-count]") {
        count.set_text_content(Some(units));
        let _hidden = count.toggle_attribute_with_force("hidden", units.is_empty());
    }
}

/// Adds the style sheet of private pages to this one, once.
fn take_style(page: &Document) {
    let link = page.query_selector("link[rel=stylesheet][href*='/private-']").ok().flatten();
    let Some(address) = link.and_then(|link| link.get_attribute("href")) else { return };
    let is_there = document().query_selector(&format!("link[href='{address}']")).ok().flatten().is_some();
    let (false, Some(head), Ok(link)) = (is_there, document().head(), document().create_element("link")) else {
        return;
    };
    let _set = link.set_attribute("rel", "stylesheet").and_then(|()| link.set_attribute("href", &address));
    let _added = head.append_child(&link);
}

/// Returns the fields of a form and the button that sends it, encoded.
fn body_of(form: &HtmlFormElement, submitter: Option<&web_sys::HtmlElement>) -> Option<String> {
    let data = FormData::new_with_form(form).ok()?;
    let fields = UrlSearchParams::new().ok()?;
    for entry in data.entries().into_iter().filter_map(Result::ok) {
        let pair: js_sys::Array = entry.unchecked_into();
        fields.append(&pair.get(0).as_string()?, &pair.get(1).as_string()?);
    }
    if let Some((name, value)) =
        submitter.and_then(|button| button.get_attribute("name").zip(button.get_attribute("value")))
    {
        fields.append(&name, &value);
    }
    Some(String::from(fields.to_string()))
}

/// Sends a form, and returns the page that its answer leads to.
async fn send(action: &str, body: &str) -> Option<Document> {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&UrlSearchParams::new_with_str(body).ok()?.into());
    let response = JsFuture::from(window().fetch_with_str_and_init(action, &request)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let html = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    let page = DomParser::new().ok()?.parse_from_string(&html, SupportedType::TextHtml).ok()?;
    page.get_element_by_id(CART).map(|_| page)
}
