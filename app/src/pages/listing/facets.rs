use catalog::{Facet, FacetValue, Filter, Listing};
use leptos::prelude::*;

use super::query;
use crate::{
    ui::{Icon, IconName, Swatch},
    words::Words,
};

/// Facets beyond this many begin closed.
const OPEN: usize = 2;

/// Everything a listing can be narrowed by: a column on wide screens, a sheet on phones.
pub(super) fn filters(words: Words, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let mut facets: Vec<AnyView> = listing
        .facets
        .iter()
        .enumerate()
        .map(|(index, of)| facet(words, path, &listing.filter, of, index < OPEN).into_any())
        .collect();
    let after_open = facets.len().min(OPEN);
    let general = [prices(words, path, listing).into_any(), availability(words, path, listing).into_any()];
    facets.splice(after_open..after_open, general);
    view! {
        <section class="filters" id="filters" aria-labelledby="filters-title">
            <div class="filters-head">
                <h2 id="filters-title">{words.text("filter")}</h2>
                <a class="drawer-close" href="#results">
                    <Icon name=IconName::Close/><span class="hidden">{words.text("close")}</span>
                </a>
            </div>
            <div class="filters-body">{facets}</div>
            <div class="filters-end">
                <a class="button" href="#results">{words.counted("show-pieces", listing.total)}</a>
            </div>
        </section>
    }
}

fn group(name: String, open: bool, inside: impl IntoView) -> impl IntoView {
    view! {
        <details class="facet" open=open>
            <summary>{name}" "<Icon name=IconName::Open/></summary>
            {inside}
        </details>
    }
}

fn facet(words: Words, path: &str, filter: &Filter, facet: &Facet, open: bool) -> impl IntoView + use<> {
    let open = open || facet.values.iter().any(|value| value.chosen);
    let values: Vec<_> = facet.values.iter().map(|of| value(words, path, filter, facet, of)).collect();
    group(facet.name.clone(), open, view! { <ul class="facet-values">{values}</ul> })
}

/// A link that puts the value in or takes it out; one that would leave nothing is no link.
fn value(words: Words, path: &str, filter: &Filter, facet: &Facet, value: &FacetValue) -> impl IntoView + use<> {
    let inside = view! {
        {value.swatch.clone().map(|colour| view! { <Swatch colour=colour/>" " })}
        {value.label.clone()}" "
        <span class="facet-count number">{words.number(value.count)}</span>
    };
    let entry = if value.count == 0 && !value.chosen {
        view! { <span class="facet-value">{inside}</span> }.into_any()
    } else {
        let to = query::href(path, &query::toggled(filter, &facet.code, &value.code));
        let key = format!("{}-{}", facet.code, value.code);
        choice(&to, key, value.chosen, inside).into_any()
    };
    view! { <li>{entry}</li> }
}

fn choice<V: IntoView>(to: &str, key: String, chosen: bool, inside: V) -> impl IntoView + use<V> {
    view! {
        <a
            class="facet-value"
            href=format!("{to}#filters")
            rel="nofollow"
            data-live=key
            aria-current=chosen.then_some("true")
        >
            {inside}
        </a>
    }
}

fn prices(words: Words, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let filter = &listing.filter;
    let currency = words.currency(words.locale.market().currency());
    let bound = |minor: Option<i64>| minor.map(query::major).unwrap_or_default();
    let least = bound(listing.prices.map(|bounds| bounds.least / 100 * 100));
    let most = bound(listing.prices.map(|bounds| (bounds.most + 99) / 100 * 100));
    let kept: Vec<_> = query::without_prices(filter)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    let field = |name: &'static str, label: &str, value: Option<i64>, placeholder: String| {
        view! {
            <label>
                {words.with(label, "currency", currency)}" "
                <input
                    class="field"
                    type="number"
                    name=name
                    inputmode="decimal"
                    min="0"
                    step="any"
                    value=bound(value)
                    placeholder=placeholder
                />
            </label>
        }
    };
    let form = view! {
        <form class="facet-price" action=format!("{path}#filters") method="get" data-live="price">
            {kept}
            {field("price-from", "price-least", filter.price_from, least)}
            {field("price-to", "price-most", filter.price_to, most)}
            <button class="button button-quiet">{words.text("price-apply")}</button>
        </form>
    };
    group(words.text("price"), true, form)
}

fn availability(words: Words, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let filter = Filter { page: 1, available: !listing.filter.available, ..listing.filter.clone() };
    let inside = view! {
        {words.text("available-only")}" "
        <span class="facet-count number">{words.number(listing.available)}</span>
    };
    let link = choice(&query::href(path, &filter), "available".to_owned(), listing.filter.available, inside);
    group(words.text("availability"), true, view! { <ul class="facet-values"><li>{link}</li></ul> })
}
