use std::collections::BTreeMap;

use pricing::documents::{
    AmountsDocument, CashOnDeliveryDocument, DeliveryMethodDocument, PaymentMethodDocument, PromotionDocument,
    TaxRatesDocument,
};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use types::MarketCode;

/// The field of promotions, which are merged by id.
const PROMOTIONS: &str = "promotions";

/// The rules that prices in carts depend on, in the import and export format.
///
/// In an import, a field replaces the shop's, and `null` removes it; fields that are missing stay. Promotions are merged by
/// their ids: those that a file doesn't name stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricingRulesDocument {
    /// The promotions.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<PromotionDocument>,
    /// The ways in which orders reach their buyers, in the order in which shoppers see them.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub delivery_methods: Vec<DeliveryMethodDocument>,
    /// Cash on delivery, if the shop has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery: Option<CashOnDeliveryDocument>,
    /// The ways to pay beside cash on delivery, in the order in which shoppers see them.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub payment_methods: Vec<PaymentMethodDocument>,
    /// The tax rates beside those of the markets.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "is_default")]
    pub tax_rates: TaxRatesDocument,
    /// The ISO 3166-2 codes of the subdivisions that the shop sends from, by market, where its tax depends on it.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "BTreeMap::is_empty")]
    pub home_regions: BTreeMap<MarketCode, String>,
    /// The steps that totals are rounded to, per currency or market, in minor units.
    #[serde(default, deserialize_with = "null_as_default", skip_serializing_if = "is_default")]
    pub round_to: AmountsDocument,
}

impl PricingRulesDocument {
    /// Returns the rules after the import of `given`, the object of a file. Fails if `given` has not the form of such a document.
    pub fn merged(&self, given: Value) -> Result<Self, serde_json::Error> {
        let mut whole = match serde_json::to_value(self)? {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        let Value::Object(given) = given else { return Err(serde::de::Error::custom("write an object in { }")) };
        for (name, value) in given {
            match (name.as_str(), value, whole.get_mut(&name)) {
                (PROMOTIONS, Value::Array(new), Some(Value::Array(had))) => merge_by_id(had, new),
                (_, value, _) => {
                    whole.insert(name, value);
                }
            }
        }
        serde_json::from_value(Value::Object(whole))
    }

    /// Returns true if there are no rules.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn merge_by_id(had: &mut Vec<Value>, new: Vec<Value>) {
    for element in new {
        match had.iter_mut().find(|other| other.get("id").is_some() && other.get("id") == element.get("id")) {
            Some(other) => *other = element,
            None => had.push(element),
        }
    }
}

fn null_as_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn promotion(id: &str, percent: &str) -> Value {
        json!({"id": id, "name": {"en": id}, "effect": {"kind": "order_percent", "percent": percent}})
    }

    #[test]
    fn a_file_changes_the_rules_that_it_names() {
        let had = PricingRulesDocument::default();
        let had = had.merged(json!({
            "promotions": [promotion("a", "10"), promotion("b", "20")],
            "round_to": {"INR": 100},
            "cash_on_delivery": {"fee": {"AED": 1000}},
        }));
        let had = had.unwrap();

        let now =
            had.merged(json!({"promotions": [promotion("b", "30"), promotion("c", "40")], "cash_on_delivery": null}));
        let now = now.unwrap();

        let promotions: Vec<_> = now.promotions.iter().map(|one| (one.id.as_str(), one.effect.clone())).collect();
        let expected = [("a", "10"), ("b", "30"), ("c", "40")];
        let expected: Vec<_> = expected
            .map(|(id, percent)| {
                let document: PromotionDocument = serde_json::from_value(promotion(id, percent)).unwrap();
                (id, document.effect)
            })
            .into();
        assert_eq!(promotions, expected);
        assert_eq!((now.cash_on_delivery, now.round_to), (None, had.round_to));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        assert!(PricingRulesDocument::default().merged(json!({"promotion": []})).is_err());
        assert!(PricingRulesDocument::default().merged(json!([])).is_err());
    }
}
