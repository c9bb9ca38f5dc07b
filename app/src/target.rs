//! The paths of links to things of the shop.

use catalog::SluggedKind;
use content::{PageCard, PageKind};
use database::{Error, Reader};
use types::{Slug, TargetDocument};

use crate::address;

/// Returns the path of a target in the reader's locale. `None` if it is not public.
pub(crate) async fn path(reader: &mut Reader, target: &TargetDocument) -> Result<Option<String>, Error> {
    let locale = reader.locale;
    Ok(match target {
        TargetDocument::Product(code) => {
            catalog_slug(reader, SluggedKind::Product, code).await?.map(|slug| address::product(locale, &slug))
        }
        TargetDocument::Category(code) => {
            catalog_slug(reader, SluggedKind::Category, code).await?.map(|slug| address::listing(locale, &slug))
        }
        TargetDocument::Collection(code) => {
            catalog_slug(reader, SluggedKind::Collection, code).await?.map(|slug| address::listing(locale, &slug))
        }
        TargetDocument::Story(code) => {
            page_slug(reader, PageKind::Story, code).await?.map(|slug| address::story(locale, &slug))
        }
        TargetDocument::Page(code) => {
            page_slug(reader, PageKind::Page, code).await?.map(|slug| address::page(locale, &slug))
        }
    })
}

async fn catalog_slug(reader: &mut Reader, kind: SluggedKind, code: &Slug) -> Result<Option<String>, Error> {
    catalog::slug_by_code(reader, kind, code.as_str()).await
}

async fn page_slug(reader: &mut Reader, kind: PageKind, code: &Slug) -> Result<Option<String>, Error> {
    content::slug_by_code(reader, kind, code.as_str()).await
}

/// A public target, as links show it.
pub(crate) struct NamedTarget {
    pub(crate) path: String,
    pub(crate) name: String,
}

/// Returns the path and the name of a target in the reader's locale. `None` if it is not public, or not sold in the market.
pub(crate) async fn named(reader: &mut Reader, target: &TargetDocument) -> Result<Option<NamedTarget>, Error> {
    let locale = reader.locale;
    let found = match target {
        TargetDocument::Product(code) => {
            let cards = catalog::cards_by_code(reader, &[code.as_str().to_owned()]).await?;
            cards.first().map(|card| (address::product(locale, &card.slug), card.name.text.clone()))
        }
        TargetDocument::Category(code) => {
            let categories = catalog::categories(reader).await?;
            let category = categories.iter().find(|category| category.code == code.as_str());
            category.map(|category| (address::listing(locale, &category.slug), category.name.clone()))
        }
        TargetDocument::Collection(code) => {
            let cards = catalog::collection_cards(reader, &[code.as_str().to_owned()]).await?;
            cards.first().map(|card| (address::listing(locale, &card.slug), card.name.clone()))
        }
        TargetDocument::Story(code) => {
            let card = page_card(reader, PageKind::Story, code).await?;
            card.map(|card| (address::story(locale, &card.slug), card.title))
        }
        TargetDocument::Page(code) => {
            let card = page_card(reader, PageKind::Page, code).await?;
            card.map(|card| (address::page(locale, &card.slug), card.title))
        }
    };
    Ok(found.map(|(path, name)| NamedTarget { path, name }))
}

async fn page_card(reader: &mut Reader, kind: PageKind, code: &Slug) -> Result<Option<PageCard>, Error> {
    let cards = content::page_cards(reader, kind).await?;
    Ok(cards.iter().find(|card| card.code == code.as_str()).cloned())
}
