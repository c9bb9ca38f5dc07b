use data_encoding::HEXLOWER;
use leptos::prelude::*;
use types::Money;

use super::CheckoutView;
use crate::ui::locale_field;

impl CheckoutView<'_> {
    pub(super) fn review_form(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let quote = &self.progress.cart.quote.quote;
        let version = self.progress.cart.cart.version;
        let key = self.progress.cart.cart.content.checkout.key.clone();
        let digest = HEXLOWER.encode(&quote.digest);
        let due = localizer.money(Money { minor: quote.due, currency: quote.currency });
        let button = if self.progress.payment().is_some_and(|option| option.kind == types::PaymentKind::Test) {
            localizer.text_with("place-and-pay", "amount", due)
        } else {
            localizer.text_with("place-order", "amount", due)
        };
        let message = match self.notice {
            Some("changed") => Some("place-changed"),
            Some("code-used-up") => Some("place-code-used-up"),
            Some("gift-card") => Some("place-gift-card-changed"),
            _ => None,
        };
        let message = message.map(|key| view! { <p class="told told-bad" role="alert">{localizer.text(key)}</p> });
        let note = self.progress.cart.cart.content.note.clone();
        let note = (!note.is_empty()).then(|| view! { <p class="step-digest" dir="auto">{note}</p> });
        view! {
            <form class="checkout-form" method="post" action="/actions/checkout/place" data-once="">
                {locale_field(localizer.locale)}
                <input type="hidden" name="digest" value=digest/>
                <input type="hidden" name="checkout" value=key/>
                <input type="hidden" name="version" value=version/>
                {message}
                {note}
                <button class="button button-wide" type="submit">{button}</button>
                <p class="form-hint">{localizer.text("place-text")}</p>
            </form>
        }
    }
}
