use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::{Given, List, Shape};

/// Returns the complete document of a thing: `had` is the shop's, and `given` may be a part of it.
///
/// Fields that are left out stay, `null` removes an optional field, and lists are replaced unless their shape says otherwise.
/// A part that doesn't fit the shape is copied unchanged, and reported when it is read.
pub(crate) fn merge(shape: &Shape, had: Option<Value>, given: Value) -> Value {
    match (shape, given) {
        (Shape::Object(_) | Shape::Map { .. }, Value::Object(given)) => Value::Object(merge_fields(shape, had, given)),
        (Shape::List(list), Value::Array(given)) if list.given != Given::Whole => {
            Value::Array(list.merge(list.given, had, given))
        }
        (_, given) => given,
    }
}

fn merge_fields(shape: &Shape, had: Option<Value>, given: Map<String, Value>) -> Map<String, Value> {
    let mut merged = match had {
        Some(Value::Object(had)) => had,
        _ => Map::new(),
    };
    for (name, value) in given {
        let had = merged.remove(&name);
        let value = match shape.inside(&name) {
            Some(_) if value.is_null() && shape.may_lack(&name) => continue,
            Some(inside) => merge(inside, had, value),
            None => value,
        };
        merged.insert(name, value);
    }
    merged
}

impl Shape {
    fn may_lack(&self, name: &str) -> bool {
        matches!(self, Self::Map { .. }) || self.field(name).is_some_and(|field| !field.is_required)
    }
}

impl List {
    /// Returns the given elements in order, each merged with the shop's. For [`Given::Added`], the shop's others follow.
    pub(crate) fn merge(&self, meaning: Given, had: Option<Value>, given: Vec<Value>) -> Vec<Value> {
        let had = match had {
            Some(Value::Array(had)) => had,
            _ => Vec::new(),
        };
        let before: HashMap<String, &Value> =
            had.iter().filter_map(|element| Some((self.identity.of(element)?, element))).collect();
        let mut named = HashSet::new();
        let mut merged = Vec::with_capacity(given.len());
        for element in given {
            let identity = self.identity.of(&element);
            let had = identity.as_ref().and_then(|identity| before.get(identity)).map(|had| (*had).clone());
            merged.push(merge(self.of, had, element));
            named.extend(identity);
        }
        if meaning == Given::Added {
            let stays = |element: &&Value| self.identity.of(element).is_none_or(|identity| !named.contains(&identity));
            merged.extend(had.iter().filter(stays).cloned());
        }
        merged
    }
}
