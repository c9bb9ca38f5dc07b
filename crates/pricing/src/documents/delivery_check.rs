//! The check of delivery methods.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    DeliveryMethodDocument, DeliveryRateDocument, DeliveryZoneDocument, DocumentFault, RateMeasure, fault::FaultList,
};

/// Returns every fault of a shop's delivery methods.
pub fn check_delivery(methods: &[DeliveryMethodDocument]) -> Vec<DocumentFault> {
    let mut faults = FaultList::default();
    let mut ids = BTreeSet::new();
    faults.items(methods, |faults, method| {
        faults.require(!method.id.is_empty() && method.id.len() <= 100, "id", "an id has 1 to 100 bytes");
        faults.require(ids.insert(&method.id), "id", "two delivery methods have this id; give each its own");
        faults.require(!method.name.is_empty(), "name", "a delivery method has a name, such as {\"en\": \"Express\"}");
        faults.require(
            method.volumetric_divisor != Some(0),
            "volumetric_divisor",
            "a divisor is at least 1, such as 5000",
        );
        faults.require(!method.zones.is_empty(), "zones", "a delivery method has a zone; write its area and rates");
        faults.field("zones", |faults| faults.items(&method.zones, |faults, zone| check_zone(method, zone, faults)));
    });
    faults.faults
}

fn check_zone(method: &DeliveryMethodDocument, zone: &DeliveryZoneDocument, faults: &mut FaultList) {
    faults.field("area", |faults| zone.area.check(faults));
    if let Some(free_from) = &zone.free_from {
        free_from.check(1, "free_from", faults);
    }
    faults.require(
        zone.days.is_none_or(|[fewest, most]| fewest <= most),
        "days",
        "the fewest days come first, such as [2, 4]",
    );
    faults.require(!zone.rates.is_empty(), "rates", "a zone has a rate, such as {\"price\": {\"AED\": 1500}}");
    faults.field("rates", |faults| {
        let mut before = None;
        faults.items(&zone.rates, |faults, rate| {
            check_rate(method, rate, faults);
            if method.rates_by != RateMeasure::Value {
                let rises = before.is_none_or(|before: Option<u64>| {
                    before.is_some_and(|most| rate.up_to.is_none_or(|up_to| up_to > most))
                });
                faults.require(rises, "up_to", "rates rise, and only the last one has no \"up_to\"");
                before = Some(rate.up_to);
            }
        });
        if method.rates_by == RateMeasure::Value {
            check_values(&zone.rates, faults);
        }
    });
}

/// Requires that rates by value rise in each list of amounts, and that only the last one covers any value.
fn check_values(rates: &[DeliveryRateDocument], faults: &mut FaultList) {
    let mut before = BTreeMap::new();
    let mut left = rates.len();
    faults.items(rates, |faults, rate| {
        left -= 1;
        let covers = |list| rate.up_to_value.as_ref().is_some_and(|most| most.0.contains_key(list));
        faults.require(
            left == 0 || rate.price.0.keys().all(covers),
            "up_to_value",
            "every rate but the last has an amount for each currency or market of its price",
        );
        let mut rises = true;
        for (list, most) in rate.up_to_value.iter().flat_map(|most| &most.0) {
            rises &= before.insert(*list, *most).is_none_or(|before| before < *most);
        }
        faults.require(rises, "up_to_value", "rates rise: each amount is above that of the rate before");
    });
}

fn check_rate(method: &DeliveryMethodDocument, rate: &DeliveryRateDocument, faults: &mut FaultList) {
    rate.price.check(0, "price", faults);
    let by_value = method.rates_by == RateMeasure::Value;
    faults.require(
        !(by_value && rate.up_to.is_some()),
        "up_to",
        "rates go by value here; write \"up_to_value\" per currency",
    );
    faults.require(
        by_value || rate.up_to_value.is_none(),
        "up_to_value",
        "rates don't go by value here; write \"up_to\"",
    );
    if let Some(most) = &rate.up_to_value {
        most.check(0, "up_to_value", faults);
    }
}
