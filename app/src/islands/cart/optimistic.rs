//! The exact total before the server answers, by the pricing module and the public rules of the cart.

use js_sys::{Function, Object, Reflect, Uint8Array, WebAssembly};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement};

use super::{
    amounts::{Amounts, SUMS},
    money_pattern::MoneyPattern,
};
use crate::islands::browser::{all, first};

/// The attributes of a cart that its amounts are calculated from.
pub(super) const FACTS: [&str; 4] = ["data-quote", "data-money", "data-pricing", "data-fixed-delivery"];

/// Shows what a form of the cart will do: the quantity at once, then all amounts.
pub(super) fn show(part: &Element, form: &HtmlFormElement, submitter: Option<&HtmlElement>) {
    let kind = form.get_attribute("data-cart-form").unwrap_or_default();
    let Some(line) = form.closest("[data-line]").ok().flatten() else { return };
    let _pending = part.set_attribute("data-pending", "");
    let quantity = match kind.as_str() {
        "remove" => 0,
        "quantity" => {
            let Some(units) = step(form, submitter) else { return };
            units
        }
        _ => return,
    };
    let _noted = line.set_attribute("data-units", &quantity.to_string());
    if quantity == 0 {
        let _hidden = line.set_attribute("hidden", "");
    }
    let part = part.clone();
    spawn_local(async move {
        if let Some(amounts) = calculate(&part).await {
            write(&part, &amounts);
        }
    });
}

/// Returns the units that a form means, and writes them into its field, so that the next click counts on.
fn step(form: &HtmlFormElement, submitter: Option<&HtmlElement>) -> Option<u32> {
    let field: HtmlInputElement = first(form, "[name=quantity]")?.dyn_into().ok()?;
    let units: i64 = field.value().trim().parse().ok()?;
    let step: i64 =
        submitter.and_then(|button| button.get_attribute("value")).and_then(|step| step.parse().ok()).unwrap_or(0);
    let units = u32::try_from((units + step).clamp(0, 9_999)).ok()?;
    if step != 0 {
        field.set_value(&units.to_string());
    }
    Some(units)
}

/// Calculates the amounts of the cart with every change that was made since the server's last answer.
async fn calculate(part: &Element) -> Option<Amounts> {
    let request = base64(&part.get_attribute("data-quote")?)?;
    let changes: Vec<(u64, u32)> = all(part, "[data-units]")
        .iter()
        .filter_map(|line| {
            let key = line.get_attribute("data-line")?.parse().ok()?;
            Some((key, line.get_attribute("data-units")?.parse().ok()?))
        })
        .collect();
    let exports = module(&part.get_attribute("data-pricing")?).await?;
    let mut input = u32::try_from(changes.len()).ok()?.to_le_bytes().to_vec();
    for (key, quantity) in changes {
        input.extend(key.to_le_bytes());
        input.extend(quantity.to_le_bytes());
    }
    input.extend(request);
    Amounts::read(&call(&exports, &input)?)
}

/// Writes the amounts into the page. If the delivery's price may change, the total waits for the server.
fn write(part: &Element, amounts: &Amounts) {
    let pattern = part.get_attribute("data-money").and_then(|text| MoneyPattern::of_attribute(&text));
    let Some(pattern) = pattern else { return };
    let is_exact = has_same_delivery(part, amounts.sums[0]);
    let shown = |name: &str| first(part, &format!("[data-sum='{name}'] bdi"));
    let promotions = amounts.promotions.iter().map(|(id, discount)| (format!("promotion-{id}"), -discount));
    let tenders = amounts.tenders.iter().map(|(key, used)| (format!("tender-{key}"), -used));
    let named: Vec<(String, i64)> = promotions.chain(tenders.filter(|(_, used)| *used != 0)).collect();
    // A promotion that comes or goes changes the rows, which the server writes.
    let rows = all(part, "[data-sum^='promotion-'], [data-sum^='tender-']");
    if rows.len() != named.len() || named.iter().any(|(name, _)| shown(name).is_none()) {
        return;
    }
    let shown_sums = if is_exact { SUMS.len() } else { 1 };
    let sums = SUMS.iter().zip(amounts.sums).take(shown_sums);
    let sums = sums.filter(|(name, amount)| **name != "delivery" || *amount > 0);
    let sums = sums.map(|(name, amount)| ((*name).to_owned(), amount));
    for (name, amount) in sums.chain(named) {
        if let Some(element) = shown(&name) {
            element.set_text_content(Some(&pattern.write(amount)));
        }
    }
    for (key, base, amount) in &amounts.lines {
        let Some(line) = first(part, &format!("[data-line='{key}']")) else { continue };
        for (selector, amount) in [("[data-line-base] bdi", base), ("[data-line-sum] bdi", amount)] {
            if let Some(element) = first(&line, selector) {
                element.set_text_content(Some(&pattern.write(*amount)));
            }
        }
    }
    if is_exact {
        let _shown = part.remove_attribute("data-pending");
    }
}

/// Returns true if the delivery of goods of this value costs what it costs now.
fn has_same_delivery(part: &Element, goods: i64) -> bool {
    let values = part.get_attribute("data-fixed-delivery");
    let range = values.as_deref().and_then(|values| values.split_once(' '));
    let range = range.and_then(|(least, most)| Some(least.parse().ok()?..=most.parse().ok()?));
    range.is_some_and(|range: std::ops::RangeInclusive<i64>| range.contains(&goods))
}

thread_local! {
    /// The exports of the pricing module, once it is loaded.
    static MODULE: std::cell::RefCell<Option<JsValue>> = const { std::cell::RefCell::new(None) };
}

/// Returns the exports of the pricing module, which the first change of a cart loads.
async fn module(address: &str) -> Option<JsValue> {
    if let Some(known) = MODULE.with_borrow(Clone::clone) {
        return Some(known);
    }
    let response = window().fetch_with_str(address);
    let loaded = JsFuture::from(WebAssembly::instantiate_streaming(&response, &Object::new())).await.ok()?;
    let instance = Reflect::get(&loaded, &JsValue::from_str("instance")).ok()?;
    let exports = Reflect::get(&instance, &JsValue::from_str("exports")).ok()?;
    MODULE.set(Some(exports.clone()));
    Some(exports)
}

/// Calls the module's function `amounts` with these bytes, and returns its answer.
fn call(exports: &JsValue, input: &[u8]) -> Option<Vec<u8>> {
    let export = |name: &str| Reflect::get(exports, &JsValue::from_str(name)).ok();
    let function = |name: &str| export(name)?.dyn_into::<Function>().ok();
    let bytes = |address: &JsValue, length: u32| {
        let buffer = export("memory")?.dyn_into::<WebAssembly::Memory>().ok()?.buffer();
        Some(Uint8Array::new_with_byte_offset_and_length(&buffer, address.as_f64()? as u32, length))
    };
    let length = u32::try_from(input.len()).ok()?;
    let room = function("input")?.call1(&JsValue::NULL, &length.into()).ok()?;
    bytes(&room, length)?.copy_from(input);
    let length = function("amounts")?.call0(&JsValue::NULL).ok()?.as_f64()? as u32;
    let address = function("output")?.call0(&JsValue::NULL).ok()?;
    Some(bytes(&address, length)?.to_vec())
}

/// Decodes Base64 as the browser does.
fn base64(text: &str) -> Option<Vec<u8>> {
    let decoded = window().atob(text).ok()?;
    decoded.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}
