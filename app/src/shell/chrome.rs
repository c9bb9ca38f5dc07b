//! Header, drawer and footer. They are nearly the same around every page of a locale, so they are laid out once and
//! cached.

use std::sync::Arc;

use catalog::{CategoryNode, CollectionCard};
use content::{MenuKind, PageCard, PageKind};
use database::{CacheId, CacheItem, Error, Reader};
use leptos::prelude::*;
use setup::{Look, ThemePicture};
use types::TaxRule;

use super::{
    Hydration,
    cart::{cart_drawer, cart_link},
    market_name,
    menu::{self, Menu, MenuEntry},
};
use crate::{
    address,
    islands::MenuDrawer,
    localizer::Localizer,
    render::render,
    ui::{Icon, IconName, isolate},
};

/// A placeholder for the list of the page's locales, which differs from page to page.
const LOCALES: &str = "<!--locales-->";

/// The HTML above and below a page's own part. Each is in two pieces, and the list of the page's locales belongs
/// between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chrome {
    above: [String; 2],
    below: [String; 2],
}

impl Chrome {
    /// Returns the chrome of the page at `path`.
    pub(crate) async fn of_page(
        reader: &mut Reader,
        path: &str,
        hydration: Hydration,
        look: &Look,
    ) -> Result<Arc<Self>, Error> {
        let logo = Logo::of(look);
        let current = navigation(reader).await?.current(path);
        let kind = match hydration {
            Hydration::Islands => "chrome",
            Hydration::None => "chrome without islands",
        };
        let item = current.map_or(CacheItem::Only, CacheItem::Row);
        reader
            .cached(CacheId { kind, item }, move |reader| Box::pin(Self::load(reader, current, hydration, logo)))
            .await
    }

    async fn load(
        reader: &mut Reader,
        current: Option<i64>,
        hydration: Hydration,
        logo: Option<Logo>,
    ) -> Result<Self, Error> {
        // The locale has the shop's name, but not its logo.
        reader.touch(setup::general_key());
        let navigation = navigation(reader).await?;
        let lists = NavLists { navigation: &navigation, current, logo };
        Ok(Self::lay_out(Localizer::new(reader.locale), &lists, hydration))
    }

    /// Returns chrome without navigation, for pages that load nothing.
    pub(crate) fn without_navigation(localizer: Localizer, hydration: Hydration, look: &Look) -> Self {
        let lists = NavLists { navigation: &Navigation::default(), current: None, logo: Logo::of(look) };
        Self::lay_out(localizer, &lists, hydration)
    }

    fn lay_out(localizer: Localizer, lists: &NavLists<'_>, hydration: Hydration) -> Self {
        let above = render(|| {
            view! {
                <a class="skip button" href="#main">{localizer.text("skip")}</a>
                {header(localizer, lists)}
                {drawer(localizer, lists, hydration)}
                {cart_drawer(localizer, hydration)}
            }
        });
        let below = render(|| footer(localizer, lists));
        Self { above: split_at_locales(&above), below: split_at_locales(&below) }
    }

    /// Returns the HTML above and below, with this list of locales.
    pub(crate) fn with_locales(&self, locales: &str) -> [String; 2] {
        [&self.above, &self.below].map(|[before, after]| [before, locales, after].concat())
    }
}

fn split_at_locales(html: &str) -> [String; 2] {
    let (before, after) = html.split_once(LOCALES).expect("a layout has a place for the locales");
    [before, after].map(str::to_owned)
}

/// The links that every page offers. Each leads to a page that is not empty.
#[derive(Debug, Default)]
struct Navigation {
    categories: Vec<NavLink>,
    stories: Option<NavLink>,
    collections: Vec<NavLink>,
    help: Vec<NavLink>,
    /// The merchant's menus, which replace these lists.
    header: Option<Vec<MenuEntry>>,
    footer: Option<Vec<MenuEntry>>,
    next_number: i64,
}

#[derive(Clone, Debug)]
struct NavLink {
    /// The number of this link among all links of the navigation.
    number: i64,
    path: String,
    name: String,
}

/// Returns the links to the categories, the stories, and the published collections and pages.
async fn navigation(reader: &mut Reader) -> Result<Arc<Navigation>, Error> {
    let navigation = CacheId { kind: "navigation", item: CacheItem::Only };
    reader.cached(navigation, |reader| Box::pin(load_navigation(reader))).await
}

async fn load_navigation(reader: &mut Reader) -> Result<Navigation, Error> {
    let categories = catalog::categories(reader).await?;
    let collections = catalog::all_collection_cards(reader).await?;
    let pages = content::page_cards(reader, PageKind::Page).await?;
    let mut navigation = Navigation::new(Localizer::new(reader.locale), &categories, &collections, &pages);
    if !content::has_pages(reader, PageKind::Story).await? {
        navigation.stories = None;
    }
    let mut numbers = navigation.next_number..;
    navigation.header = menu::entries(reader, MenuKind::Header, &mut numbers).await?;
    navigation.footer = menu::entries(reader, MenuKind::Footer, &mut numbers).await?;
    Ok(navigation)
}

