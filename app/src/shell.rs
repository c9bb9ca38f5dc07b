//! The layout around every page: head, header, drawer and footer.

mod cart;
mod chrome;
mod menu;

use std::sync::Arc;

use leptos::{prelude::*, tachys::html::InertElement};
use setup::{Color, Look, Setup};
use types::Locale;

use crate::{
    address::{self, Alternate},
    head::Head,
    localizer::Localizer,
    render::render,
    site_config::SiteConfig,
};
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
    pub(crate) setup: &'a Setup,
    pub(crate) localizer: Localizer,
    pub(crate) chrome: Arc<Chrome>,
    pub(crate) head: Head,
    pub(crate) hydration: Hydration,
    /// True for a page of one visitor, which has a second style sheet.
    pub(crate) is_private: bool,
}

impl Layout<'_> {
    /// Renders the document around `main`.
    pub(crate) fn document<V: IntoView>(self, main: impl FnOnce() -> V) -> String {
        let localizer = self.localizer;
        let locales = render(|| locales(self.setup, localizer, &self.head.alternates));
        let look = self.setup.look();
        let [above, below] = self.chrome.with_locales(&locales).map(InertElement::new);
        render(|| {
            let main = main();
            view! {
                <!DOCTYPE html>
                <html lang=localizer.locale.bcp47() dir=localizer.locale.direction().as_str()>
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                        <meta name="color-scheme" content="light dark"/>
                        {theme_color("(prefers-color-scheme: light)", look.colors().light)}
                        {theme_color("(prefers-color-scheme: dark)", look.colors().dark)}
                        {self.head.view(self.site, self.setup, localizer)}
                        {icons(look)}
                        <link rel="stylesheet" href=address::style_sheet(self.site, look)/>
                        {self.is_private.then(|| view! { <link rel="stylesheet" href=self.site.assets.private_css.clone()/> })}
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

/// Renders the colour of the browser's frame around a page.
fn theme_color(media: &'static str, color: Color) -> impl IntoView {
    leptos::html::meta().attr("name", "theme-color").attr("media", media).content(color.to_string())
}

/// Renders the links to the shop's icon, or to the default ones.
fn icons(look: &Look) -> AnyView {
    let [tab, phone] = setup::ICON_SIDES.map(|side| look.icon_of(side).map(|icon| icon.address.to_owned()));
    let Some(icon) = look.icon().map(|icon| icon.address.to_owned()) else {
        return view! {
            <link rel="icon" href="/favicon.ico" sizes="32x32"/>
            <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
        }
        .into_any();
    };
    if icon.ends_with(".svg") {
        return view! { <link rel="icon" href=icon type="image/svg+xml"/> }.into_any();
    }
    view! {
        <link rel="icon" href=tab.unwrap_or_else(|| icon.clone()) type="image/png"/>
        <link rel="apple-touch-icon" href=phone.unwrap_or(icon)/>
    }
    .into_any()
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
fn locales(setup: &Setup, localizer: Localizer, alternates: &[Alternate]) -> Vec<AnyView> {
    let current = localizer.locale;
    let path = |locale: Locale| {
        let same = alternates.iter().find(|page| page.locale == locale);
        same.map_or_else(|| address::home(locale), |page| page.path.clone())
    };
    let item = |locale: &Locale| locale_item(*locale, current, path(*locale)).into_any();
    let all = setup.locales();
    if all.len() <= address::MOST_LISTED {
        return all.iter().map(item).collect();
    }
    let here = all.iter().filter(|locale| locale.market() == current.market());
    let elsewhere = view! {
        <li><a href=address::countries(current)>{localizer.text("all-countries")}</a></li>
    };
    here.map(item).chain([elsewhere.into_any()]).collect()
}

/// Renders a link to a page in a locale.
fn locale_item(locale: Locale, current: Locale, path: String) -> impl IntoView {
    let name = format!("{} · {}", market_name(locale), locale.facts().language_name);
    let current = (locale == current).then_some("true");
    view! {
        <li>
            <a href=path hreflang=locale.bcp47() lang=locale.language().code().to_owned() aria-current=current>
                <bdi>{name}</bdi>" "<bdi class="soft" lang="en">{locale.market().currency().code()}</bdi>
            </a>
        </li>
    }
}

/// Returns the name of a locale's market in its language.
pub(crate) fn market_name(locale: Locale) -> &'static str {
    locale.market().facts().name.get(locale.language()).map_or("", String::as_str)
}
