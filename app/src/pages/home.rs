use content::{Block, Page, ProductSource};
use database::Error;
use leptos::prelude::*;
use types::{Locale, PageId};

use super::{Laid, blocks, found};
use crate::{
    address,
    head::{self, Head, Kind},
    shell::Movement,
    ui::RecentShelf,
    visit::Visit,
    words::Words,
};

/// The home page of a shop whose merchant has written none yet: its categories and its newest products.
fn unwritten(words: Words) -> Page {
    Page {
        id: PageId(0),
        title: words.text("shop-name"),
        summary: String::new(),
        picture: None,
        published_from: None,
        blocks: vec![
            Block::Categories { title: words.text("browse") },
            Block::ProductList { title: words.text("popular"), products: ProductSource::Popular, limit: 8 },
        ],
    }
}

/// `/{locale}`: what the merchant has put in the window.
pub(super) async fn page(visit: &mut Visit<'_>) -> Result<Laid, Error> {
    let words = visit.words();
    let page = content::home(visit.reader).await?.unwrap_or_else(|| unwritten(words));
    let listing = visit.site.listing_pictures;
    let shown = blocks::load(visit, page.blocks).await?;
    let preloads = blocks::preloads(&shown);
    let head = Head {
        title: page.title,
        description: page.summary,
        canonical: address::home(words.locale),
        alternates: Locale::ALL.into_iter().map(|locale| (locale, address::home(locale))).collect(),
        image: page.picture,
        kind: Kind::Website,
        listed: true,
        data: vec![head::organization(visit.site, words)],
    };
    let frame = visit.frame(head, Movement::Islands).await?;
    let html = frame.document(|| {
        view! {
            {blocks::view(words, listing, shown)}
            <RecentShelf words=words listing=listing current=None/>
        }
    });
    Ok(found(html, preloads))
}