impl Navigation {
    fn new(
        localizer: Localizer,
        categories: &[CategoryNode],
        collections: &[CollectionCard],
        pages: &[PageCard],
    ) -> Self {
        let locale = localizer.locale;
        let mut numbers = 0..;
        let mut link = |path: String, name: &str| {
            let number = numbers.next().expect("there are fewer links than numbers");
            NavLink { number, path, name: name.to_owned() }
        };
        let top = categories.iter().filter(|category| category.parent.is_none());
        let mut navigation = Self {
            stories: Some(link(address::stories(locale), &localizer.text("stories"))),
            categories: top.map(|of| link(address::listing(locale, &of.slug), &of.name)).collect(),
            collections: collections.iter().map(|of| link(address::listing(locale, &of.slug), &of.name)).collect(),
            help: pages.iter().map(|of| link(address::page(locale, &of.slug), &of.title)).collect(),
            ..Self::default()
        };
        navigation.next_number = numbers.start;
        navigation
    }

    /// Returns the number of the link that is current on the page at `path`. The link to all stories is current on each
    /// story.
    fn current(&self, path: &str) -> Option<i64> {
        let menus = [&self.header, &self.footer].into_iter().flatten();
        if let Some(number) = menus.flat_map(|entries| menu::current(entries, path)).next() {
            return Some(number);
        }
        let lists = [&self.categories, &self.collections, &self.help];
        let stories = self.stories.as_ref().filter(|stories| path.starts_with(&stories.path));
        let link = stories.or_else(|| lists.into_iter().flatten().find(|link| link.path == path));
        link.map(|link| link.number)
    }

    /// Returns the links of the main navigation: the categories, then the stories.
    fn main(&self) -> impl Iterator<Item = &NavLink> {
        self.categories.iter().chain(&self.stories)
    }

    /// Returns true if the drawer would have no links.
    fn is_empty(&self) -> bool {
        match &self.header {
            Some(entries) => entries.is_empty(),
            None => self.main().next().is_none() && self.collections.is_empty() && self.help.is_empty(),
        }
    }
}

/// The navigation as lists of links, with the number of the current one, and the logo that leads home.
struct NavLists<'a> {
    navigation: &'a Navigation,
    current: Option<i64>,
    logo: Option<Logo>,
}

/// The shop's logo.
struct Logo {
    address: String,
    width: u32,
    height: u32,
    /// The address of the one for browsers that prefer a dark scheme.
    dark: Option<String>,
}

impl Logo {
    fn of(look: &Look) -> Option<Self> {
        let ThemePicture { address, width, height } = look.logo()?;
        let dark = look.logo_dark().map(|dark| dark.address.to_owned());
        Some(Self { address: address.to_owned(), width, height, dark })
    }
}

impl NavLists<'_> {
    fn items<'l>(&self, links: impl IntoIterator<Item = &'l NavLink>) -> Vec<AnyView> {
        let item = |link: &NavLink| {
            let current = (self.current == Some(link.number)).then_some("page");
            view! { <li><a href=link.path.clone() aria-current=current>{isolate(link.name.clone())}</a></li> }
                .into_any()
        };
        links.into_iter().map(item).collect()
    }

    fn menu<'l>(&self, entries: Option<&'l [MenuEntry]>) -> Option<Menu<'l>> {
        entries.map(|entries| Menu { entries, current: self.current })
    }
}

/// Renders the link home: the logo, or the shop's name.
fn wordmark(localizer: Localizer, lists: &NavLists<'_>) -> AnyView {
    let name = localizer.locale.shop_name().to_owned();
    let language = localizer.locale.facts().shop_name_language.code().to_owned();
    match &lists.logo {
        Some(Logo { address, width, height, dark }) => {
            let img = view! { <img src=address.clone() alt=name width=*width height=*height/> };
            let logo = match dark.clone() {
                Some(dark) => view! {
                    <picture><source srcset=dark media="(prefers-color-scheme: dark)"/>{img}</picture>
                }
                .into_any(),
                None => img.into_any(),
            };
            view! { <a class="wordmark" href=address::home(localizer.locale) lang=language>{logo}</a> }.into_any()
        }
        None => view! { <a class="wordmark" href=address::home(localizer.locale) lang=language>{isolate(name)}</a> }
            .into_any(),
    }
}

