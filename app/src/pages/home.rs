mod unwritten;

use content::Page;
use database::Error;
use leptos::prelude::*;
use types::ImageRef;

use super::{PageOutcome, blocks};
use crate::{
    address,
    head::{self, Head, OpenGraphType},
    page_context::PageContext,
    shell::Hydration,
    ui::RecentlyViewedRow,
};

/// `/{locale}`: the home page that the merchant wrote, or else one made of the shop's products.
pub(super) async fn page(context: &mut PageContext<'_>) -> Result<PageOutcome, Error> {
    match content::home(context.reader).await? {
        Some(page) => written_home(context, page).await,
        None => unwritten::page(context).await,
    }
}

async fn written_home(context: &mut PageContext<'_>, page: Page) -> Result<PageOutcome, Error> {
    let (localizer, listing) = (context.localizer(), context.site.listing_pictures);
    let blocks = blocks::resolve(context, page.blocks).await?;
    let preloads = blocks::preloads(&blocks);
    let head = head_of(context, page.title.text, page.summary.text, page.picture);
    let layout = context.layout(head, Hydration::Islands).await?;
    let html = layout.document(|| {
        view! {
            {blocks::view(localizer, listing, blocks)}
            <RecentlyViewedRow localizer=localizer listing=listing current=None/>
        }
    });
    Ok(PageOutcome::rendered(html, preloads))
}

fn head_of(context: &PageContext<'_>, title: String, description: String, image: Option<ImageRef>) -> Head {
    let localizer = context.localizer();
    Head {
        title,
        description,
        canonical: address::home(localizer.locale),
        alternates: address::everywhere(context.setup.locales(), address::home),
        image,
        kind: OpenGraphType::Website,
        indexable: true,
        data: vec![head::organization(context.site, context.setup.look(), localizer)],
    }
}
