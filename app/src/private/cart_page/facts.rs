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
    /// The least and the most value of the goods at which the delivery has the price that it has now; `None` if its price
    /// depends on more.
    pub(super) fixed_delivery: Option<String>,
}

impl Facts {
    pub(super) fn of(localizer: Localizer, cart: &VisitorsCart, rules: &PricingRulesDocument) -> Self {
        let VisitorsCart::Quoted(cart) = cart else {
            return Self { quote: None, money: None, fixed_delivery: None };
        };
        let quote = &cart.quote;
        let currency = quote.quote.currency;
        let money = MoneyPattern::read(currency.decimals().into(), |minor| localizer.money(Money { minor, currency }));
        let market = localizer.locale.market().code();
        let values = match &quote.delivery_method {
            None => Some([0, i64::MAX]),
            Some(method) => {
                let method = rules.delivery_methods.iter().find(|of| of.id == *method);
                let value = quote.quote.goods;
                method.and_then(|of| of.values_of_one_price(market, currency, &quote.destination, value))
            }
        };
        Self {
            quote: Some(BASE64.encode(&pricing::encode_request(&quote.request))),
            money: money.map(|pattern| pattern.to_attribute()),
            fixed_delivery: values.map(|[least, most]| format!("{least} {most}")),
        }
    }
}
