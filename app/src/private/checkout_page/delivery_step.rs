use cart::CheckoutStep;
use jiff::civil::Date;
use leptos::prelude::*;
use pricing::documents::{DeliveryKind, DeliveryOption};
use types::Money;

use super::CheckoutView;
use crate::ui::{isolate_local, locale_field};

impl CheckoutView<'_> {
    pub(super) fn delivery_form(&self) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let chosen = self.progress.delivery().map(|(option, _)| option.method.clone());
        let priced = self.progress.cart.quote.delivery_method.clone();
        let chosen = chosen.or(priced).unwrap_or_default();
        let options: Vec<_> = self
            .progress
            .deliveries
            .iter()
            .map(|(option, days)| self.delivery_option(option, *days, &chosen))
            .collect();
        let none = options.is_empty().then(|| view! { <p class="told told-bad">{localizer.text("delivery-none")}</p> });
        let is_missing = self.was_sent(CheckoutStep::Delivery) && self.progress.delivery().is_none() && none.is_none();
        let missing =
            is_missing.then(|| view! { <p class="told told-bad" role="alert">{localizer.text("delivery-choose")}</p> });
        let button = none.is_none().then(|| {
            view! { <button class="button button-wide" type="submit">{localizer.text("checkout-to-payment")}</button> }
        });
        view! {
            <form class="checkout-form" method="post" action="/actions/checkout/delivery">
                {locale_field(localizer.locale)}
                {none}
                {missing}
                <fieldset class="choices">
                    <legend class="hidden">{localizer.text("checkout-delivery")}</legend>
                    {options}
                </fieldset>
                {button}
            </form>
        }
    }

    pub(super) fn delivery_digest(&self) -> impl IntoView + use<> {
        let (option, days) = self.progress.delivery()?;
        let name = self.names.delivery(&option.method);
        let days = self.arrival(option, *days);
        Some(
            view! { <p class="step-digest">{isolate_local(name)}" "{days.map(|days| view! { <span class="soft">{days}</span> })}</p> },
        )
    }

    fn delivery_option(&self, option: &DeliveryOption, days: Option<[Date; 2]>, chosen: &str) -> impl IntoView + use<> {
        let localizer = self.localizer;
        let currency = self.progress.cart.quote.quote.currency;
        let price = match option.price {
            Ok(0) | Err(_) => localizer.text("free"),
            Ok(minor) => localizer.money(Money { minor, currency }),
        };
        let name = self.names.delivery(&option.method);
        let days = self.arrival(option, days);
        let method = option.method.clone();
        let is_chosen = method == chosen;
        view! {
            <label class="choice">
                <input type="radio" name="delivery" value=method checked=is_chosen required/>
                <span class="choice-main">
                    <span>{isolate_local(name)}</span>
                    {days.map(|days| view! { <span class="soft">{days}</span> })}
                </span>
                <bdi>{price}</bdi>
            </label>
        }
    }

    /// Returns the sentence about the days between which a delivery arrives, or can be fetched.
    fn arrival(&self, option: &DeliveryOption, days: Option<[Date; 2]>) -> Option<String> {
        let localizer = self.localizer;
        let [from, to] = days?.map(|day| localizer.coming_day(day));
        let (on, between) = match option.kind {
            DeliveryKind::Shipping => ("delivery-arrives-on", "delivery-arrives-between"),
            DeliveryKind::PickUp => ("delivery-ready-on", "delivery-ready-between"),
        };
        if from == to {
            return Some(localizer.text_with(on, "day", from));
        }
        Some(localizer.text_with_all(between, [("from", from), ("to", to)]))
    }
}
