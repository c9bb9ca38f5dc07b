use serde_json::{Map, Value};

use super::{Field, Shape, reading::Found};
use crate::{
    DiagnosticKind,
    diagnostic::Violations,
    field::PathCursor,
    nearest::{one_of, suggestion_or_all},
};

/// Records every fault of `value`, and replaces each faulty part by a placeholder, so that the rest can be checked.
pub(crate) fn correct(shape: &Shape, value: &mut Value, at: PathCursor<'_>, found: &mut Violations) {
    match shape {
        Shape::Value(reading) => {
            if let Some(fault) = reading.fault(value) {
                found.add_unreadable(DiagnosticKind::Form, at, fault);
                *value = sample(shape);
            }
        }
        Shape::List(list) => match value {
            Value::Array(elements) => {
                for (index, element) in elements.iter_mut().enumerate() {
                    correct(list.of, element, at.index(index), found);
                }
            }
            _ => replace(shape, value, "a list in [ ]", at, found),
        },
        Shape::OneOf { names, .. } if value.as_str().is_some_and(|name| names.contains(&name)) => {}
        Shape::OneOf { names, fields } => correct_choice(shape, names, fields, value, at, found),
        Shape::Object(_) | Shape::Map { .. } => match value {
            Value::Object(object) => correct_fields(shape, object, at, found),
            _ => replace(shape, value, "an object in { }", at, found),
        },
    }
}

fn correct_fields(shape: &Shape, object: &mut Map<String, Value>, at: PathCursor<'_>, found: &mut Violations) {
    remove_unknown(shape, object, at, found);
    if let Shape::Object(fields) = shape {
        for field in *fields {
            let is_taken = object.get(field.name).is_some_and(Value::is_null) && !field.is_required;
            if is_taken {
                object.remove(field.name);
            } else if field.is_required && !object.contains_key(field.name) {
                found.add_unreadable(DiagnosticKind::Missing, at.field(field.name), missing(field.name));
                object.insert(field.name.to_owned(), sample(&field.shape));
            }
        }
    }
    for (name, value) in object {
        if let Some(inside) = shape.inside(name) {
            correct(inside, value, at.field(name), found);
        }
    }
}

fn remove_unknown(shape: &Shape, object: &mut Map<String, Value>, at: PathCursor<'_>, found: &mut Violations) {
    object.retain(|name, _| {
        let fault = match shape {
            Shape::Map { key, .. } => {
                key.fault(&Value::String(name.clone())).map(|fault| (DiagnosticKind::Form, fault))
            }
            _ if shape.field(name).is_some() => None,
            _ => Some((DiagnosticKind::Unknown, unknown(name, shape.fields().iter().map(|field| field.name)))),
        };
        let is_kept = fault.is_none();
        if let Some((kind, fault)) = fault {
            found.add_unreadable(kind, at.field(name), fault);
        }
        is_kept
    });
}

/// Corrects an object that must have exactly one field, which states its kind.
fn correct_choice(
    shape: &Shape,
    names: &[&'static str],
    fields: &[Field],
    value: &mut Value,
    at: PathCursor<'_>,
    found: &mut Violations,
) {
    let choices = || names.iter().copied().chain(fields.iter().map(|field| field.name));
    match value {
        Value::String(name) => {
            found.add_unreadable(DiagnosticKind::Unknown, at, unknown(name, choices()));
            *value = sample(shape);
        }
        Value::Object(object) => {
            remove_unknown(shape, object, at, found);
            if object.len() == 1 {
                correct_fields(shape, object, at, found);
            } else {
                found.add_unreadable(DiagnosticKind::Form, at, format!("write exactly one of {}", one_of(choices())));
                *value = sample(shape);
            }
        }
        _ => replace(shape, value, "an object in { }", at, found),
    }
}

fn replace(shape: &Shape, value: &mut Value, wanted: &str, at: PathCursor<'_>, found: &mut Violations) {
    found.add_unreadable(
        DiagnosticKind::Form,
        at,
        format!("write {wanted}, not {}", Found { value, beside_text: false }),
    );
    *value = sample(shape);
}

/// Returns a value of this shape with only the required fields.
pub(crate) fn sample(shape: &Shape) -> Value {
    match shape {
        Shape::Value(reading) => serde_json::from_str(reading.sample).expect("a test reads every sample"),
        Shape::List(_) => Value::Array(Vec::new()),
        Shape::Map { .. } => Value::Object(Map::new()),
        Shape::Object(fields) => fields.iter().filter(|field| field.is_required).map(sample_field).collect(),
        Shape::OneOf { fields, .. } => fields.iter().take(1).map(sample_field).collect(),
    }
}

fn sample_field(field: &Field) -> (String, Value) {
    (field.name.to_owned(), sample(&field.shape))
}

fn missing(name: &str) -> String {
    format!("\"{name}\" is missing; add it")
}

fn unknown<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    format!("\"{name}\" is not known here; {}", suggestion_or_all(name, known))
}

impl Shape {
    const fn fields(&self) -> &'static [Field] {
        match self {
            Self::Object(fields) | Self::OneOf { fields, .. } => fields,
            Self::Value(_) | Self::Map { .. } | Self::List(_) => &[],
        }
    }
}
