use database::Error;
use leptos::prelude::*;

use super::{PrivateContext, PrivateResponse};
use crate::{address, page_context::RenderedPage, ui::locale_field};

/// `/{locale}/orders`: the form that finds an order by number and e-mail address. It shows nothing: the answer goes by mail.
/// `is_missing` if a link led to no order.
pub(super) async fn page(context: &mut PrivateContext<'_>, is_missing: bool) -> Result<PrivateResponse, Error> {
    let localizer = context.page.localizer();
    let was_sent = context.query("notice") == Some("sent");
    let layout = context.layout(localizer.text("find-order"), address::find_order).await?;
    let html = layout.document(|| {
        let told = match (was_sent, is_missing) {
            (true, _) => Some(("told", "find-order-sent")),
            (false, true) => Some(("told told-bad", "find-order-missing")),
            (false, false) => None,
        };
        let told = told.map(|(class, key)| view! { <p class=class role="status">{localizer.text(key)}</p> });
        view! {
            <div class="find-order wrap">
                <h1>{localizer.text("find-order")}</h1>
                <p>{localizer.text("find-order-text")}</p>
                {told}
                <form class="checkout-form" method="post" action="/actions/orders/find">
                    {locale_field(localizer.locale)}
                    <div class="form-field">
                        <label for="number">{localizer.text("find-order-number")}</label>
                        <input class="field" id="number" name="number" type="text" dir="ltr" autocomplete="off" autocapitalize="characters" required maxlength="40"/>
                    </div>
                    <div class="form-field">
                        <label for="email">{localizer.text("field-email")}</label>
                        <input class="field" id="email" name="email" type="email" dir="ltr" autocomplete="email" required maxlength="254"/>
                    </div>
                    <button class="button" type="submit">{localizer.text("find-order-send")}</button>
                </form>
            </div>
        }
    });
    let status = if is_missing { 404 } else { 200 };
    Ok(PrivateResponse::Page(RenderedPage { status, html, preloads: Vec::new() }))
}
