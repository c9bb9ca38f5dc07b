//! What every page has around it: head, header, drawer, footer.

use std::sync::Arc;

use catalog::{CategoryNode, CollectionCard};
use content::PageCard;
use leptos::prelude::*;
use types::{Locale, Market, TaxDisplay};

use crate::{
    address,
    head::Head,
    islands::MenuDrawer,
    render::render,
    site::Site,
    ui::{Icon, IconName},
    words::Words,
};

/// The ways that every page offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ways {
    pub(crate) categories: Arc<Vec<CategoryNode>>,
    pub(crate) collections: Arc<Vec<CollectionCard>>,
    pub(crate) pages: Arc<Vec<PageCard>>,
}

/// Whether anything of a page moves in the browser: if not, it ships no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Movement {
    Still,
    Islands,
}

/// A page that has been laid out, and what stands around it.
pub(crate) struct Frame<'a> {
    pub(crate) site: &'a Site,
    pub(crate) words: Words,
    pub(crate) ways: Ways,
    pub(crate) head: Head,
    pub(crate) movement: Movement,
    /// The page's own path, for the marks of "you are here".
    pub(crate) path: String,
}

/// A way as header, drawer and footer list it.
#[derive(Clone, Debug)]
struct Way {
    path: String,
    name: String,
    current: bool,
}

impl Frame<'_> {
    /// The whole document around `main`.
    pub(crate) fn document<V: IntoView>(self, main: impl FnOnce() -> V) -> String {
        let words = self.words;
        let switcher = Switcher::new(words.locale, &self.head.alternates);
        let lists = Lists::new(words, &self.ways, &self.path);
        render(|| {
            let main = main();
            view! {
                <!DOCTYPE html>
                <html lang=words.locale.bcp47() dir=words.language().direction().as_str()>
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                        <meta name="color-scheme" content="light dark"/>
                        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f8f4ed"/>
                        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#1b1815"/>
                        {self.head.view(self.site, words)}
                        <link rel="icon" href="/icon.svg" type="image/svg+xml"/>
                        <link rel="stylesheet" href=self.site.assets.css.clone()/>
                        {loader(self.site, self.movement)}
                        {self.site.dev_reload.as_ref().map(|server| view! { <script async src=format!("{server}/reload.js")></script> })}
                    </head>
                    <body>
                        <a class="skip button" href="#main">{words.text("skip")}</a>
                        {header(words, &lists, &switcher)}
                        {drawer(words, &lists, self.movement)}
                        <main id="main" tabindex="-1">{main}</main>
                        {footer(words, &lists, &switcher)}
                    </body>
                </html>
            }
        })
    }
}

