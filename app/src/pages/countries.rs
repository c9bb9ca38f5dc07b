use std::collections::BTreeMap;

use database::Error;
use leptos::prelude::*;
use types::{Locale, Market};

use super::{PageOutcome, home_crumb};
use crate::{
    address,
    head::Head,
    localizer::Localizer,
    page_context::PageContext,
    shell::Hydration,
    ui::{Crumb, PageHead, isolate},
};

/// `/{locale}/countries`: every country that the shop delivers to, with the home page in each language of its market. The
/// switcher leads here where a shop has many locales. Search engines find these pages through the sitemap.
pub(super) async fn page(context: &mut PageContext<'_>) -> Result<PageOutcome, Error> {
    let localizer = context.localizer();
    let crumbs = vec![
        home_crumb(localizer),
        Crumb { name: localizer.text("all-countries").into(), path: address::countries(localizer.locale) },
    ];
    let head = Head {
        alternates: address::everywhere(context.setup.locales(), address::countries),
        ..Head::noindex(localizer.text("all-countries"))
    };
    let markets = markets(context.setup.locales());
    context.reader.touch(setup::general_key());
    for market in markets.iter().map(|(market, _)| market) {
        context.reader.touch(setup::market_key(market.code()));
    }
    let countries = by_name(localizer, &markets);
    let layout = context.layout(head, Hydration::None).await?;
    let html = layout.document(|| {
        let lead = localizer.text("all-countries-lead");
        view! {
            <PageHead localizer=localizer path=crumbs title=localizer.text("all-countries") lead=lead/>
            <ul class="countries wrap">{countries.into_values().map(|of| country(localizer, of)).collect::<Vec<_>>()}</ul>
        }
    });
    Ok(PageOutcome::rendered(html, Vec::new()))
}

/// A country with the locales of its market.
struct Country {
    name: &'static str,
    currency: &'static str,
    locales: Vec<Locale>,
}

/// Returns the open markets, each with its locales.
fn markets(locales: &[Locale]) -> Vec<(Market, Vec<Locale>)> {
    let mut markets: Vec<(Market, Vec<Locale>)> = Vec::new();
    for locale in locales {
        match markets.iter_mut().find(|(market, _)| *market == locale.market()) {
            Some((_, of_market)) => of_market.push(*locale),
            None => markets.push((locale.market(), vec![*locale])),
        }
    }
    markets
}

/// Returns the countries of these markets by the keys that sort their names.
fn by_name(localizer: Localizer, markets: &[(Market, Vec<Locale>)]) -> BTreeMap<String, Country> {
    let mut countries = BTreeMap::new();
    for (market, locales) in markets {
        for code in &market.facts().countries {
            let name = localizer.country(*code);
            let currency = localizer.currency(market.currency());
            countries.insert(::formats::sort_key(name), Country { name, currency, locales: locales.clone() });
        }
    }
    countries
}

fn country(localizer: Localizer, country: Country) -> impl IntoView {
    let link = |locale: Locale| {
        let language = locale.facts().language_name.as_str();
        let current = (locale == localizer.locale).then_some("true");
        view! {
            <li>
                <a href=address::home(locale) hreflang=locale.bcp47() lang=locale.language().code().to_owned() aria-current=current>
                    {isolate(language.to_owned())}
                </a>
            </li>
        }
    };
    view! {
        <li class="country">
            <h2 class="country-name">{isolate(country.name.to_owned())}" "<bdi class="soft">{country.currency}</bdi></h2>
            <ul class="country-languages">{country.locales.into_iter().map(link).collect::<Vec<_>>()}</ul>
        </li>
    }
}
