use catalog::{Filter, Listing, Sort};
use leptos::prelude::*;
use types::LocalText;

use super::{numbers, query};
use crate::{
    localizer::Localizer,
    ui::{Icon, IconName, isolate_local},
};

const SORTS: [(Sort, &str); 4] = [
    (Sort::Featured, "sort-featured"),
    (Sort::Newest, "sort-newest"),
    (Sort::PriceUp, "sort-price-up"),
    (Sort::PriceDown, "sort-price-down"),
];

/// Lays out the bar above a listing: the number of products, the link to the filters, and the sorting.
pub(super) fn bar(localizer: Localizer, path: &str, listing: &Listing) -> impl IntoView + use<> {
    let chosen = chosen_values(localizer, listing).len();
    let number = (chosen > 0).then(|| view! { " "<span class="number">{localizer.number(chosen)}</span> });
    view! {
        <div class="listing-bar">
            <a class="listing-filter" href="#filters"><Icon name=IconName::Filter/>" "{localizer.text("filter")}{number}</a>
            <p class="listing-count" data-announce="">{localizer.plural("product-count", listing.total)}</p>
            {sorting(localizer, path, &listing.filter)}
        </div>
    }
}

fn sorting(localizer: Localizer, path: &str, filter: &Filter) -> impl IntoView + use<> {
    let item = |(sort, key): (Sort, &'static str)| {
        let sorted = Filter { sort, page: 1, ..filter.clone() };
        let current = (sort == filter.sort).then_some("true");
        view! {
            <li>
                <a href=query::href(path, &sorted) rel="nofollow" data-live=key aria-current=current>{localizer.text(key)}</a>
            </li>
        }
    };
    let current = SORTS.into_iter().find(|(sort, _)| *sort == filter.sort).map_or("", |(_, key)| key);
    view! {
        <details class="picker sort" name="picker">
            <summary><span class="soft">{localizer.text("sort")}":"</span>" "{localizer.text(current)}" "<Icon name=IconName::Open/></summary>
            <ul class="picker-list">{SORTS.into_iter().map(item).collect::<Vec<_>>()}</ul>
        </details>
    }
}

/// A chosen filter value, with the filter without it.
struct Chip {
    label: LocalText,
    key: String,
    without: Filter,
}

/// Lays out the chosen values as links that remove them. `None` if nothing is chosen.
pub(super) fn chips(localizer: Localizer, path: &str, listing: &Listing) -> Option<impl IntoView + use<>> {
    let chosen = chosen_values(localizer, listing);
    let some = !chosen.is_empty();
    let chip = |chosen: Chip| {
        view! {
            <li>
                <a class="chip" href=query::href(path, &chosen.without) rel="nofollow" data-live=chosen.key>
                    <span class="hidden">{localizer.text("filter-remove")}" "</span>{isolate_local(chosen.label)}" "<Icon name=IconName::Close/>
                </a>
            </li>
        }
    };
    let all = Filter { sort: listing.filter.sort, page: 1, ..Filter::default() };
    some.then(|| {
        view! {
            <ul class="chips">
                {chosen.into_iter().map(chip).collect::<Vec<_>>()}
                <li>
                    <a class="chip chip-clear" href=query::href(path, &all) rel="nofollow" data-live="all">{localizer.text("filter-clear")}</a>
                </li>
            </ul>
        }
    })
}

fn chosen_values(localizer: Localizer, listing: &Listing) -> Vec<Chip> {
    let filter = &listing.filter;
    let first = Filter { page: 1, ..filter.clone() };
    let mut chosen = Vec::new();
    for facet in &listing.facets {
        if let Some((range, numbers)) = filter.numbers.get(&facet.code).zip(facet.numbers.as_ref()) {
            let text = format!("{}: {}", facet.name.text, numbers::label(localizer, *range, &numbers.unit.text));
            let mut without = first.clone();
            without.numbers.remove(&facet.code);
            let label = LocalText { text, language: facet.name.language };
            chosen.push(Chip { label, key: format!("chip-{}", facet.code), without });
        }
        for value in facet.values.iter().filter(|value| value.chosen) {
            chosen.push(Chip {
                label: value.label.clone(),
                key: format!("chip-{}-{}", facet.code, value.code),
                without: query::toggle(filter, &facet.code, &value.code),
            });
        }
    }
    if let Some(label) = price_label(localizer, filter).filter(|_| !filter.has_reversed_prices()) {
        let without = Filter { price_from: None, price_to: None, ..first.clone() };
        let label = LocalText { text: label, language: None };
        chosen.push(Chip { label, key: "chip-price".to_owned(), without });
    }
    if filter.available {
        let without = Filter { available: false, ..first };
        let label = LocalText { text: localizer.text("available-only"), language: None };
        chosen.push(Chip { label, key: "chip-available".to_owned(), without });
    }
    chosen
}

/// Writes the price range of a filter as text.
pub(super) fn price_label(localizer: Localizer, filter: &Filter) -> Option<String> {
    let money = |price| localizer.money(price);
    match (filter.price_from, filter.price_to) {
        (Some(from), Some(to)) => Some(format!("{} – {}", money(from), money(to))),
        (Some(from), None) => Some(localizer.text_with("price-above", "price", money(from))),
        (None, Some(to)) => Some(localizer.text_with("price-below", "price", money(to))),
        (None, None) => None,
    }
}
