use serde_json::Value;
use types::Language;

use super::Shape;

/// Removes the texts in languages that are not kept.
pub(crate) fn retain_languages(shape: &Shape, value: &mut Value, is_kept: &impl Fn(Language) -> bool) {
    if let (Shape::Map { key, .. }, Value::Object(texts)) = (shape, &mut *value)
        && key.is_language()
    {
        texts.retain(|tag, _| Language::from_code(tag).is_none_or(is_kept));
        return;
    }
    match (shape, value) {
        (Shape::List(list), Value::Array(elements)) => {
            for element in elements {
                retain_languages(list.of, element, is_kept);
            }
        }
        (_, Value::Object(fields)) => {
            for (name, field) in fields {
                if let Some(inside) = shape.inside(name) {
                    retain_languages(inside, field, is_kept);
                }
            }
        }
        _ => {}
    }
}
