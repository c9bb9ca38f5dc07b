//! The terms of delivery and return in schema.org's vocabulary. They say no more than the page does: the cost of
//! delivery is not known before the checkout.

use jiff::civil::Weekday;
use serde_json::{Value, json};
use types::{Market, Timestamp};

use crate::{
    delivery::{LAST_ORDER, RETURN_DAYS, days_on_the_way, is_working},
    localizer::market_time,
};

/// The `@id` of the terms of delivery within a page.
pub(super) const SHIPPING: &str = "#shipping";
/// The `@id` of the terms of return within a page.
pub(super) const RETURNS: &str = "#returns";

/// Returns schema.org's OfferShippingDetails of every order in a market.
pub(super) fn shipping(market: Market, at: Timestamp) -> Value {
    let days = days_on_the_way(market);
    // Offsets change with the season. Shoppers go by the present one.
    let offset = market_time(market, at).strftime("%:z").to_string();
    json!({
        "@context": "https://schema.org",
        "@type": "OfferShippingDetails",
        "@id": SHIPPING,
        "shippingDestination": { "@type": "DefinedRegion", "addressCountry": country(market) },
        "deliveryTime": {
            "@type": "ShippingDeliveryTime",
            "cutoffTime": format!("{LAST_ORDER:02}:00:00{offset}"),
            "handlingTime": whole_days(0, 1),
            "transitTime": whole_days(days, days),
            "businessDays": { "@type": "OpeningHoursSpecification", "dayOfWeek": working_days() },
        },
    })
}

/// Returns schema.org's MerchantReturnPolicy in a market. `page` is the address of the merchant's explanation.
pub(super) fn returns(market: Market, page: &str) -> Value {
    json!({
        "@context": "https://schema.org",
        "@type": "MerchantReturnPolicy",
        "@id": RETURNS,
        "applicableCountry": country(market),
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": RETURN_DAYS,
        "returnFees": "https://schema.org/FreeReturn",
        "merchantReturnLink": page,
    })
}

/// Returns the ISO 3166-1 alpha-2 code.
fn country(market: Market) -> String {
    market.code().to_ascii_uppercase()
}

fn whole_days(least: usize, most: usize) -> Value {
    json!({ "@type": "QuantitativeValue", "minValue": least, "maxValue": most, "unitCode": "DAY" })
}

fn working_days() -> Vec<String> {
    let week = Weekday::Monday.cycle_forward().take(7);
    week.filter(|day| is_working(*day)).map(|day| format!("https://schema.org/{day:?}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipping_is_what_the_page_promises() {
        let at = Timestamp("2026-11-26T09:00:00Z".parse::<jiff::Timestamp>().unwrap().as_millisecond());

        let shipping = shipping(Market::Us, at);

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
