use catalog::{AttributeKind, Facet, FacetValue, Filter, Listing};
use leptos::prelude::*;
use types::LocalText;

use super::{numbers::numbers, prices::prices, query};
use crate::{
    localizer::Localizer,
    ui::{Icon, IconName, Swatch, isolate_local},
};

/// The number of facets that are open at first.
const OPEN: usize = 2;

/// Lays out all filters of a listing: a column on wide screens, a sheet on phones.
pub(super) fn filters(localizer: Localizer, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let mut facets: Vec<AnyView> = Vec::new();
    let has_flag = |facet: &&Facet| facet.kind == AttributeKind::Boolean;
    for of in &listing.facets {
        match of.kind {
            AttributeKind::Values | AttributeKind::Number => {
                facets.push(facet(localizer, path, &listing.filter, of, facets.len() < OPEN).into_any());
            }
            // The ones that are true or false stand together, at the place of the first.
            AttributeKind::Boolean if listing.facets.iter().find(has_flag) == Some(of) => {
                let flags: Vec<_> = listing.facets.iter().filter(has_flag).collect();
                facets.push(flag_group(localizer, path, &listing.filter, &flags, facets.len() < OPEN).into_any());
            }
            AttributeKind::Boolean => {}
        }
    }
    let after_open = facets.len().min(OPEN);
    let price = group(plain(localizer.text("price")), true, prices(localizer, path, listing)).into_any();
    let general = [price, availability(localizer, path, listing).into_any()];
    facets.splice(after_open..after_open, general);
    view! {
        <section class="filters" id="filters" aria-labelledby="filters-title">
            <div class="filters-head">
                <h2 id="filters-title">{localizer.text("filter")}</h2>
                <a class="drawer-close" href="#results">
                    <Icon name=IconName::Close/><span class="hidden">{localizer.text("close")}</span>
                </a>
            </div>
            <div class="filters-body">{facets}</div>
            <div class="filters-end">
                <a class="button" href="#results">{localizer.plural("show-products", listing.total)}</a>
            </div>
        </section>
    }
}

fn group(name: LocalText, open: bool, inside: impl IntoView) -> impl IntoView {
    view! {
        <details class="facet" open=open>
            <summary>{isolate_local(name)}" "<Icon name=IconName::Open/></summary>
            {inside}
        </details>
    }
}

fn facet(localizer: Localizer, path: &str, filter: &Filter, facet: &Facet, open: bool) -> impl IntoView + use<> {
    if let Some(range) = &facet.numbers {
        let open = open || filter.numbers.contains_key(&facet.code);
        return group(facet.name.clone(), open, numbers(localizer, path, filter, facet, range)).into_any();
    }
    let open = open || facet.values.iter().any(|value| value.chosen);
    let values: Vec<_> = facet.values.iter().map(|of| value(localizer, path, filter, facet, of)).collect();
    group(facet.name.clone(), open, view! { <ul class="facet-values">{values}</ul> }).into_any()
}

/// Lays out the attributes that products have or do not have, each as one choice.
fn flag_group(
    localizer: Localizer,
    path: &str,
    filter: &Filter,
    flags: &[&Facet],
    open: bool,
) -> impl IntoView + use<> {
    let mut open = open;
    let mut values = Vec::new();
    for (facet, of) in flags.iter().flat_map(|facet| facet.values.iter().map(move |value| (facet, value))) {
        open |= of.chosen;
        values.push(value(localizer, path, filter, facet, of));
    }
    group(plain(localizer.text("features")), open, view! { <ul class="facet-values">{values}</ul> })
}

/// Returns a text in the page's language.
const fn plain(text: String) -> LocalText {
    LocalText { text, language: None }
}

/// Lays out a link that adds or removes a value. A value that would leave no product is no link.
fn value(
    localizer: Localizer,
    path: &str,
    filter: &Filter,
    facet: &Facet,
    value: &FacetValue,
) -> impl IntoView + use<> {
    let inside = view! {
        {value.swatch.clone().map(|colour| view! { <Swatch colour=colour/>" " })}
        {isolate_local(value.label.clone())}" "
        <span class="facet-count number">{localizer.number(value.count)}</span>
    };
    let entry = if value.count == 0 && !value.chosen {
        view! { <span class="facet-value">{inside}</span> }.into_any()
    } else {
        let to = query::href(path, &query::toggle(filter, &facet.code, &value.code));
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

fn availability(localizer: Localizer, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let filter = Filter { page: 1, available: !listing.filter.available, ..listing.filter.clone() };
    let inside = view! {
        {localizer.text("available-only")}" "
        <span class="facet-count number">{localizer.number(listing.available)}</span>
    };
    let link = choice(&query::href(path, &filter), "available".to_owned(), listing.filter.available, inside);
    group(plain(localizer.text("availability")), true, view! { <ul class="facet-values"><li>{link}</li></ul> })
}
