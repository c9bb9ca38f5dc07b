//! The layout around every page: head, header, drawer and footer.

mod chrome;

use std::sync::Arc;

use leptos::{prelude::*, tachys::html::InertElement};
use types::{Locale, Market};

use crate::{address, head::Head, localizer::Localizer, render::render, site_config::SiteConfig};
pub(crate) use chrome::Chrome;

/// The part of a page that is hydrated in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hydration {
    /// Nothing: the page ships no script.
    None,
    /// Its islands.
    Islands,
}

/// Everything of a document but its main part.
pub(crate) struct Layout<'a> {
    pub(crate) site: &'a SiteConfig,
    pub(crate) localizer: Localizer,
    pub(crate) chrome: Arc<Chrome>,
    pub(crate) head: Head,
    pub(crate) hydration: Hydration,
}

impl Layout<'_> {
    /// Renders the document around `main`.
    pub(crate) fn document<V: IntoView>(self, main: impl FnOnce() -> V) -> String {
        let localizer = self.localizer;
        let locales = render(|| locales(localizer.locale, &self.head.alternates));
        let [above, below] = self.chrome.with_locales(&locales).map(InertElement::new);
        render(|| {
            let main = main();
            view! {
                <!DOCTYPE html>
                <html lang=localizer.locale.bcp47() dir=localizer.language().direction().as_str()>
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                        <meta name="color-scheme" content="light dark"/>
                        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f4ed"/>
                        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1b1815"/>
                        {self.head.view(self.site, localizer)}
                        <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                        <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                        <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                        <link rel="stylesheet" href=self.site.assets.css.clone()/>
                        {loader(self.site, self.hydration)}
                        {self.site.dev_reload.as_ref().map(|server| view! { <script async src=format!("{server}/reload.js")></script> })}
                    </head>
                    <body>
                        {above}
                        <main id="main" tabindex="-1">{main}</main>
                        {below}
                    </body>
                </html>
            }
        })
    }
}

/// The element of the script that fetches the islands when they are wanted, with their addresses.
fn loader(site: &SiteConfig, hydration: Hydration) -> Option<impl IntoView + use<>> {
    let assets = site.assets.clone();
    (hydration == Hydration::Islands).then(|| {
        view! {
            <script
                defer
                src=assets.loader
                data-script=assets.frontend_js
                data-wasm=assets.frontend_wasm
            ></script>
        }
    })
}

/// The items of a list that links to the same page in every locale, or to a locale's home where the page does not
/// exist.
fn locales(current: Locale, alternates: &[(Locale, String)]) -> Vec<impl IntoView + use<>> {
    let path = |locale: Locale| {
        let same = alternates.iter().find(|(of, _)| *of == locale);
        same.map_or_else(|| address::home(locale), |(_, path)| path.clone())
    };
    let item = |locale: Locale| {
        let localizer = Localizer::new(locale);
        let name = format!("{} · {}", localizer.text(market_key(locale.market())), locale.language().own_name());
        let current = (locale == current).then_some("true");
        view! {
            <li>
                <a href=path(locale) hreflang=locale.bcp47() lang=locale.language().code() aria-current=current>
                    <bdi>{name}</bdi>" "<bdi class="soft" lang="en">{locale.market().currency().code()}</bdi>
                </a>
            </li>
        }
    };
    Locale::ALL.into_iter().map(item).collect()
}

const fn market_key(market: Market) -> &'static str {
    match market {
        Market::Ae => "market-ae",
        Market::In => "market-in",
        Market::Us => "market-us",
    }
}
