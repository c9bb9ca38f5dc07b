//! Blocks of content. Everything that they name is loaded first; then they are laid out.

mod figure;

use std::sync::Arc;

use catalog::{CategoryNode, CollectionCard, ProductCard};
use content::{Block, Link, PageBlock, PageCard, PageKind, ProductSource, TextColumn};
use database::Error;
use leptos::prelude::*;
use types::{ImageRef, Language, ListingPictures, Slug};

use crate::{
    address,
    localizer::{Localizer, non_blank},
    page_context::PageContext,
    target,
    ui::{
        Cards, Heading, Icon, IconName, Picture, PictureFrame, ProductRow, StoryTile, Tile, isolate, picture_preloads,
    },
};
use figure::{FigureWidth, figure};

/// The `sizes` of a picture that fills the width of the window.
pub(super) const FULL: &str = "100vw";

/// A block with the products, collections, categories, stories and links that it names.
pub(super) enum ResolvedBlock {
    Hero { title: String, text: String, picture: ImageRef, link: Option<ResolvedLink> },
    Banner { title: String, text: String, picture: ImageRef, link: Option<ResolvedLink> },
    RichText { html: String },
    Picture { picture: ImageRef, caption: Option<String> },
    Quote { text: String, source: String },
    Columns(Vec<TextColumn>),
    Products { title: String, cards: Cards },
    Collections { title: String, collections: Vec<CollectionCard> },
    Categories { title: String, categories: Arc<Vec<CategoryNode>> },
    Stories { title: String, stories: Vec<PageCard> },
}

/// A block with the language that its texts are borrowed from, if they are.
pub(super) struct LocalBlock {
    block: ResolvedBlock,
    language: Option<Language>,
}

/// A link to something public.
pub(super) struct ResolvedLink {
    label: String,
    path: String,
}

/// Loads everything that these blocks name.
pub(super) async fn resolve(context: &mut PageContext<'_>, blocks: Vec<PageBlock>) -> Result<Vec<LocalBlock>, Error> {
    let mut resolved = Vec::with_capacity(blocks.len());
    for PageBlock { block, language } in blocks {
        resolved.push(LocalBlock { block: resolve_block(context, block).await?, language });
    }
    Ok(resolved)
}

async fn resolve_block(context: &mut PageContext<'_>, block: Block<ImageRef>) -> Result<ResolvedBlock, Error> {
    Ok(match block {
        Block::Hero { title, text, picture, link } => {
            ResolvedBlock::Hero { title, text, picture, link: resolve_link(context, link).await? }
        }
        Block::Banner { title, text, picture, link } => {
            ResolvedBlock::Banner { title, text, picture, link: resolve_link(context, link).await? }
        }
        Block::RichText { html } => ResolvedBlock::RichText { html },
        Block::Picture { picture, caption } => ResolvedBlock::Picture { picture, caption },
        Block::Quote { text, source } => ResolvedBlock::Quote { text, source },
        Block::Columns(columns) => ResolvedBlock::Columns(columns),
        Block::ProductList { title, products, limit } => {
            let cards = products_of(context, &products, usize::from(limit)).await?;
            ResolvedBlock::Products {
                title,
                cards: Cards::lay_out(context.reader, context.site.listing_pictures, &cards, Heading::Third).await?,
            }
        }
        Block::Collections { title, collections } => ResolvedBlock::Collections {
            title,
            collections: catalog::collection_cards(context.reader, &collections).await?,
        },
        Block::Categories { title } => {
            ResolvedBlock::Categories { title, categories: catalog::categories(context.reader).await? }
        }
        Block::Stories { title, limit } => {
            let stories = content::page_cards(context.reader, PageKind::Story).await?;
            ResolvedBlock::Stories { title, stories: stories.iter().take(usize::from(limit)).cloned().collect() }
        }
    })
}

async fn products_of(
    context: &mut PageContext<'_>,
    source: &ProductSource,
    limit: usize,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let (reader, indexes) = (&mut *context.reader, context.listing_indexes);
    match source {
        ProductSource::Newest => catalog::newest(reader, indexes, limit).await,
        ProductSource::Popular => catalog::popular(reader, indexes, limit).await,
        ProductSource::Collection(code) => catalog::first_of_collection(reader, indexes, code.as_str(), limit).await,
        ProductSource::Products(codes) => {
            let codes: Vec<String> = codes.iter().map(Slug::as_str).take(limit).map(str::to_owned).collect();
            catalog::cards_by_code(reader, &codes).await
        }
    }
}

