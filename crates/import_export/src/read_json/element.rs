use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::{
    diagnostic::{DiagnosticKind, Violations},
    field::PathCursor,
    text::control_character_in,
};

/// Records every text in a value that contains a control character.
pub(crate) fn control_characters(value: &Value, at: PathCursor<'_>, found: &mut Violations) {
    match value {
        Value::String(text) => {
            if let Some(message) = control_character_in(text) {
                found.add_unreadable(DiagnosticKind::Form, at, message);
            }
        }
        Value::Array(list) => {
            for (index, element) in list.iter().enumerate() {
                control_characters(element, at.index(index), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                control_characters(field, at.field(name), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the value of an element, and true if no field in it is duplicate. Of duplicates the first counts.
///
/// This reading is the first to detect numbers that are too large, halves of surrogate pairs, and values that are too deep.
pub(crate) fn value_of(json: &str) -> Result<(Value, bool), serde_json::Error> {
    let is_plain = Cell::new(true);
    let mut parser = serde_json::Deserializer::from_str(json);
    let value = Fields { is_plain: &is_plain }.deserialize(&mut parser)?;
    Ok((value, is_plain.get()))
}

/// Reads any value, and detects duplicate fields, of which `serde_json` takes the last one without an error.
#[derive(Clone, Copy)]
struct Fields<'a> {
    is_plain: &'a Cell<bool>,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    /// Normalises a text. The file is composed already, but its escapes such as `\u0301` are not.
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(types::nfc(value).into_owned().into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element_seed(self)? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = object.next_key::<String>()? {
            if fields.contains_key(&name) {
                self.is_plain.set(false);
                object.next_value::<IgnoredAny>()?;
            } else {
                fields.insert(name, object.next_value_seed(self)?);
            }
        }
        Ok(Value::Object(fields))
    }
}
