use std::sync::Arc;

use database::{CacheKey, Error, Reader, Remembered, Which};
use types::{ImageRef, PageId, Slug, SlugLookup, Timestamp, Translated};

use crate::{Block, PageKind, store};

/// A page as it is shown.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its row.
    pub id: PageId,
    /// Its heading and title.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// Its picture, for shared links.
    pub picture: Option<ImageRef>,
    /// When it became public.
    pub published_from: Option<Timestamp>,
    /// What it is made of, from top to bottom.
    pub blocks: Vec<Block<ImageRef>>,
}

/// A page as others point to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageCard {
    /// The name it has in documents.
    pub code: String,
    /// The name it has in this language's URLs.
    pub slug: String,
    /// Its heading.
    pub title: String,
    /// What it says, in a sentence.
    pub summary: String,
    /// Its picture.
    pub picture: Option<ImageRef>,
    /// When it became public.
    pub published_from: Option<Timestamp>,
}

/// An address for sitemaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Its slugs.
    pub slug: Translated,
}

/// The key of a page's words and blocks.
pub(crate) fn key(id: PageId) -> CacheKey {
    CacheKey::row("page", id.0)
}

/// The key of which pages of a kind there are.
pub(crate) fn list_key(kind: PageKind) -> CacheKey {
    CacheKey::named(match kind {
        PageKind::Home => "home",
        PageKind::Story => "stories",
        PageKind::Page => "pages",
    })
}

/// The home page, unless the merchant has published none.
pub async fn home(reader: &mut Reader) -> Result<Option<Page>, Error> {
    reader.touch(list_key(PageKind::Home));
    for id in store::page_ids(reader, PageKind::Home).await? {
        if let Some(page) = page(reader, id).await? {
            return Ok(Some(page));
        }
    }
    Ok(None)
}

/// The public page of a kind under this slug, or where it has moved.
pub async fn page_by_slug(reader: &mut Reader, kind: PageKind, slug: &Slug) -> Result<SlugLookup<Page>, Error> {
    let language = reader.language();
    if let Some(id) = store::page_id_by_slug(reader, kind, language, slug).await? {
        return Ok(page(reader, id).await?.map_or(SlugLookup::NotFound, SlugLookup::Found));
    }
    reader.touch(list_key(kind));
    match store::moved_slug(reader, kind, language, slug).await? {
        Some((id, [from, to], slug)) => {
            reader.touch(key(id));
            Ok(if reader.is_open(from, to) { SlugLookup::Redirect(slug) } else { SlugLookup::NotFound })
        }
        None => Ok(SlugLookup::NotFound),
    }
}

/// The public pages of a kind: stories newest first, others in the merchant's order.
pub async fn page_cards(reader: &mut Reader, kind: PageKind) -> Result<Arc<Vec<PageCard>>, Error> {
    let cards = Remembered { what: kind.name(), which: Which::Only };
    reader.remembered(cards, move |reader| Box::pin(load_page_cards(reader, kind))).await
}

async fn load_page_cards(reader: &mut Reader, kind: PageKind) -> Result<Vec<PageCard>, Error> {
    reader.touch(list_key(kind));
    let mut cards = store::page_cards(reader, kind).await?;
    cards.retain(|(_, window, _)| reader.is_open(window[0], window[1]));
    if kind == PageKind::Story {
        cards.sort_by_key(|(_, window, _)| std::cmp::Reverse(window[0]));
    }
    for (id, _, card) in &cards {
        reader.touch(key(*id));
        touch_pictures(reader, &card.picture);
    }
    Ok(cards.into_iter().map(|(.., card)| card).collect())
}

/// Whether a page of a kind is public. The answer depends on that one page: a write of another ends nothing that asked.
pub async fn has_pages(reader: &mut Reader, kind: PageKind) -> Result<bool, Error> {
    for (id, [from, to], _) in store::page_cards(reader, kind).await? {
        if reader.is_open(from, to) {
            reader.touch(key(id));
            return Ok(true);
        }
    }
    reader.touch(list_key(kind));
    Ok(false)
}

/// What every language calls this page.
pub async fn slugs_of(reader: &mut Reader, id: PageId) -> Result<Option<Translated>, Error> {
    store::slugs(reader, id).await
}

/// The present slug, in the reader's language, of the public page with this code.
pub async fn slug_by_code(reader: &mut Reader, kind: PageKind, code: &str) -> Result<Option<String>, Error> {
    let cards = page_cards(reader, kind).await?;
    Ok(cards.iter().find(|card| card.code == code).map(|card| card.slug.clone()))
}

/// The public pages in a shard of a sitemap: of the pages of a kind from `(number - 1) * size` to `number * size`. Pages
/// that are not public count, too, so that a publication changes one shard and moves no page to another.
pub async fn sitemap(reader: &mut Reader, kind: PageKind, number: i64, size: i64) -> Result<Vec<SitemapEntry>, Error> {
    let entries = store::sitemap(reader, kind, number, size).await?;
    Ok(entries.into_iter().map(|slug| SitemapEntry { slug }).collect())
}

/// The numbers, from 1 on, of the shards of this size that have any public page.
pub async fn sitemap_shards(reader: &mut Reader, kind: PageKind, size: i64) -> Result<Vec<i64>, Error> {
    store::sitemap_shards(reader, kind, size).await
}

async fn page(reader: &mut Reader, id: PageId) -> Result<Option<Page>, Error> {
    reader.touch(key(id));
    let language = reader.language();
    let Some(row) = store::page(reader, id, language).await? else { return Ok(None) };
    if !reader.is_open(row.window[0], row.window[1]) {
        return Ok(None);
    }
    let stored = store::blocks(reader, id, language).await?;
    let wanted: Vec<_> = stored.iter().filter_map(Block::picture).copied().collect();
    let images = store::images(reader, &wanted, language).await?;
    touch_pictures(reader, images.values().chain(&row.picture));
    let look_up = |picture| images.get(&picture).cloned();
    Ok(Some(Page {
        id,
        title: row.title,
        summary: row.summary,
        picture: row.picture,
        published_from: row.window[0],
        blocks: stored.into_iter().filter_map(|block| block.with_picture(look_up)).collect(),
    }))
}

/// Records pictures as read: their words can change, their bytes never do.
fn touch_pictures<'a>(reader: &mut Reader, images: impl IntoIterator<Item = &'a ImageRef>) {
    for image in images {
        reader.touch(CacheKey::picture(&image.address));
    }
}
