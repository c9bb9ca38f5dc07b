use cart::GiftCardOfCart;
use leptos::prelude::*;
use pricing::{NotApplied, NotAppliedReason};
use types::Money;

use super::CartView;
use crate::{
    private::CartNotice,
    ui::{isolate, locale_field},
};

impl CartView<'_> {
    /// Renders the codes with their effects, and the form for another one.
    pub(super) fn codes(&self) -> AnyView {
        let localizer = self.localizer;
        let content = &self.cart.cart.content;
        let codes: Vec<_> = content.codes.iter().map(|code| self.code(code)).collect();
        let cards: Vec<_> = content.gift_cards.iter().map(|card| self.gift_card(card)).collect();
        let is_open = matches!(
            self.notice,
            Some(
                CartNotice::CodeMalformed
                    | CartNotice::TooManyCodes
                    | CartNotice::GiftCardUnknown
                    | CartNotice::GiftCardUnusable
            )
        );
        view! {
            {(!codes.is_empty() || !cards.is_empty()).then(|| view! { <ul class="cart-codes">{codes}{cards}</ul> })}
            <details class="cart-more" open=is_open>
                <summary>{localizer.text("code-add")}</summary>
                <form class="row" method="post" action="/actions/cart/code" data-cart-form="code">
                    {locale_field(localizer.locale)}
                    <label class="hidden" for="code">{localizer.text("code-label")}</label>
                    <input class="field" id="code" name="code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" dir="ltr" required maxlength="64"/>
                    <button class="button button-quiet" type="submit">{localizer.text("code-use")}</button>
                </form>
            </details>
        }
        .into_any()
    }

    pub(super) fn code(&self, code: &str) -> AnyView {
        let localizer = self.localizer;
        let folded = |text: &str| text.trim().to_lowercase();
        let quote = &self.cart.quote.quote;
        let applied =
            quote.applied.iter().find(|of| of.code.as_deref().is_some_and(|other| folded(other) == folded(code)));
        let refused =
            quote.not_applied.iter().find(|of| of.code.as_deref().is_some_and(|other| folded(other) == folded(code)));
        let reason = match (applied, refused) {
            (None, Some(refused)) => Some(self.reason(refused)),
            _ => None,
        };
        let shown = code.to_owned();
        view! {
            <li>
                <span class="code">{isolate(shown.clone())}</span>
                {reason.map(|reason| view! { <span class="told told-bad">{reason}</span> })}
                <form method="post" action="/actions/cart/remove-code" data-cart-form="remove-code">
                    {locale_field(localizer.locale)}
                    <input type="hidden" name="code" value=shown.clone()/>
                    <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", shown.clone())>{localizer.text("cart-remove")}</button>
                </form>
            </li>
        }
        .into_any()
    }

    pub(super) fn gift_card(&self, card: &GiftCardOfCart) -> AnyView {
        let localizer = self.localizer;
        let name = format!("{} …{}", localizer.text("sum-gift-card"), card.last_four);
        let is_usable = self.cart.gift_cards.iter().any(|usable| usable.id == card.id);
        let reason =
            (!is_usable).then(|| view! { <span class="told told-bad">{localizer.text("gift-card-unusable")}</span> });
        let id = card.id;
        view! {
            <li>
                <span class="code">{isolate(name.clone())}</span>
                {reason}
                <form method="post" action="/actions/cart/remove-gift-card" data-cart-form="remove-gift-card">
                    {locale_field(localizer.locale)}
                    <input type="hidden" name="card" value=id/>
                    <button class="link" type="submit" aria-label=localizer.text_with("cart-remove-name", "name", name.clone())>{localizer.text("cart-remove")}</button>
                </form>
            </li>
        }
        .into_any()
    }

    /// Returns the sentence that tells why a code takes nothing off.
    pub(super) fn reason(&self, refused: &NotApplied) -> String {
        let localizer = self.localizer;
        let money = |minor: i64| localizer.money(Money { minor, currency: self.cart.quote.quote.currency });
        match &refused.reason {
            NotAppliedReason::UnknownCode => localizer.text("code-unknown"),
            NotAppliedReason::OtherMarkets => localizer.text("code-other-markets"),
            NotAppliedReason::UsedUp => localizer.text("code-used-up"),
            NotAppliedReason::NotYet { from } => localizer.text_with("code-not-yet", "date", localizer.date(*from)),
            NotAppliedReason::Expired { to } => localizer.text_with("code-expired", "date", localizer.date(*to)),
            NotAppliedReason::NoEligibleItems => localizer.text("code-no-items"),
            NotAppliedReason::NeedsValue { needed, have } => {
                localizer.text_with_all("code-needs-value", [("needed", money(*needed)), ("have", money(*have))])
            }
            NotAppliedReason::NeedsQuantity { needed, have } => localizer.text_with_all(
                "code-needs-quantity",
                [("needed", localizer.number(*needed as usize)), ("have", localizer.number(*have as usize))],
            ),
            NotAppliedReason::NothingToDiscount => localizer.text("code-nothing"),
            NotAppliedReason::OtherOfGroup { by } | NotAppliedReason::Exclusive { by } => {
                localizer.text_with("code-other-saves-more", "name", self.names.promotion(by).text)
            }
            NotAppliedReason::OthersSaveMore => localizer.text("code-others-save-more"),
        }
    }
}
