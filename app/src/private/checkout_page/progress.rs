use cart::CheckoutStep;
use checkout::{Company, Contact, FieldFault, QuotedCart, check_company, check_contact, country_of};
use jiff::civil::Date;
use pricing::documents::{DeliveryOption, PaymentOption};
use pricing_rules::PricingRulesDocument;
use types::{Country, PaymentKind, Timestamp};

use crate::{
    delivery,
    localizer::Localizer,
    private::summary::{RuleNames, SummaryFacts, gift_cards},
};

/// A checkout as far as it has come.
pub(in crate::private) struct Progress<'a> {
    pub(in crate::private) cart: &'a QuotedCart,
    pub(in crate::private) country: Option<Country>,
    pub(in crate::private) contact: Result<Contact, Vec<FieldFault>>,
    pub(in crate::private) company: Result<Option<Company>, Vec<FieldFault>>,
    /// The delivery methods that deliver this cart, each with the days between which it arrives.
    pub(super) deliveries: Vec<(&'a DeliveryOption, Option<[Date; 2]>)>,
    /// The ways to pay.
    pub(super) payments: Vec<PaymentOption>,
}

impl<'a> Progress<'a> {
    pub(in crate::private) fn of(
        localizer: Localizer,
        cart: &'a QuotedCart,
        rules: &PricingRulesDocument,
        kinds: &[PaymentKind],
        at: Timestamp,
    ) -> Self {
        let market = localizer.locale.market();
        let choices = &cart.cart.content.checkout;
        let country = country_of(&choices.contact, market);
        let contact = country.map_or_else(|| Err(Vec::new()), |country| check_contact(&choices.contact, country));
        let company = contact.as_ref().map_or(Ok(None), |contact| check_company(&choices.company, &contact.address));
        let quote = &cart.quote;
        let deliveries = quote.delivery.iter().filter(|option| option.price.is_ok());
        let deliveries = deliveries
            .map(|option| (option, option.days.and_then(|days| delivery::window(market, at, days))))
            .collect();
        let payments = pricing_rules::payments_for(rules, kinds, &market, &quote.destination, due_without_fees(cart));
        Self { cart, country, contact, company, deliveries, payments }
    }

    /// Returns the first step that is not finished.
    pub(in crate::private) fn first_open(&self) -> CheckoutStep {
        if self.contact.is_err() {
            CheckoutStep::Contact
        } else if self.delivery().is_none() && !self.cart.quote.delivery.is_empty() {
            CheckoutStep::Delivery
        } else if self.company.is_err() || (self.payment().is_none() && self.cart.quote.quote.due > 0) {
            CheckoutStep::Payment
        } else {
            CheckoutStep::Review
        }
    }

    /// Returns the delivery that the shopper has chosen, if it still delivers.
    pub(in crate::private) fn delivery(&self) -> Option<&(&'a DeliveryOption, Option<[Date; 2]>)> {
        let chosen = &self.cart.cart.content.checkout.delivery;
        self.deliveries.iter().find(|(option, _)| option.method == *chosen)
    }

    /// Returns the way to pay that the shopper has chosen, if it still can be used.
    pub(in crate::private) fn payment(&self) -> Option<&PaymentOption> {
        let chosen = &self.cart.cart.content.checkout.payment;
        self.payments.iter().find(|option| option.method == *chosen)
    }

    pub(super) fn facts(&self, names: &RuleNames<'_>) -> SummaryFacts {
        let quote = &self.cart.quote;
        let promotions = quote.quote.applied.iter().map(|of| (of.promotion.clone(), names.promotion(&of.promotion)));
        SummaryFacts {
            delivery: quote.delivery_method.as_ref().map(|method| names.delivery(method)),
            is_estimate: self.delivery().is_none(),
            promotions: promotions.collect(),
            gift_cards: gift_cards(self.cart),
        }
    }
}

/// Returns the amount that is left to pay, without the fee of a way to pay.
fn due_without_fees(cart: &QuotedCart) -> i64 {
    let quote = &cart.quote.quote;
    (quote.due - quote.fees).max(0)
}
