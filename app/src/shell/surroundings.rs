//! Header, drawer and footer: nearly the same around every page of a locale, so they are laid out once.

use std::sync::Arc;

use catalog::{CategoryNode, CollectionCard};
use content::{PageCard, PageKind};
use database::{Error, Reader, Remembered, Which};
use leptos::prelude::*;
use types::{Market, TaxDisplay};

use super::{Movement, market_key};
use crate::{
    address,
    islands::MenuDrawer,
    render::render,
    ui::{Icon, IconName, isolate},
    words::Words,
};

/// Stands in a layout for the list of the page's locales.
const LOCALES: &str = "<!--locales-->";

/// What stands above and below a page's own part, laid out; each in two pieces, between which the list of the page's
/// locales belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Surroundings {
    above: [String; 2],
    below: [String; 2],
}

impl Surroundings {
    /// Those of the page at `path`.
    pub(crate) async fn around(reader: &mut Reader, path: &str, movement: Movement) -> Result<Arc<Self>, Error> {
        let ways = ways(reader).await?;
        let current = ways.leading_to(path);
        let what = match movement {
            Movement::Islands => "surroundings",
            Movement::Still => "still surroundings",
        };
        let which = current.map_or(Which::Only, Which::Row);
        reader
            .remembered(Remembered { what, which }, move |reader| Box::pin(Self::load(reader, current, movement)))
            .await
    }

    async fn load(reader: &mut Reader, current: Option<i64>, movement: Movement) -> Result<Self, Error> {
        let ways = ways(reader).await?;
        Ok(Self::lay_out(Words::of(reader.locale), &ways, current, movement))
    }

    /// Without any ways, for when nothing can be loaded.
    pub(crate) fn alone(words: Words, movement: Movement) -> Self {
        Self::lay_out(words, &Ways::default(), None, movement)
    }

    fn lay_out(words: Words, ways: &Ways, current: Option<i64>, movement: Movement) -> Self {
        let lists = Lists { ways, current };
        let above = render(|| {
            view! {
                <a class="skip button" href="#main">{words.text("skip")}</a>
                {header(words, &lists)}
                {drawer(words, &lists, movement)}
            }
        });
        let below = render(|| footer(words, &lists));
        Self { above: in_two(&above), below: in_two(&below) }
    }

    /// What stands above and below, with this list of locales.
    pub(crate) fn with(&self, locales: &str) -> [String; 2] {
        [&self.above, &self.below].map(|[before, after]| [before, locales, after].concat())
    }
}

fn in_two(html: &str) -> [String; 2] {
    let (before, after) = html.split_once(LOCALES).expect("a layout has a place for the locales");
    [before, after].map(str::to_owned)
}

/// The ways that every page offers: only those that lead to something.
#[derive(Debug, Default)]
struct Ways {
    categories: Vec<Way>,
    stories: Option<Way>,
    collections: Vec<Way>,
    help: Vec<Way>,
}

#[derive(Clone, Debug)]
struct Way {
    /// Its place among all ways.
    place: i64,
    path: String,
    name: String,
}

/// The collections a merchant has published, the categories, and the pages.
async fn ways(reader: &mut Reader) -> Result<Arc<Ways>, Error> {
    reader.remembered(Remembered { what: "ways", which: Which::Only }, |reader| Box::pin(load_ways(reader))).await
}

async fn load_ways(reader: &mut Reader) -> Result<Ways, Error> {
    let categories = catalog::categories(reader).await?;
    let collections = catalog::all_collection_cards(reader).await?;
    let pages = content::page_cards(reader, PageKind::Page).await?;
    let mut ways = Ways::new(Words::of(reader.locale), &categories, &collections, &pages);
    if !content::has_pages(reader, PageKind::Story).await? {
        ways.stories = None;
    }
    Ok(ways)
}

impl Ways {
    fn new(words: Words, categories: &[CategoryNode], collections: &[CollectionCard], pages: &[PageCard]) -> Self {
        let locale = words.locale;
        let mut places = 0..;
        let mut way = |path: String, name: &str| {
            let place = places.next().expect("there are fewer ways than numbers");
            Way { place, path, name: name.to_owned() }
        };
        let top = categories.iter().filter(|category| category.parent.is_none());
        Self {
            stories: Some(way(address::stories(locale), &words.text("stories"))),
            categories: top.map(|of| way(address::listing(locale, &of.slug), &of.name)).collect(),
            collections: collections.iter().map(|of| way(address::listing(locale, &of.slug), &of.name)).collect(),
            help: pages.iter().map(|of| way(address::page(locale, &of.slug), &of.title)).collect(),
        }
    }

    /// The place of the way that leads to `path`; that of the stories leads to each of them.
    fn leading_to(&self, path: &str) -> Option<i64> {
        let lists = [&self.categories, &self.collections, &self.help];
        let stories = self.stories.as_ref().filter(|stories| path.starts_with(&stories.path));
        let way = stories.or_else(|| lists.into_iter().flatten().find(|way| way.path == path));
        way.map(|way| way.place)
    }

