//! Pages of links that change a cart: a code, or lines to share. A link changes nothing by itself; the page has a button.

use database::Error;
use leptos::prelude::*;
use types::Locale;

use super::{PrivateContext, PrivateResponse};
use crate::{
    address,
    page_context::RenderedPage,
    ui::{isolate, locale_field},
};

/// `/{locale}/discount/{code}`
pub(super) async fn discount(context: &mut PrivateContext<'_>, code: &str) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let path = |locale: Locale| address::discount(locale, code);
    let layout = context.layout(localizer.text("discount-title"), path).await?;
    let code = code.to_owned();
    let html = layout.document(|| {
        view! {
            <div class="wrap">
                <div class="notice">
                    <h1>{localizer.text("discount-title")}</h1>
                    <p><span class="code">{isolate(code.clone())}</span></p>
                    <form method="post" action="/actions/cart/code">
                        {locale_field(localizer.locale)}
                        <input type="hidden" name="code" value=code/>
                        <button class="button" type="submit">{localizer.text("discount-use")}</button>
                    </form>
                </div>
            </div>
        }
    });
    Ok(page_of(html))
}

/// `/{locale}/cart/shared?items=SKU:2,SKU`
pub(super) async fn shared_cart(context: &mut PrivateContext<'_>) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let items = context.query("items").unwrap_or_default().to_owned();
    let lines = checkout::read_shared_lines(&items);
    if lines.is_empty() {
        return Ok(PrivateResponse::SeeOther(address::cart(localizer.locale)));
    }
    let skus: Vec<_> = lines.iter().map(|(sku, _)| sku.clone()).collect();
    let known = catalog::cart_items(context.page.reader, &skus).await?;
    let query = vec![("items".to_owned(), items.clone())];
    let path = |locale: Locale| address::with_query(&address::shared_cart(locale), &query);
    let layout = context.layout(localizer.text("shared-cart"), path).await?;
    let shown: Vec<(String, u32)> = lines
        .iter()
        .filter_map(|(sku, units)| {
            let item =
                known.iter().find(|item| types::Sku::new(&item.sku).is_ok_and(|other| other.key() == sku.key()))?;
            Some((item.name.clone(), *units))
        })
        .collect();
    let html = layout.document(|| {
        let items_shown: Vec<_> = shown
            .into_iter()
            .map(|(name, units)| view! { <li><span>{isolate(name)}</span>" × "{localizer.number(units as usize)}</li> })
            .collect();
        view! {
            <div class="wrap">
                <div class="notice">
                    <h1>{localizer.text("shared-cart")}</h1>
                    <ul class="short-lines">{items_shown}</ul>
                    <form method="post" action="/actions/cart/add-shared">
                        {locale_field(localizer.locale)}
                        <input type="hidden" name="items" value=items/>
                        <button class="button" type="submit">{localizer.text("shared-cart-add")}</button>
                    </form>
                </div>
            </div>
        }
    });
    Ok(page_of(html))
}

const fn page_of(html: String) -> PrivateResponse {
    PrivateResponse::Page(RenderedPage { status: 200, html, preloads: Vec::new() })
}
