use std::sync::Arc;

use catalog::{CategoryNode, ProductCard};
use database::Error;
use leptos::prelude::*;
use types::{CategoryId, Gone, LocalText, ProductId};

use crate::{
    address,
    head::Head,
    localizer::{Localizer, non_blank},
    page_context::{PageContext, PageResponse, RenderedPage},
    pages::blocks,
    shell::Hydration,
    target,
    ui::{Cards, Heading, ProductRow, isolate_local},
};

/// Products that the page shows.
const PRODUCTS: usize = 8;

/// The answer at an address of an archived or deleted thing: a redirect where the merchant has set one, or a page (410)
/// that leads on to its category and to products like it.
pub(super) async fn respond(context: &mut PageContext<'_>, gone: &Gone) -> Result<PageResponse, Error> {
    let redirect = match &gone.redirect {
        Some(redirect) => target::path(context.reader, redirect).await?,
        None => None,
    };
    match redirect {
        Some(path) => Ok(PageResponse::Redirect(path)),
        None => page(context, gone).await.map(PageResponse::Page),
    }
}

async fn page(context: &mut PageContext<'_>, gone: &Gone) -> Result<RenderedPage, Error> {
    let localizer = context.localizer();
    let listing = context.site.listing_pictures;
    let categories = catalog::categories(context.reader).await?;
    let category = gone.category.and_then(|id| categories.iter().find(|node| node.id == id)).cloned();
    let similar = match gone.category {
        Some(category) => similar(context, category, gone.product).await?,
        None => Vec::new(),
    };
    let (key, products) = if similar.is_empty() {
        ("popular", catalog::popular(context.reader, context.listing_indexes, PRODUCTS / 2).await?)
    } else {
        ("related", similar)
    };
    let cards = Cards::lay_out(context.reader, listing, &products, Heading::Third).await?;
    let title = non_blank(gone.name.text.clone()).unwrap_or_else(|| localizer.text("gone-title"));
    let layout = context.layout(Head::noindex(title), Hydration::None).await?;
    let html = layout.document(|| {
        view! {
            {notice(localizer, gone, category)}
            <ProductRow id="products-title".to_owned() title=localizer.text(key) cards=cards/>
            {blocks::category_tiles(localizer, listing, "categories-title".to_owned(), localizer.text("browse"), &categories)}
        }
    });
    Ok(RenderedPage { status: 410, html, preloads: Vec::new() })
}

/// Returns other products of the category: those most like the product first, if it was one.
async fn similar(
    context: &mut PageContext<'_>,
    category: CategoryId,
    product: Option<ProductId>,
) -> Result<Vec<Arc<ProductCard>>, Error> {
    let product = product.unwrap_or(ProductId(0));
    catalog::similar(context.reader, context.listing_indexes, product, category, PRODUCTS).await
}

fn notice(localizer: Localizer, gone: &Gone, category: Option<CategoryNode>) -> impl IntoView {
    let text = if gone.product.is_some() { "gone-product" } else { "gone-page" };
    let name = Some(gone.name.clone()).filter(LocalText::has_words);
    let label = name.is_some().then(|| view! { <p class="label">{localizer.text("gone-title")}</p> });
    let heading = match name {
        Some(name) => view! { <h1>{isolate_local(name)}</h1> }.into_any(),
        None => view! { <h1>{localizer.text("gone-title")}</h1> }.into_any(),
    };
    let home = address::home(localizer.locale);
    let links = match category {
        Some(node) => {
            let [before, after] = localizer.text_around("gone-to-category", "category");
            view! {
                <a class="button" href=address::listing(localizer.locale, &node.slug)>
                    {before}{isolate_local(node.local_name(localizer.locale))}{after}
                </a>" "
                <a class="button button-quiet" href=home>{localizer.text("to-home")}</a>
            }
            .into_any()
        }
        None => view! { <a class="button" href=home>{localizer.text("to-home")}</a> }.into_any(),
    };
    view! {
        <div class="wrap">
            <div class="notice">
                {label}
                {heading}
                <p>{localizer.text(text)}</p>
                <p class="notice-links">{links}</p>
            </div>
        </div>
    }
}
