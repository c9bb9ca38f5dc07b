use database::Error;
use leptos::prelude::*;

use crate::{
    address,
    head::Head,
    page_context::PageContext,
    page_context::RenderedPage,
    pages::blocks,
    shell::Hydration,
    ui::{Cards, Heading, ProductRow},
};

/// The page for addresses that lead nowhere (404), with links to start from.
pub(super) async fn page(context: &mut PageContext<'_>) -> Result<RenderedPage, Error> {
    let localizer = context.localizer();
    let popular = catalog::popular(context.reader, context.listing_indexes, 4).await?;
    let listing = context.site.listing_pictures;
    let popular = Cards::lay_out(context.reader, listing, &popular, Heading::Third).await?;
    let categories = catalog::categories(context.reader).await?;
    let layout = context.layout(Head::noindex(localizer.text("not-found-title")), Hydration::None).await?;
    let html = layout.document(|| {
        view! {
            <div class="wrap">
                <div class="notice">
                    <p class="label">"404"</p>
                    <h1>{localizer.text("not-found-title")}</h1>
                    <p>{localizer.text("not-found-text")}</p>
                    <p class="notice-links">
                        <a class="button" href=address::home(localizer.locale)>{localizer.text("to-home")}</a>
                    </p>
                </div>
            </div>
            {blocks::category_tiles(localizer, listing, "categories-title".to_owned(), localizer.text("browse"), &categories)}
            <ProductRow id="popular-title".to_owned() title=localizer.text("popular") cards=popular/>
        }
    });
    Ok(RenderedPage { status: 404, html, preloads: Vec::new() })
}
