use leptos::prelude::*;
use types::Money;

use super::CartView;
use crate::{
    private::summary::{self, SummaryFacts, gift_cards, summary},
    ui::locale_field,
};

impl CartView<'_> {
    pub(super) fn totals(&self) -> AnyView {
        let localizer = self.localizer;
        let quote = &self.cart.quote;
        let facts = self.facts();
        let has_lines = !quote.lines.is_empty();
        view! {
            <section class="cart-sums" aria-labelledby="sums">
                <h2 id="sums" class="hidden">{localizer.text("sum-title")}</h2>
                {self.free_delivery()}
                {summary(localizer, &quote.quote, &facts)}
                {quote.delivery_method.is_none().then(|| view! { <p class="soft">{localizer.text("sum-no-delivery")}</p> })}
                {has_lines
                    .then(|| {
                        view! {
                            <form method="post" action="/actions/checkout/begin">
                                {locale_field(localizer.locale)}
                                <button class="button button-wide" type="submit">{localizer.text("to-checkout")}</button>
                            </form>
                        }
                    })}
                {self.codes()}
                {self.estimate()}
                {self.share()}
            </section>
        }
        .into_any()
    }

    /// Returns the facts of this cart's summary.
    pub(super) fn facts(&self) -> SummaryFacts {
        let quote = &self.cart.quote;
        let promotions =
            quote.quote.applied.iter().map(|of| (of.promotion.clone(), self.names.promotion(&of.promotion)));
        let chosen = &self.cart.cart.content.checkout.delivery;
        let is_estimate = quote.is_estimate || quote.delivery_method.as_ref() != Some(chosen);
        SummaryFacts {
            delivery: quote.delivery_method.as_ref().map(|method| self.names.delivery(method)),
            is_estimate,
            promotions: promotions.collect(),
            gift_cards: gift_cards(self.cart),
        }
    }

    pub(super) fn free_delivery(&self) -> Option<impl IntoView + use<>> {
        let localizer = self.localizer;
        let quote = &self.cart.quote;
        let method = quote.delivery_method.as_ref()?;
        let option = quote.delivery.iter().find(|option| option.method == *method);
        let (missing, from) = summary::missing_for_free_delivery(&quote.quote, option)?;
        let money = |minor: i64| localizer.money(Money { minor, currency: quote.quote.currency });
        let text = localizer.text_with("free-delivery-from", "amount", money(missing));
        let (value, max) = (from - missing, from);
        view! {
            <p class="free-delivery">
                {text}" "<progress value=value max=max aria-hidden="true"></progress>
            </p>
        }
        .into()
    }

    pub(super) fn note(&self) -> AnyView {
        let localizer = self.localizer;
        let note = self.cart.cart.content.note.clone();
        let is_open = !note.is_empty();
        view! {
            <details class="cart-more" open=is_open>
                <summary>{localizer.text("cart-note")}</summary>
                <form class="stack" method="post" action="/actions/cart/note" data-cart-form="note">
                    {locale_field(localizer.locale)}
                    <label class="hidden" for="note">{localizer.text("cart-note")}</label>
                    <textarea class="field" id="note" name="note" rows="3" maxlength="500" dir="auto">{note}</textarea>
                    <button class="button button-quiet" type="submit">{localizer.text("save")}</button>
                </form>
            </details>
        }
        .into_any()
    }
}
