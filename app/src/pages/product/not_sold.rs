use catalog::Product;
use database::Error;
use leptos::prelude::*;

use super::super::{PageOutcome, home_crumb};
use crate::{
    address::{self, Alternate},
    head::Head,
    page_context::PageContext,
    shell::{Hydration, market_name},
    ui::{Breadcrumbs, Cards, Crumb, Heading, ProductRow, isolate_local},
};

/// Lays out a product that the market does not sell: its name, the reason, and what else there is. Search engines are told not to list
/// it. The switcher leads to the same product in other countries.
pub(super) async fn page(context: &mut PageContext<'_>, product: &Product) -> Result<PageOutcome, Error> {
    let localizer = context.localizer();
    let popular = catalog::popular(context.reader, context.listing_indexes, 4).await?;
    let listing = context.site.listing_pictures;
    let popular = Cards::lay_out(context.reader, listing, &popular, Heading::Third).await?;
    let path = |locale, slug: &str| address::product(locale, slug);
    let alternates = address::in_every_locale(context.setup.locales(), &product.slugs, path);
    // Other countries are in the switcher, and in no link for search engines.
    let alternates = alternates.into_iter().map(|page| Alternate { is_indexed: false, ..page }).collect();
    let head = Head { alternates, ..Head::noindex(product.name.text.clone()) };
    let market = market_name(localizer.locale);
    let path = vec![
        home_crumb(localizer),
        Crumb { name: product.name.clone(), path: address::product(localizer.locale, &product.slug) },
    ];
    let layout = context.layout(head, Hydration::None).await?;
    let html = layout.document(|| {
        view! {
            <div class="wrap">
                <Breadcrumbs localizer=localizer path=path/>
                <div class="notice">
                    <p class="label">{localizer.text_with("not-sold-here", "market", market)}</p>
                    <h1>{isolate_local(product.name.clone())}</h1>
                    <p>{localizer.text("not-sold-here-text")}</p>
                    <p class="notice-links">
                        <a class="button" href=address::home(localizer.locale)>{localizer.text("to-home")}</a>
                    </p>
                </div>
            </div>
            <ProductRow id="popular-title".to_owned() title=localizer.text("popular") cards=popular/>
        }
    });
    Ok(PageOutcome::rendered(html, Vec::new()))
}
