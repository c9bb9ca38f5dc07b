use jsonc_parser::{CollectOptions, ParseOptions, ast::Value, common::Ranged as _, parse_to_ast};

use crate::field::Step;

/// Where in `json` the value at `path` begins; a step that is not there ends the walk at what is around it.
pub(crate) fn offset_of(json: &str, path: &[Step]) -> usize {
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default());
    parsed.ok().and_then(|parsed| parsed.value).map_or(0, |value| deepest(&value, path))
}

/// The name of the field, directly in the object at `path`, that the byte at `offset` belongs to.
pub(crate) fn field_at(json: &str, path: &[Step], offset: usize) -> Option<String> {
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let object = value_at(parsed.value?, path)?;
    let field = object.as_object()?.properties.iter().find(|field| (field.start()..=field.end()).contains(&offset))?;
    Some(field.name.as_str().to_owned())
}

fn value_at<'a>(value: Value<'a>, path: &[Step]) -> Option<Value<'a>> {
    let Some((step, rest)) = path.split_first() else { return Some(value) };
    let inner = match (value, step) {
        (Value::Object(object), Step::Field(name)) => {
            object.properties.into_iter().find(|field| field.name.as_str() == name)?.value
        }
        (Value::Array(list), Step::Index(index)) => list.elements.into_iter().nth(*index)?,
        _ => return None,
    };
    value_at(inner, rest)
}

/// A field's place is its name's, which is where its line is looked for.
fn deepest(value: &Value<'_>, path: &[Step]) -> usize {
    let Some((step, rest)) = path.split_first() else { return value.start() };
    match (value, step) {
        (Value::Object(object), Step::Field(name)) => match object.get(name) {
            Some(field) if rest.is_empty() => field.range.start,
            Some(field) => deepest(&field.value, rest),
            None => value.start(),
        },
        (Value::Array(list), Step::Index(index)) => {
            list.elements.get(*index).map_or(value.start(), |element| deepest(element, rest))
        }
        _ => value.start(),
    }
}
