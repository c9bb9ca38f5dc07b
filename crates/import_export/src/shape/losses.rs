use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{Given, Identity, List, Shape};
use crate::field::PathCursor;

/// Calls `lost` for everything that `had` has and `now` lacks, with its place in `now`.
pub(crate) fn losses(
    shape: &Shape,
    had: &Value,
    now: &Value,
    at: PathCursor<'_>,
    lost: &mut dyn FnMut(PathCursor<'_>, String),
) {
    match (shape, had, now) {
        (Shape::List(list), Value::Array(had), Value::Array(now)) => list.losses(had, now, at, lost),
        (_, Value::Object(had), Value::Object(now)) => lost_fields(shape, had, now, at, lost),
        (_, Value::String(had), Value::String(now)) if now.is_empty() && !had.is_empty() => {
            lost(at, "the text".to_owned());
        }
        _ => {}
    }
}

fn lost_fields(
    shape: &Shape,
    had: &Map<String, Value>,
    now: &Map<String, Value>,
    at: PathCursor<'_>,
    lost: &mut dyn FnMut(PathCursor<'_>, String),
) {
    for (name, had) in had {
        if shape.field(name).is_some_and(|field| field.is_temporary) {
            continue;
        }
        let at = at.field(name);
        match (shape.inside(name), now.get(name)) {
            (Some(inside), Some(now)) => losses(inside, had, now, at, lost),
            (_, None) => lost_field(name, shape.inside(name), had, at, lost),
            (None, Some(_)) => {}
        }
    }
}

/// Reports the loss of a field. A list that was omitted since it is empty loses its elements one by one.
fn lost_field(
    name: &str,
    shape: Option<&Shape>,
    had: &Value,
    at: PathCursor<'_>,
    lost: &mut dyn FnMut(PathCursor<'_>, String),
) {
    match (shape, had) {
        (Some(Shape::List(list)), Value::Array(had)) => list.losses(had, &[], at, lost),
        (_, Value::String(text)) => lost(at, format!("\"{text}\"")),
        (_, Value::Number(number)) => lost(at, number.to_string()),
        // A flag that is no longer set is a change.
        (_, Value::Bool(_)) => {}
        _ if name == "published" => lost(at, "the period; it becomes a draft".to_owned()),
        _ => lost(at, "its value".to_owned()),
    }
}

impl List {
    /// Reports the elements that are lost, and the losses within those that are merged.
    fn losses(&self, had: &[Value], now: &[Value], at: PathCursor<'_>, lost: &mut dyn FnMut(PathCursor<'_>, String)) {
        if matches!(self.identity, Identity::Nothing) {
            return;
        }
        let mut left: HashMap<Option<String>, Vec<usize>> = HashMap::new();
        for (index, element) in now.iter().enumerate().rev() {
            left.entry(self.identity.of(element)).or_default().push(index);
        }
        for element in had {
            match left.get_mut(&self.identity.of(element)).and_then(Vec::pop) {
                Some(index) if self.given != Given::Whole => {
                    losses(self.of, element, &now[index], at.index(index), lost);
                }
                Some(_) => {}
                None => lost(at, self.identity.loss(element)),
            }
        }
    }
}

impl Identity {
    fn loss(self, element: &Value) -> String {
        let name = self.name(element).unwrap_or_default();
        match self {
            Self::Sku => format!("the variant \"{name}\", which goes off sale"),
            Self::Kind => format!("a block \"{name}\""),
            Self::Itself | Self::Nothing | Self::Fields(_) => format!("\"{name}\""),
        }
    }
}
