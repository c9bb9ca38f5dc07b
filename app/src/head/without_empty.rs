use serde_json::{Map, Value};

/// Removes null, blank texts, empty lists, and objects that only name their type. `None` if nothing is left.
pub(super) fn without_empty(data: &Value) -> Option<Value> {
    match data {
        Value::Null => None,
        Value::String(text) => (!text.trim().is_empty()).then(|| data.clone()),
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().filter_map(without_empty).collect();
            (!kept.is_empty()).then_some(Value::Array(kept))
        }
        Value::Object(fields) => {
            let kept: Map<String, Value> =
                fields.iter().filter_map(|(name, value)| Some((name.clone(), without_empty(value)?))).collect();
            kept.keys().any(|name| !matches!(name.as_str(), "@context" | "@type")).then_some(Value::Object(kept))
        }
        Value::Bool(_) | Value::Number(_) => Some(data.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn empty_values_are_left_out_at_every_depth() {
        let data = json!({
            "@type": "Product",
            "name": "Bowl",
            "description": " ",
            "position": 0,
            "image": [],
            "brand": { "@type": "Brand", "name": "" },
            "hasVariant": [{ "@type": "Product", "size": null }, { "@type": "Product", "sku": "BOWL" }],
            "shippingDetails": { "@id": "#shipping" },
        });

        let kept = json!({
            "@type": "Product",
            "name": "Bowl",
            "position": 0,
            "hasVariant": [{ "@type": "Product", "sku": "BOWL" }],
            "shippingDetails": { "@id": "#shipping" },
        });
        assert_eq!(without_empty(&data), Some(kept));
        assert_eq!(without_empty(&json!({ "@context": "https://schema.org", "@type": "ItemList" })), None);
    }
}