/// Looks up the path of a link. `None` if its target is not public.
async fn resolve_link(context: &mut PageContext<'_>, link: Link) -> Result<Option<ResolvedLink>, Error> {
    let path = target::path(context.reader, &link.to).await?;
    Ok(path.map(|path| ResolvedLink { label: link.label, path }))
}

/// Returns `Link` headers that preload the picture of the first block, if it has one: the largest thing on the screen.
pub(super) fn preloads(blocks: &[LocalBlock]) -> Vec<String> {
    match blocks.first().map(|local| &local.block) {
        Some(ResolvedBlock::Hero { picture, .. }) => picture_preloads(picture, PictureFrame::Hero, FULL),
        Some(ResolvedBlock::Picture { picture, .. }) => {
            picture_preloads(picture, PictureFrame::Own, FigureWidth::of(picture).sizes())
        }
        _ => Vec::new(),
    }
}

/// Lays out the blocks in their order. The browser fetches the first one's picture at once.
pub(super) fn view(localizer: Localizer, listing: ListingPictures, blocks: Vec<LocalBlock>) -> Vec<AnyView> {
    let one = |(index, LocalBlock { block, language }): (usize, LocalBlock)| {
        let language = language.filter(|_| block.has_only_own_texts()).map(|language| language.to_string());
        let block = one(localizer, listing, block, index);
        match language {
            Some(language) => view! { <div class="borrowed" lang=language>{block}</div> }.into_any(),
            None => block,
        }
    };
    blocks.into_iter().enumerate().map(one).collect()
}

impl ResolvedBlock {
    /// Returns true if all texts of the block are its own; others show names of products and pages, too.
    const fn has_only_own_texts(&self) -> bool {
        match self {
            Self::Hero { .. }
            | Self::Banner { .. }
            | Self::RichText { .. }
            | Self::Picture { .. }
            | Self::Quote { .. }
            | Self::Columns(_) => true,
            Self::Products { .. } | Self::Collections { .. } | Self::Categories { .. } | Self::Stories { .. } => false,
        }
    }
}

fn one(localizer: Localizer, listing: ListingPictures, block: ResolvedBlock, index: usize) -> AnyView {
    let id = format!("block-{index}");
    match block {
        ResolvedBlock::Hero { title, text, picture, link } => hero(id, title, text, picture, link).into_any(),
        ResolvedBlock::Banner { title, text, picture, link } => banner(id, title, text, picture, link).into_any(),
        ResolvedBlock::RichText { html } => {
            non_blank(html).map(|html| view! { <div class="prose wrap" dir="auto" inner_html=html></div> }).into_any()
        }
        ResolvedBlock::Picture { picture, caption } => figure(picture, caption, index == 0).into_any(),
        ResolvedBlock::Quote { text, source } => quote(text, source).into_any(),
        ResolvedBlock::Columns(columns) => columns_view(columns).into_any(),
        ResolvedBlock::Products { title, cards } => view! { <ProductRow id=id title=title cards=cards/> }.into_any(),
        ResolvedBlock::Collections { title, collections } => {
            collection_tiles(localizer, listing, id, title, collections).into_any()
        }
        ResolvedBlock::Categories { title, categories } => {
            category_tiles(localizer, listing, id, title, &categories).into_any()
        }
        ResolvedBlock::Stories { title, stories } => story_tiles(localizer, id, title, stories).into_any(),
    }
}

fn hero(id: String, title: String, text: String, picture: ImageRef, link: Option<ResolvedLink>) -> impl IntoView {
    let text = non_blank(text).map(|text| view! { <p>{isolate(text)}</p> });
    let link = link.map(|link| view! { <a class="button" href=link.path>{isolate(link.label)}</a> });
    let aside = (text.is_some() || link.is_some()).then(|| view! { <div class="hero-aside">{text}{link}</div> });
    view! {
        <section class="hero" aria-labelledby=id>
            <Picture image=picture sizes=FULL frame=PictureFrame::Hero first=true/>
            <div class="hero-words wrap">
                <h1 id=id.clone()>{isolate(title)}</h1>
                {aside}
            </div>
        </section>
    }
}

fn onward(link: ResolvedLink) -> impl IntoView {
    view! { <a class="onward" href=link.path>{isolate(link.label)}" "<Icon name=IconName::Forward/></a> }
}

fn banner(id: String, title: String, text: String, picture: ImageRef, link: Option<ResolvedLink>) -> impl IntoView {
    view! {
        <section class="banner" aria-labelledby=id>
            <Picture image=picture sizes=FULL frame=PictureFrame::Banner/>
            <div class="banner-sheet">
                <h2 id=id.clone()>{isolate(title)}</h2>
                {non_blank(text).map(|text| view! { <p>{isolate(text)}</p> })}
                {link.map(onward)}
            </div>
        </section>
    }
}

