//! The terms of delivery and return in schema.org's vocabulary. They say no more than the page does: the cost of
//! delivery is not known before the checkout.

use jiff::civil::Weekday;
use serde_json::{Value, json};
use types::{DeliveryTimes, Market, Timestamp};

use crate::localizer::market_time;

/// The `@id` of the terms of delivery within a page.
pub(super) const SHIPPING: &str = "#shipping";
/// The `@id` of the terms of return within a page.
pub(super) const RETURNS: &str = "#returns";

/// Returns schema.org's OfferShippingDetails of every order in a market, if it promises a day.
pub(super) fn shipping(market: Market, at: Timestamp) -> Option<Value> {
    let times = market.facts().delivery.as_ref()?;
    // Offsets change with the season. Shoppers go by the present one.
    let offset = market_time(market, at).strftime("%:z").to_string();
    Some(json!({
        "@context": "https://schema.org",
        "@type": "OfferShippingDetails",
        "@id": SHIPPING,
        "shippingDestination": { "@type": "DefinedRegion", "addressCountry": countries(market) },
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "cutoffTime": format!("{}{offset}", times.last_order),
            "handlingTime": whole_days(0, 1),
            "transitTime": whole_days(times.least_days, times.most_days),
            "businessDays": { "@type": "OpeningHoursSpecification", "dayOfWeek": working_days(times) },
        },
    }))
}

/// Returns schema.org's MerchantReturnPolicy in a market, if returns are free there. `page` is the address of the merchant's
/// explanation.
pub(super) fn returns(market: Market, page: &str) -> Option<Value> {
    let days = market.facts().returns_days?;
    Some(json!({
        "@context": "https://schema.org",
        "@type": "MerchantReturnPolicy",
        "@id": RETURNS,
        "applicableCountry": countries(market),
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": days,
        "returnFees": "https://schema.org/FreeReturn",
        "merchantReturnLink": page,
    }))
}

/// Returns the ISO 3166-1 alpha-2 codes of a market's countries, or its only one.
fn countries(market: Market) -> Value {
    match market.facts().countries.as_slice() {
        [only] => only.code().into(),
        several => several.iter().map(|country| country.code()).collect(),
    }
}

fn whole_days(least: u32, most: u32) -> Value {
    json!({ "@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY" })
}

fn working_days(times: &DeliveryTimes) -> Vec<String> {
    let week = Weekday::Monday.cycle_forward().take(7);
    let working = week.filter(|day| times.working_days.contains(*day));
    working.map(|day| format!("https://schema.org/{day:?}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipping_is_what_the_page_promises() {
        let at = Timestamp("2026-11-26T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());

        let shipping = shipping(setup::testing::market("us"), at).unwrap();

        let time = &shipping["deliveryTime"];
        assert_eq!(shipping["shippingDestination"]["addressCountry"], "US");
        assert_eq!(time["cutoffTime"], "14:00:00-05:00");
        assert_eq!([&time["handlingTime"]["maxValue"], &time["transitTime"]["maxValue"]], [1, 6]);
        let days = time["businessDays"]["dayOfWeek"].as_array().unwrap();
        assert_eq!(
            (days.len(), &days[0], &days[5]),
            (6, &json!("https://schema.org/Monday"), &json!("https://schema.org/Saturday"))
        );
    }
}