    /// The kinds of goods, and the stories behind them.
    fn main(&self) -> impl Iterator<Item = &Way> {
        self.categories.iter().chain(&self.stories)
    }

    fn is_empty(&self) -> bool {
        self.main().next().is_none() && self.collections.is_empty() && self.help.is_empty()
    }
}

/// The ways as lists show them, with a mark on the one that leads here.
struct Lists<'a> {
    ways: &'a Ways,
    current: Option<i64>,
}

impl Lists<'_> {
    fn items<'w>(&self, ways: impl IntoIterator<Item = &'w Way>) -> Vec<AnyView> {
        let item = |way: &Way| {
            let current = (self.current == Some(way.place)).then_some("page");
            view! { <li><a href=way.path.clone() aria-current=current>{isolate(way.name.clone())}</a></li> }.into_any()
        };
        ways.into_iter().map(item).collect()
    }
}

fn header(words: Words, lists: &Lists<'_>) -> impl IntoView + use<> {
    let ways = lists.items(lists.ways.main());
    let navigation = (!ways.is_empty()).then(|| {
        view! { <nav class="header-nav" aria-label=words.text("main-navigation")><ul>{ways}</ul></nav> }
    });
    let opener = (!lists.ways.is_empty()).then(|| {
        view! {
            <a class="header-menu" href="#menu" aria-controls="menu" data-opens="menu">
                <Icon name=IconName::Menu/>" "<span>{words.text("menu")}</span>
            </a>
        }
    });
    view! {
        <header class="header">
            <div class="header-bar wrap">
                {opener}
                <a class="wordmark" href=address::home(words.locale) lang="en">{isolate(words.text("shop-name"))}</a>
                {navigation}
                <details class="picker locale" name="picker">
                    <summary>
                        <span class="hidden">{words.text("locale-choice")}": "</span>
                        <span class="locale-long">{words.text(market_key(words.locale.market()))}" · "{words.language().own_name()}</span>
                        " "<bdi>{words.currency(words.locale.market().currency())}</bdi>" "
                        <Icon name=IconName::Open/>
                    </summary>
                    <ul class="picker-list" id="header-locales" inner_html=LOCALES></ul>
                </details>
            </div>
        </header>
    }
}

/// All ways in a drawer; no drawer without a way.
fn drawer(words: Words, lists: &Lists<'_>, movement: Movement) -> Option<impl IntoView + use<>> {
    let ways = lists.ways;
    if ways.is_empty() {
        return None;
    }
    let main = lists.items(ways.main());
    let group = |key: &str, ways: &[Way]| {
        let list = lists.items(ways);
        let title = words.text(key);
        (!list.is_empty()).then(|| view! { <p class="label">{title}</p><ul class="drawer-links">{list}</ul> })
    };
    let inside = view! {
        <div class="drawer-head">
            <a class="wordmark" href=address::home(words.locale) lang="en">{isolate(words.text("shop-name"))}</a>
            <a class="drawer-close" href="#" data-closes="menu">
                <Icon name=IconName::Close/><span class="hidden">{words.text("close")}</span>
            </a>
        </div>
        <nav aria-label=words.text("menu")>
            {(!main.is_empty()).then(|| view! { <ul class="drawer-nav">{main}</ul> })}
            {group("collections", &ways.collections)}
            {group("help", &ways.help)}
        </nav>
    };
    Some(match movement {
        Movement::Islands => view! { <MenuDrawer label=words.text("menu")>{inside}</MenuDrawer> }.into_any(),
        Movement::Still => {
            view! { <dialog class="drawer" id="menu" aria-label=words.text("menu")>{inside}</dialog> }.into_any()
        }
    })
}

fn footer(words: Words, lists: &Lists<'_>) -> impl IntoView + use<> {
    let column = |id: &'static str, key: &str, list: AnyView| {
        view! {
            <nav aria-labelledby=id>
                <h2 class="label" id=id>{words.text(key)}</h2>
                {list}
            </nav>
        }
    };
    let ways = lists.ways;
    let group = |id: &'static str, key: &str, ways: Vec<AnyView>| {
        (!ways.is_empty()).then(|| column(id, key, view! { <ul>{ways}</ul> }.into_any()))
    };
    let locales = view! { <ul class="footer-locales" id="footer-locales-list" inner_html=LOCALES></ul> }.into_any();
    view! {
        <footer class="footer wrap">
            <div class="footer-columns">
                {group("footer-shop", "shop", lists.items(ways.main()))}
                {group("footer-collections", "collections", lists.items(&ways.collections))}
                {group("footer-help", "help", lists.items(&ways.help))}
                {column("footer-locales", "locale-choice", locales)}
            </div>
            <div class="footer-end">
                <a class="wordmark" href=address::home(words.locale) lang="en">{isolate(words.text("shop-name"))}</a>
                <p>{words.text(prices_key(words.locale.market()))}</p>
            </div>
        </footer>
    }
}

const fn prices_key(market: Market) -> &'static str {
    match market.tax_display() {
        TaxDisplay::VatIncluded { .. } => "prices-vat-included",
        TaxDisplay::GstIncluded => "prices-gst-included",
        TaxDisplay::Added => "prices-tax-added",
    }
}
