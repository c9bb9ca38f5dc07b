use data_encoding::BASE64;
use pricing_rules::PricingRulesDocument;
use types::Money;

use crate::{islands::MoneyPattern, localizer::Localizer, private::VisitorsCart};

/// The facts from which a script calculates the amounts of a changed cart.
pub(super) struct Facts {
    /// The encoded request for the price.
    pub(super) quote: Option<String>,
    /// The way in which amounts are written.
    pub(super) money: Option<String>,
    /// True if the price of the delivery depends on nothing that a shopper changes here.
    pub(super) has_fixed_delivery: bool,
}

impl Facts {
    pub(super) fn of(localizer: Localizer, cart: &VisitorsCart, rules: &PricingRulesDocument) -> Self {
        let VisitorsCart::Quoted(cart) = cart else {
            return Self { quote: None, money: None, has_fixed_delivery: false };
        };
        let quote = &cart.quote;
        let currency = quote.quote.currency;
        let money = MoneyPattern::read(currency.decimals().into(), |minor| localizer.money(Money { minor, currency }));
        let delivery = |method: &String| {
            let method = rules.delivery_methods.iter().find(|of| of.id == *method);
            method.is_some_and(|method| method.has_one_price(&quote.destination))
        };
        Self {
            quote: Some(BASE64.encode(&pricing::encode_request(&quote.request))),
            money: money.map(|pattern| pattern.to_attribute()),
            has_fixed_delivery: quote.delivery_method.as_ref().is_none_or(delivery),
        }
    }
}