/// The script that fetches the islands when they are wanted; it is told where they are.
fn loader(site: &Site, movement: Movement) -> Option<impl IntoView + use<>> {
    let assets = site.assets.clone();
    (movement == Movement::Islands).then(|| {
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

/// The ways, in the three lists that show them.
struct Lists {
    categories: Vec<Way>,
    collections: Vec<Way>,
    help: Vec<Way>,
    stories: Way,
}

impl Lists {
    fn new(words: Words, ways: &Ways, here: &str) -> Self {
        let locale = words.locale;
        let way = |path: String, name: &str| Way { current: path == here, path, name: name.to_owned() };
        let top = ways.categories.iter().filter(|category| category.parent.is_none());
        let path = address::stories(locale);
        Self {
            categories: top.map(|of| way(address::listing(locale, &of.slug), &of.name)).collect(),
            collections: ways.collections.iter().map(|of| way(address::listing(locale, &of.slug), &of.name)).collect(),
            help: ways.pages.iter().map(|of| way(address::page(locale, &of.slug), &of.title)).collect(),
            stories: Way { current: here.starts_with(&path), path, name: words.text("stories") },
        }
    }
}

fn items(ways: Vec<Way>) -> Vec<impl IntoView + use<>> {
    let item = |way: Way| {
        view! { <li><a href=way.path aria-current=way.current.then_some("page")>{way.name}</a></li> }
    };
    ways.into_iter().map(item).collect()
}

fn header(words: Words, lists: &Lists, switcher: &Switcher) -> impl IntoView + use<> {
    let ways = lists.categories.iter().cloned().chain([lists.stories.clone()]).collect();
    view! {
        <header class="header">
            <div class="header-bar wrap">
                <a class="header-menu" href="#menu" aria-controls="menu" data-opens="menu">
                    <Icon name=IconName::Menu/>" "<span>{words.text("menu")}</span>
                </a>
                <a class="wordmark" href=address::home(words.locale) lang="en">{words.text("shop-name")}</a>
                <nav class="header-nav" aria-label=words.text("main-navigation")><ul>{items(ways)}</ul></nav>
                <details class="picker locale" name="picker">
                    <summary>
                        <span class="hidden">{words.text("locale-choice")}": "</span>
                        <span class="locale-long">{words.text(market_key(words.locale.market()))}" · "{words.language().own_name()}</span>
                        " "<bdi>{words.currency(words.locale.market().currency())}</bdi>" "
                        <Icon name=IconName::Open/>
                    </summary>
                    <ul class="picker-list" id="header-locales">{switcher.items()}</ul>
                </details>
            </div>
        </header>
    }
}

fn drawer(words: Words, lists: &Lists, movement: Movement) -> impl IntoView + use<> {
    let help = [lists.stories.clone()].into_iter().chain(lists.help.iter().cloned()).collect();
    let inside = view! {
        <div class="drawer-head">
            <a class="wordmark" href=address::home(words.locale) lang="en">{words.text("shop-name")}</a>
            <a class="drawer-close" href="#" data-closes="menu">
                <Icon name=IconName::Close/><span class="hidden">{words.text("close")}</span>
            </a>
        </div>
        <nav aria-label=words.text("menu")>
            <ul class="drawer-nav">{items(lists.categories.clone())}</ul>
            <p class="label">{words.text("collections")}</p>
            <ul class="drawer-links">{items(lists.collections.clone())}</ul>
            <p class="label">{words.text("help")}</p>
            <ul class="drawer-links">{items(help)}</ul>
        </nav>
    };
    match movement {
        Movement::Islands => view! { <MenuDrawer label=words.text("menu")>{inside}</MenuDrawer> }.into_any(),
        Movement::Still => {
            view! { <dialog class="drawer" id="menu" aria-label=words.text("menu")>{inside}</dialog> }.into_any()
        }
    }
}

fn footer(words: Words, lists: &Lists, switcher: &Switcher) -> impl IntoView + use<> {
    let column = |id: &'static str, key: &str, list: AnyView| {
        view! {
            <nav aria-labelledby=id>
                <h2 class="label" id=id>{words.text(key)}</h2>
                {list}
            </nav>
        }
    };
    let list = |ways: Vec<Way>| view! { <ul>{items(ways)}</ul> }.into_any();
    let collections = lists.collections.iter().cloned().chain([lists.stories.clone()]).collect();
    let locales = view! { <ul class="footer-locales" id="footer-locales-list">{switcher.items()}</ul> }.into_any();
    view! {
        <footer class="footer wrap">
            <div class="footer-columns">
                {column("footer-shop", "shop", list(lists.categories.clone()))}
                {column("footer-collections", "collections", list(collections))}
                {column("footer-help", "help", list(lists.help.clone()))}
                {column("footer-locales", "locale-choice", locales)}
            </div>
            <div class="footer-end">
                <a class="wordmark" href=address::home(words.locale) lang="en">{words.text("shop-name")}</a>
                <p>{words.text(prices_key(words.locale.market()))}</p>
            </div>
        </footer>
    }
}

/// The same page in every locale, or each locale's home where there is no such page.
struct Switcher {
    current: Locale,
    paths: Vec<(Locale, String)>,
}

impl Switcher {
    fn new(current: Locale, alternates: &[(Locale, String)]) -> Self {
        let path = |locale: Locale| {
            let same = alternates.iter().find(|(of, _)| *of == locale);
            same.map_or_else(|| address::home(locale), |(_, path)| path.clone())
        };
        Self { current, paths: Locale::ALL.into_iter().map(|locale| (locale, path(locale))).collect() }
    }

    fn items(&self) -> Vec<impl IntoView + use<>> {
        let item = |(locale, path): &(Locale, String)| {
            let words = Words::of(*locale);
            let name = format!("{} · {}", words.text(market_key(locale.market())), locale.language().own_name());
            let current = (*locale == self.current).then_some("true");
            view! {
                <li>
                    <a href=path.clone() hreflang=locale.bcp47() lang=locale.language().code() aria-current=current>
                        <span>{name}</span>" "<span class="soft" lang="en">{locale.market().currency().code()}</span>
                    </a>
                </li>
            }
        };
        self.paths.iter().map(item).collect()
    }
}

const fn market_key(market: Market) -> &'static str {
    match market {
        Market::Ae => "market-ae",
        Market::In => "market-in",
        Market::Us => "market-us",
    }
}

const fn prices_key(market: Market) -> &'static str {
    match market.tax_display() {
        TaxDisplay::VatIncluded { .. } => "prices-vat-included",
        TaxDisplay::GstIncluded => "prices-gst-included",
        TaxDisplay::Added => "prices-tax-added",
    }
}
