//! The home page of a shop whose merchant has not written one.

use std::sync::Arc;

use catalog::ProductCard;
use content::{Block, PageBlock, ProductSource};
use database::Error;
use leptos::prelude::*;
use types::{ImageRef, LocalText};

use super::head_of;
use crate::{
    address,
    localizer::Localizer,
    page_context::PageContext,
    pages::{PageOutcome, blocks},
    shell::Hydration,
    ui::{Icon, IconName, Picture, RecentlyViewedRow, Stage, isolate, isolate_local, picture_preloads},
};

/// The most products in a row.
const ROW: u8 = 8;

/// The most collections that have a tile.
const TILES: usize = 6;

/// The width on desktops of the picture beside the welcome, in hundredths of the window.
const ON_DESKTOPS: u64 = 54;

/// `/{locale}` without a home document: a welcome beside the newest product, the categories, the newest products, the
/// collections, the most popular products, and stories. Blocks without content are left out.
pub(super) async fn page(context: &mut PageContext<'_>) -> Result<PageOutcome, Error> {
    let (localizer, listing) = (context.localizer(), context.site.listing_pictures);
    let newest = catalog::newest(context.reader, context.listing_indexes, ROW.into()).await?;
    let collections = catalog::all_collection_cards(context.reader).await?;
    let collections = collections.iter().take(TILES).map(|card| card.code.clone()).collect();
    let blocks = blocks::resolve(context, goods(localizer, newest.len(), collections)).await?;
    let opening = Opening::of(localizer, &newest);
    let preloads = opening.preloads();
    let head = head_of(context, localizer.locale.shop_name().to_owned(), String::new(), opening.picture.clone());
    let layout = context.layout(head, Hydration::Islands).await?;
    let html = layout.document(|| {
        view! {
            {opening.view(localizer)}
            {blocks::view(localizer, listing, blocks)}
            <RecentlyViewedRow localizer=localizer listing=listing current=None/>
        }
    });
    Ok(PageOutcome::rendered(html, preloads))
}

/// Returns the blocks. Popular products are left out if the row of the newest ones has all products of the shop.
fn goods(localizer: Localizer, newest: usize, collections: Vec<String>) -> Vec<PageBlock> {
    let list = |title: &str, products| Block::ProductList { title: localizer.text(title), products, limit: ROW };
    let popular = (newest >= ROW.into()).then(|| list("popular", ProductSource::Popular));
    let collections = Block::Collections { title: localizer.text("collections"), collections };
    [Block::Categories { title: localizer.text("browse") }, list("new-in", ProductSource::Newest), collections]
        .into_iter()
        .chain(popular)
        .chain([Block::Stories { title: localizer.text("stories"), limit: 3 }])
        .map(PageBlock::from)
        .collect()
}

/// The first part of the page: a welcome beside the newest product that has a picture.
struct Opening {
    is_empty: bool,
    newest: Option<(LocalText, String)>,
    picture: Option<ImageRef>,
}

impl Opening {
    fn of(localizer: Localizer, cards: &[Arc<ProductCard>]) -> Self {
        let pictured = cards.iter().find(|card| card.picture.is_some());
        let path = |card: &Arc<ProductCard>| (card.name.clone(), address::card(localizer.locale, card));
        Self {
            is_empty: cards.is_empty(),
            newest: pictured.or(cards.first()).map(path),
            picture: pictured.and_then(|card| card.picture.clone()),
        }
    }

    fn preloads(&self) -> Vec<String> {
        let preloads = |image: &ImageRef| {
            let stage = Stage::of(std::slice::from_ref(image));
            picture_preloads(image, stage.frame(), &stage.sizes(image, ON_DESKTOPS))
        };
        self.picture.as_ref().map(preloads).unwrap_or_default()
    }

    fn view(self, localizer: Localizer) -> impl IntoView {
        let onward = self.newest.map(|(name, path)| {
            let [before, after] = localizer.text_around("see-newest", "name");
            view! {
                <a class="onward" href=path>
                    <span>{before}{isolate_local(name)}{after}</span>" "<Icon name=IconName::Forward/>
                </a>
            }
        });
        let (title, lead) = if self.is_empty {
            (localizer.text("opening-soon").into_any(), "opening-soon-text")
        } else {
            let [before, after] = localizer.text_around("welcome", "shop");
            let title = view! { {before}{isolate(localizer.locale.shop_name().to_owned())}{after} };
            (title.into_any(), "welcome-text")
        };
        let picture = self.picture.map(|image| {
            let stage = Stage::of(std::slice::from_ref(&image));
            let sizes = stage.sizes(&image, ON_DESKTOPS);
            view! { <Picture image=image sizes=sizes frame=stage.frame() first=true decorative=true/> }
        });
        view! {
            <section class="split wrap">
                {picture}
                <div class="split-words">
                    <h1>{title}</h1>
                    <p class="lead">{localizer.text(lead)}</p>
                    {onward}
                </div>
            </section>
        }
    }
}