fn header(localizer: Localizer, lists: &NavLists<'_>) -> impl IntoView + use<> {
    let links = match lists.menu(lists.navigation.header.as_deref()) {
        Some(menu) => menu.header_items(localizer),
        None => lists.items(lists.navigation.main()),
    };
    let navigation = (!links.is_empty()).then(|| {
        view! { <nav class="header-nav" aria-label=localizer.text("main-navigation")><ul>{links}</ul></nav> }
    });
    let opener = (!lists.navigation.is_empty()).then(|| {
        view! {
            <a class="header-menu" href="#menu" aria-controls="menu" data-opens="menu">
                <Icon name=IconName::Menu/>" "<span>{localizer.text("menu")}</span>
            </a>
        }
    });
    view! {
        <header class="header">
            <div class="header-bar wrap">
                {opener}
                {wordmark(localizer, lists)}
                {navigation}
                <div class="header-end">
                <details class="picker locale" name="picker">
                    <summary>
                        <span class="hidden">{localizer.text("locale-choice")}": "</span>
                        <span class="locale-long">{market_name(localizer.locale)}" · "{localizer.locale.facts().language_name.as_str()}</span>
                        " "<bdi>{localizer.currency(localizer.locale.market().currency())}</bdi>" "
                        <Icon name=IconName::Open/>
                    </summary>
                    <ul class="picker-list" id="header-locales" inner_html=LOCALES></ul>
                </details>
                {cart_link(localizer)}
                </div>
            </div>
        </header>
    }
}

/// Lays out all links in a drawer, or nothing where there are no links.
fn drawer(localizer: Localizer, lists: &NavLists<'_>, hydration: Hydration) -> Option<impl IntoView + use<>> {
    let navigation = lists.navigation;
    if navigation.is_empty() {
        return None;
    }
    let menu = lists.menu(navigation.header.as_deref());
    let main = menu.map_or_else(|| lists.items(navigation.main()), |menu| menu.drawer_items(localizer));
    let group = |key: &str, links: &[NavLink]| {
        if menu.is_some() {
            return None;
        }
        let list = lists.items(links);
        let title = localizer.text(key);
        (!list.is_empty()).then(|| view! { <p class="label">{title}</p><ul class="drawer-links">{list}</ul> })
    };
    let inside = view! {
        <div class="drawer-head">
            {wordmark(localizer, lists)}
            <a class="drawer-close" href="#" data-closes="menu">
                <Icon name=IconName::Close/><span class="hidden">{localizer.text("close")}</span>
            </a>
        </div>
        <nav aria-label=localizer.text("menu")>
            {(!main.is_empty()).then(|| view! { <ul class="drawer-nav">{main}</ul> })}
            {group("collections", &navigation.collections)}
            {group("help", &navigation.help)}
        </nav>
    };
    Some(match hydration {
        Hydration::Islands => view! { <MenuDrawer label=localizer.text("menu")>{inside}</MenuDrawer> }.into_any(),
        Hydration::None => {
            view! { <dialog class="drawer" id="menu" aria-label=localizer.text("menu")>{inside}</dialog> }.into_any()
        }
    })
}

fn footer(localizer: Localizer, lists: &NavLists<'_>) -> impl IntoView + use<> {
    let column = |id: &'static str, key: &str, list: AnyView| {
        view! {
            <nav aria-labelledby=id>
                <h2 class="label" id=id>{localizer.text(key)}</h2>
                {list}
            </nav>
        }
    };
    let navigation = lists.navigation;
    let group = |id: &'static str, key: &str, links: Vec<AnyView>| {
        (!links.is_empty()).then(|| column(id, key, view! { <ul>{links}</ul> }.into_any()))
    };
    let locales = view! { <ul class="footer-locales" id="footer-locales-list" inner_html=LOCALES></ul> }.into_any();
    let columns = match lists.menu(navigation.footer.as_deref()) {
        Some(menu) => menu.footer_columns(localizer).into_any(),
        None => view! {
            {group("footer-shop", "shop", lists.items(navigation.main()))}
            {group("footer-collections", "collections", lists.items(&navigation.collections))}
            {group("footer-help", "help", lists.items(&navigation.help))}
        }
        .into_any(),
    };
    view! {
        <footer class="footer wrap">
            <div class="footer-columns">
                {columns}
                {column("footer-locales", "locale-choice", locales)}
            </div>
            <div class="footer-end">
                {wordmark(localizer, lists)}
                <p>{prices(localizer)}</p>
            </div>
        </footer>
    }
}

/// Returns the sentence about the currency and the tax of prices.
fn prices(localizer: Localizer) -> String {
    let market = localizer.locale.market();
    let key = match market.tax() {
        TaxRule::None => "prices-plain",
        TaxRule::Vat { included: true, .. } => "prices-vat-included",
        TaxRule::Vat { included: false, .. } => "prices-vat-excluded",
        TaxRule::GstIndia => "prices-gst-included",
        TaxRule::SalesTaxUs => "prices-tax-added",
    };
    let rate = localizer.tax_rate().unwrap_or_default();
    localizer.text_with_all(key, [("currency", market.currency().code().to_owned()), ("rate", rate)])
}
