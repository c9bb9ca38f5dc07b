use catalog::{Facet, FacetNumbers, FactNumber, Filter, NumberRange};
use leptos::prelude::*;
use types::LocalText;

use super::query;
use crate::{localizer::Localizer, ui::isolate_local};

/// Lays out the form for a range of an attribute's numbers.
pub(super) fn numbers(
    localizer: Localizer,
    path: &str,
    filter: &Filter,
    facet: &Facet,
    numbers: &FacetNumbers,
) -> impl IntoView + use<> {
    let mut others = filter.clone();
    let range = others.numbers.remove(&facet.code).unwrap_or_default();
    let [from, to] = types::query::bounds_of(&facet.code);
    let from =
        Field { name: from, keys: ["number-least", "price-least"], bound: range.from, placeholder: numbers.least };
    let to = Field { name: to, keys: ["number-most", "price-most"], bound: range.to, placeholder: numbers.most };
    view! {
        <form class="facet-price" action=format!("{path}#filters") method="get" data-live=facet.code.clone()>
            {query::kept(&others)}
            {field(localizer, from, &numbers.unit)}
            {field(localizer, to, &numbers.unit)}
            <button class="button button-quiet">{localizer.text("price-apply")}</button>
        </form>
    }
}

/// The field of one bound of the range.
struct Field {
    name: String,
    /// The labels without a unit and with one.
    keys: [&'static str; 2],
    bound: Option<FactNumber>,
    placeholder: FactNumber,
}

fn field(localizer: Localizer, field: Field, unit: &LocalText) -> impl IntoView + use<> {
    let [plain, with_unit] = field.keys;
    let label = if unit.text.is_empty() {
        localizer.text(plain).into_any()
    } else {
        let [before, after] = localizer.text_around(with_unit, "currency");
        view! { {before}{isolate_local(unit.clone())}{after} }.into_any()
    };
    view! {
        <label>
            <span>{label}</span>" "
            <input
                class="field"
                type="number"
                name=field.name
                inputmode="decimal"
                step="any"
                value=field.bound.map(|bound| bound.to_string()).unwrap_or_default()
                placeholder=field.placeholder.to_string()
            />
        </label>
    }
}

/// Writes a range as text.
pub(super) fn label(localizer: Localizer, range: NumberRange, unit: &str) -> String {
    let number = |number| localizer.measure(number, unit);
    match (range.from, range.to) {
        (Some(from), Some(to)) => format!("{} – {}", localizer.measure(from, ""), number(to)),
        (Some(from), None) => localizer.text_with("price-above", "price", number(from)),
        (None, Some(to)) => localizer.text_with("price-below", "price", number(to)),
        (None, None) => String::new(),
    }
}
