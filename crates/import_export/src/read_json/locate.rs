use std::collections::HashSet;

use jsonc_parser::{CollectOptions, ParseOptions, ast::Value, common::Ranged as _, parse_to_ast};

use crate::field::Step;

/// Returns the offset in `json` of the value at `path`. If a step is missing, the value around it counts.
pub(crate) fn offset_of(json: &str, path: &[Step]) -> usize {
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default());
    parsed.ok().and_then(|parsed| parsed.value).map_or(0, |value| offset_of_deepest(&value, path))
}

/// Returns every duplicate field of `json`, with the byte at which it begins.
pub(crate) fn duplicate_fields(json: &str) -> Vec<(Vec<Step>, usize)> {
    let mut found = Vec::new();
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default());
    if let Some(value) = parsed.ok().and_then(|parsed| parsed.value) {
        add_repeated(&value, &mut Vec::new(), &mut found);
    }
    found
}

/// Returns the path of the deepest value or field of `json` around the byte at `offset`.
pub(crate) fn path_at(json: &str, offset: usize) -> Vec<Step> {
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default());
    let mut path = Vec::new();
    if let Some(value) = parsed.ok().and_then(|parsed| parsed.value) {
        descend(&value, offset, &mut path);
    }
    path
}

fn descend(value: &Value<'_>, offset: usize, path: &mut Vec<Step>) {
    match value {
        Value::Object(object) => {
            if let Some(field) = object.properties.iter().find(|field| (field.start()..field.end()).contains(&offset)) {
                path.push(Step::Field(field.name.as_str().to_owned()));
                descend(&field.value, offset, path);
            }
        }
        Value::Array(list) => {
            let mut elements = list.elements.iter().enumerate();
            let around = elements.find(|(_, element)| (element.start()..element.end()).contains(&offset));
            if let Some((index, element)) = around {
                path.push(Step::Index(index));
                descend(element, offset, path);
            }
        }
        _ => {}
    }
}

fn add_repeated(value: &Value<'_>, path: &mut Vec<Step>, found: &mut Vec<(Vec<Step>, usize)>) {
    match value {
        Value::Object(object) => {
            let mut met = HashSet::new();
            for field in &object.properties {
                path.push(Step::Field(field.name.as_str().to_owned()));
                if !met.insert(field.name.as_str()) {
                    found.push((path.clone(), field.start()));
                }
                add_repeated(&field.value, path, found);
                path.pop();
            }
        }
        Value::Array(list) => {
            for (index, element) in list.elements.iter().enumerate() {
                path.push(Step::Index(index));
                add_repeated(element, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// Returns the offset of the deepest value on the path that exists. A field's offset is that of its name.
fn offset_of_deepest(value: &Value<'_>, path: &[Step]) -> usize {
    let Some((step, rest)) = path.split_first() else { return value.start() };
    match (value, step) {
        (Value::Object(object), Step::Field(name)) => match object.get(name) {
            Some(field) if rest.is_empty() => field.range.start,
            Some(field) => offset_of_deepest(&field.value, rest),
            None => value.start(),
        },
        (Value::Array(list), Step::Index(index)) => {
            list.elements.get(*index).map_or(value.start(), |element| offset_of_deepest(element, rest))
        }
        _ => value.start(),
    }
}
