use content::Page;
use database::Error;
use leptos::prelude::*;
use types::{ImageRef, Locale};

use super::{Laid, blocks, found, unwritten_home};
use crate::{
    address,
    head::{self, Head, Kind},
    shell::Movement,
    ui::RecentShelf,
    visit::Visit,
};

/// `/{locale}`: what the merchant has put in the window, or else what there is to put in it.
pub(super) async fn page(visit: &mut Visit<'_>) -> Result<Laid, Error> {
    match content::home(visit.reader).await? {
        Some(page) => written(visit, page).await,
        None => unwritten_home::page(visit).await,
    }
}

async fn written(visit: &mut Visit<'_>, page: Page) -> Result<Laid, Error> {
    let (words, listing) = (visit.words(), visit.site.listing_pictures);
    let shown = blocks::load(visit, page.blocks).await?;
    let preloads = blocks::preloads(&shown);
    let head = head_of(visit, page.title, page.summary, page.picture);
    let frame = visit.frame(head, Movement::Islands).await?;
    let html = frame.document(|| {
        view! {
            {blocks::view(words, listing, shown)}
            <RecentShelf words=words listing=listing current=None/>
        }
    });
    Ok(found(html, preloads))
}

pub(super) fn head_of(visit: &Visit<'_>, title: String, description: String, image: Option<ImageRef>) -> Head {
    let words = visit.words();
    Head {
        title,
        description,
        canonical: address::home(words.locale),
        alternates: Locale::ALL.into_iter().map(|locale| (locale, address::home(locale))).collect(),
        image,
        kind: Kind::Website,
        listed: true,
        data: vec![head::organization(visit.site, words)],
    }
}
