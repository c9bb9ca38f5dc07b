//! The paths of links to things of the shop.

use catalog::SluggedKind;
use content::PageKind;
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
