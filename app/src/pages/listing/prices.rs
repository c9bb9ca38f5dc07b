use catalog::{Filter, Listing, PriceBounds};
use leptos::prelude::*;
use types::{Currency, Money, bounds::MAX_PRICE};

use super::{bar::price_label, query};
use crate::localizer::Localizer;

/// The id of the message about a reversed price range.
const FAULT: &str = "price-fault";

/// Lays out the form for a price range.
pub(super) fn prices(localizer: Localizer, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let filter = &listing.filter;
    let [least, most] = placeholders(listing.prices, localizer.locale.market().currency());
    let fault_id = filter.has_reversed_prices().then_some(FAULT);
    let least = Field { name: "price-from", label: "price-least", bound: filter.price_from, placeholder: least };
    let most = Field { name: "price-to", label: "price-most", bound: filter.price_to, placeholder: most };
    let kept = query::kept(&Filter { price_from: None, price_to: None, ..filter.clone() });
    let fault = fault(localizer, path, filter, "price-swapped-in-form");
    let fault = fault.map(|fault| view! { <p class="facet-fault">{fault}</p> });
    view! {
        <form class="facet-price" action=format!("{path}#filters") method="get" data-live="price">
            {kept}
            {field(localizer, least, fault_id)}
            {field(localizer, most, fault_id)}
            {fault}
            <button class="button button-quiet">{localizer.text("price-apply")}</button>
        </form>
    }
}

/// The field of one bound of the range.
struct Field {
    name: &'static str,
    label: &'static str,
    bound: Option<Money>,
    placeholder: String,
}

fn field(localizer: Localizer, field: Field, fault_id: Option<&'static str>) -> impl IntoView + use<> {
    let currency = localizer.locale.market().currency();
    view! {
        <label>
            {localizer.text_with(field.label, "currency", localizer.currency(currency))}" "
            <input
                class="field"
                type="number"
                name=field.name
                inputmode="decimal"
                min="0"
                max=query::major(Money::new(MAX_PRICE, currency))
                step=Money::new(1, currency).to_decimal_string()
                value=field.bound.map(query::major).unwrap_or_default()
                placeholder=field.placeholder
                aria-invalid=fault_id.map(|_| "true")
                aria-describedby=fault_id
            />
        </label>
    }
}

/// Returns the whole amounts around the listing's lowest and highest price, in major units.
fn placeholders(bounds: Option<PriceBounds>, currency: Currency) -> [String; 2] {
    let unit = currency.minor_per_major();
    let whole = |PriceBounds { least, most }| [least / unit, most / unit + i64::from(most % unit > 0)];
    bounds.map(|bounds| whole(bounds).map(|major| major.to_string())).unwrap_or_default()
}

/// Lays out a message that a reversed range has no effect, with a link to the range that was meant. `None` if the range
/// is not reversed.
fn fault(localizer: Localizer, path: &str, filter: &Filter, key: &'static str) -> Option<impl IntoView + use<>> {
    let meant = Filter { price_from: filter.price_to, price_to: filter.price_from, page: 1, ..filter.clone() };
    let range = price_label(localizer, &meant).filter(|_| filter.has_reversed_prices())?;
    let href = query::href(path, &meant);
    Some(view! {
        {localizer.text("price-reversed")}" "
        <a href=href rel="nofollow" data-live=key>{localizer.text_with("price-swapped", "range", range)}</a>
    })
}

/// Lays out the same message above the results, where it is in sight whatever facets precede the form.
pub(super) fn fault_above_results(localizer: Localizer, path: &str, filter: &Filter) -> Option<impl IntoView + use<>> {
    let fault = fault(localizer, path, filter, "price-swapped")?;
    Some(view! { <p class="facet-fault listing-fault" id=FAULT role="alert">{fault}</p> })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_widened_to_whole_amounts_however_high_they_are() {
        let cases = [
            ("AED", (150, 150), ["1", "2"]),
            ("AED", (100, 200), ["1", "2"]),
            ("AED", (1, i64::MAX), ["0", "92233720368547759"]),
            ("JPY", (150, 200), ["150", "200"]),
            ("KWD", (1999, 2001), ["1", "3"]),
        ];
        for (code, (least, most), shown) in cases {
            let currency = Currency::from_code(code).unwrap();
            assert_eq!(placeholders(Some(PriceBounds { least, most }), currency), shown);
        }
        assert_eq!(placeholders(None, Currency::from_code("AED").unwrap()), ["", ""]);
    }
}
