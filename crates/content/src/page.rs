use std::sync::Arc;

use database::{BaseReader, CacheId, CacheItem, CacheKey, Error, Reader};
use types::{Gone, ImageRef, Language, LocalSlug, LocalText, PageId, Slug, SlugLookup, Timestamp, Translated};

use crate::{Block, PageCard, PageKind, store};

/// A public page in one language, with its blocks.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its id.
    pub id: PageId,
    /// Its heading and title.
    pub title: LocalText,
    /// A sentence on its content.
    pub summary: LocalText,
    /// Its picture, for shared links.
    pub picture: Option<ImageRef>,
    /// The moment from which it is public.
    pub published_from: Option<Timestamp>,
    /// Its blocks, from top to bottom.
    pub blocks: Vec<PageBlock>,
}

/// A block of a page, with the language that its texts are borrowed from, if they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBlock {
    /// The block.
    pub block: Block<ImageRef>,
    /// The language that all of its texts are borrowed from.
    pub language: Option<Language>,
}

impl From<Block<ImageRef>> for PageBlock {
    /// Creates a block with texts in the page's own language.
    fn from(block: Block<ImageRef>) -> Self {
        Self { block, language: None }
    }
}

/// Returns the cache key of a page's texts and blocks.
pub(crate) fn key(id: PageId) -> CacheKey {
    CacheKey::row("page", id.0)
}

/// Returns the cache key of the list of pages of a kind.
pub(crate) fn list_key(kind: PageKind) -> CacheKey {
    CacheKey::named(match kind {
        PageKind::Home => "home",
        PageKind::Story => "stories",
        PageKind::Page => "pages",
    })
}

/// Returns the home page, unless the merchant has published none.
pub async fn home(reader: &mut Reader) -> Result<Option<Page>, Error> {
    reader.touch(list_key(PageKind::Home));
    for id in store::page_ids(reader, PageKind::Home).await? {
        if let Some(page) = page(reader, id).await? {
            return Ok(Some(page));
        }
    }
    Ok(None)
}

/// Looks up the public page of a kind with this slug.
pub async fn page_by_slug(reader: &mut Reader, kind: PageKind, slug: &Slug) -> Result<SlugLookup<Page>, Error> {
    let language = reader.language();
    if let Some(id) = store::page_id_by_slug(reader, kind, language, slug).await? {
        return match page(reader, id).await? {
            Some(page) => Ok(SlugLookup::Found(page)),
            None => gone(reader, id).await,
        };
    }
    reader.touch(list_key(kind));
    match store::moved_slug(reader, kind, language, slug).await? {
        Some(page) => {
            reader.touch(key(page.id));
            if reader.is_open(page.window[0], page.window[1]) {
                return Ok(SlugLookup::Redirect(page.slug));
            }
            gone(reader, page.id).await
        }
        None => match store::deleted_page_by_slug(reader, kind, language, slug).await? {
            Some(id) => gone(reader, id).await,
            None => Ok(SlugLookup::NotFound),
        },
    }
}

/// Returns a page that is not public as gone, if it is archived or deleted.
async fn gone<T>(reader: &mut Reader, id: PageId) -> Result<SlugLookup<T>, Error> {
    reader.touch(key(id));
    let language = reader.language();
    let Some(row) = store::page_document(reader, id, language).await? else { return Ok(SlugLookup::NotFound) };
    if !row.document.archived {
        return Ok(SlugLookup::NotFound);
    }
    let origins = row.origins.unwrap_or_default();
    let name = origins.local_text(row.title.unwrap_or_default(), store::TITLE, reader.locale.languages());
    let redirect = row.document.redirect;
    Ok(SlugLookup::Gone(Box::new(Gone { name, redirect, ..Gone::default() })))
}

/// Returns the public pages of a kind: stories with the newest first, others in the merchant's order.
pub async fn page_cards(reader: &mut Reader, kind: PageKind) -> Result<Arc<Vec<PageCard>>, Error> {
    let cards = CacheId { kind: kind.name(), item: CacheItem::Only };
    reader.cached(cards, move |reader| Box::pin(load_page_cards(reader, kind))).await
}

async fn load_page_cards(reader: &mut Reader, kind: PageKind) -> Result<Vec<PageCard>, Error> {
    reader.touch(list_key(kind));
    let mut cards = store::page_cards(reader, kind).await?;
    cards.retain(|row| reader.is_open(row.window[0], row.window[1]));
    if kind == PageKind::Story {
        cards.sort_by_key(|row| std::cmp::Reverse(row.window[0]));
    }
    for row in &cards {
        reader.touch(key(row.id));
        touch_pictures(reader, &row.card.picture);
    }
    Ok(cards.into_iter().map(|row| row.card).collect())
}

/// Returns whether any page of a kind is public. The footprint has only the key of that page, so that writes of others
/// invalidate nothing.
pub async fn has_pages(reader: &mut BaseReader, kind: PageKind) -> Result<bool, Error> {
    for page in store::page_windows(reader, kind).await? {
        if reader.is_open(page.window[0], page.window[1]) {
            reader.touch(key(page.id));
            return Ok(true);
        }
    }
    reader.touch(list_key(kind));
    Ok(false)
}

/// Returns the slugs of this page.
pub async fn slugs_of(reader: &mut BaseReader, id: PageId) -> Result<Translated<LocalSlug>, Error> {
    store::slugs(reader, id).await
}

/// Returns the slug, in the reader's language, of the public page with this code.
pub async fn slug_by_code(reader: &mut Reader, kind: PageKind, code: &str) -> Result<Option<String>, Error> {
    let cards = page_cards(reader, kind).await?;
    Ok(cards.iter().find(|card| card.code == code).map(|card| card.slug.clone()))
}

/// Returns the slugs of the public pages in a shard of a sitemap. A shard has the pages of a kind from
/// `(number - 1) * size` to `number * size`, public or not, so that a publication moves no page to another shard.
pub async fn sitemap(
    reader: &mut BaseReader,
    kind: PageKind,
    number: i64,
    size: i64,
) -> Result<Vec<Translated<LocalSlug>>, Error> {
    store::sitemap(reader, kind, number, size).await
}

/// Returns the numbers, from 1 on, of the shards of this size that have any public page.
pub async fn sitemap_shards(reader: &mut BaseReader, kind: PageKind, size: i64) -> Result<Vec<i64>, Error> {
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
    let wanted: Vec<_> = stored.iter().filter_map(|row| row.body.picture()).copied().collect();
    let images = store::images(reader, &wanted, language).await?;
    touch_pictures(reader, images.values().chain(&row.picture));
    let look_up = |picture| images.get(&picture).cloned();
    let block = |row: store::BlockRow| {
        let language = Language::from_code(&row.borrowed_from);
        Some(PageBlock { block: row.body.with_picture(look_up)?, language })
    };
    let languages = reader.locale.languages();
    Ok(Some(Page {
        id,
        title: row.origins.local_text(row.title, store::TITLE, languages),
        summary: row.origins.local_text(row.summary, store::SUMMARY, languages),
        picture: row.picture,
        published_from: row.window[0],
        blocks: stored.into_iter().filter_map(block).collect(),
    }))
}

/// Records that the reader depends on the texts of these pictures. Their bytes never change.
fn touch_pictures<'a>(reader: &mut Reader, images: impl IntoIterator<Item = &'a ImageRef>) {
    for image in images {
        reader.touch(CacheKey::picture(&image.address));
    }
}
