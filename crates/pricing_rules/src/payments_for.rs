use pricing::documents::{Destination, PaymentOption, payment_options};
use types::{Market, PaymentKind};

use crate::PricingRulesDocument;

/// Returns the ways to pay an order of a market to an address, of which `due` is left after gift cards and credit, without
/// any fee. `kinds` are those that the shop is connected to. If nothing is due, none is needed.
pub fn payments_for(
    rules: &PricingRulesDocument,
    kinds: &[PaymentKind],
    market: &Market,
    destination: &Destination,
    due: i64,
) -> Vec<PaymentOption> {
    let place = (market.code(), market.currency());
    payment_options(&rules.payment_methods, rules.cash_on_delivery.as_ref(), kinds, place, destination, due)
}