fn quote(text: String, source: String) -> impl IntoView {
    view! {
        <figure class="quote wrap">
            <blockquote><p>{isolate(text)}</p></blockquote>
            {non_blank(source).map(|source| view! { <figcaption>{isolate(source)}</figcaption> })}
        </figure>
    }
}

fn columns_view(columns: Vec<TextColumn>) -> impl IntoView {
    let column = |column: TextColumn| {
        let text = non_blank(column.html).map(|html| view! { <div dir="auto" inner_html=html></div> });
        view! { <div><h2>{isolate(column.title)}</h2>{text}</div> }
    };
    view! { <section class="columns wrap">{columns.into_iter().map(column).collect::<Vec<_>>()}</section> }
}

fn collection_tiles(
    localizer: Localizer,
    listing: ListingPictures,
    id: String,
    title: String,
    collections: Vec<CollectionCard>,
) -> impl IntoView {
    let frame = frame_of(collections.iter().map(|of| &of.picture), PictureFrame::Listing(listing));
    let sizes = collection_sizes(collections.len());
    let tile = move |of: CollectionCard| {
        let href = address::listing(localizer.locale, &of.slug);
        let [name, text] = of.local_texts(localizer.locale);
        view! { <Tile href=href name=name picture=of.picture sizes=sizes frame=frame text=text/> }
    };
    let class = if frame.is_some() { "tiles tiles-wide" } else { "tiles tiles-plain" };
    tiles(class, id, title, collections.into_iter().map(tile).collect::<Vec<_>>())
}

/// The shown width of a collection's picture beside so many others. On phones the first of an odd number takes a row.
const fn collection_sizes(collections: usize) -> &'static str {
    match collections {
        4 => "(min-width: 62rem) 22vw, 46vw",
        count if count % 2 == 1 => "(min-width: 40rem) 30vw, 92vw",
        _ => "(min-width: 40rem) 30vw, 46vw",
    }
}

/// Lays out the top categories as tiles.
pub(super) fn category_tiles(
    localizer: Localizer,
    listing: ListingPictures,
    id: String,
    title: String,
    categories: &[CategoryNode],
) -> impl IntoView + use<> {
    let top: Vec<_> = categories.iter().filter(|category| category.parent.is_none()).cloned().collect();
    let frame = frame_of(top.iter().map(|of| &of.picture), PictureFrame::Listing(listing));
    let tile = move |of: CategoryNode| {
        let href = address::listing(localizer.locale, &of.slug);
        let sizes = "(min-width: 62rem) 15vw, 46vw";
        let name = of.local_name(localizer.locale);
        view! { <Tile href=href name=name picture=of.picture sizes=sizes frame=frame/> }
    };
    let class = if frame.is_some() { "tiles tiles-six" } else { "tiles tiles-plain" };
    tiles(class, id, title, top.into_iter().map(tile).collect::<Vec<_>>())
}

/// Lays out stories as tiles.
pub(super) fn story_tiles(
    localizer: Localizer,
    id: String,
    title: String,
    stories: Vec<PageCard>,
) -> impl IntoView + use<> {
    let frame = frame_of(stories.iter().map(|of| &of.picture), PictureFrame::Wide);
    let sizes = match stories.len() {
        3 => "(min-width: 62rem) 30vw, (min-width: 40rem) 46vw, 92vw",
        _ => "(min-width: 40rem) 46vw, 92vw",
    };
    let tile = move |of: PageCard| {
        let href = address::story(localizer.locale, &of.slug);
        let [title, summary] = of.local_texts(localizer.locale);
        view! { <StoryTile href=href title=title summary=summary picture=of.picture sizes=sizes frame=frame/> }
    };
    tiles("story-cards", id, title, stories.into_iter().map(tile).collect::<Vec<_>>())
}

/// Returns the frame of tiles beside one another. `None` if none of them has a picture.
fn frame_of<'a>(mut pictures: impl Iterator<Item = &'a Option<ImageRef>>, frame: PictureFrame) -> Option<PictureFrame> {
    pictures.any(Option::is_some).then_some(frame)
}

fn tiles(class: &'static str, id: String, title: String, tiles: Vec<impl IntoView + 'static>) -> Option<impl IntoView> {
    (!tiles.is_empty()).then(|| {
        view! {
            <section class="wrap" aria-labelledby=id>
                <div class="section-head"><h2 id=id.clone()>{isolate(title)}</h2></div>
                <ul class=class>{tiles}</ul>
            </section>
        }
    })
}
