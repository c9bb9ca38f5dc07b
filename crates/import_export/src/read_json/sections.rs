use std::{borrow::Cow, fmt};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::syntax::not_json;
use crate::{
    Diagnostic, Diagnostics, FORMAT,
    diagnostic::{DiagnosticKind, Place, Violations},
    document::{PRICING, SETUP, Section},
    field::PathCursor,
    nearest::suggestion_or_all,
};

/// A document whose elements are unread.
pub(crate) struct Sections<'a> {
    text: &'a str,
    fields: Vec<(Cow<'a, str>, &'a RawValue)>,
    setup: Option<&'a RawValue>,
    pricing: Option<&'a RawValue>,
    lists: [Vec<&'a RawValue>; Section::ALL.len()],
    is_object: bool,
}

impl<'a> Sections<'a> {
    /// Splits the document into its lists, if its syntax is valid.
    pub(crate) fn of(file: &str, text: &'a str) -> Result<Self, Diagnostics> {
        let whole: &RawValue = serde_json::from_str(text).map_err(|error| {
            Diagnostics::one(Diagnostic {
                file: file.to_owned(),
                line: Some(error.line()),
                field: String::new(),
                message: not_json(&error),
            })
        })?;
        let fields = serde_json::from_str(whole.get());
        let is_object = fields.is_ok();
        let Fields(fields) = fields.unwrap_or_default();
        let list = |section: Section| {
            let field = fields.iter().find(|(name, _)| name == section.name());
            field.and_then(|(_, raw)| serde_json::from_str(raw.get()).ok()).unwrap_or_default()
        };
        let object = |of: &str| fields.iter().find(|(name, _)| name == of).map(|(_, raw)| *raw);
        let (setup, pricing) = (object(SETUP), object(PRICING));
        Ok(Self { text, setup, pricing, lists: Section::ALL.map(list), fields, is_object })
    }

    /// Returns the setup.
    pub(crate) const fn setup(&self) -> Option<&'a RawValue> {
        self.setup
    }

    /// Returns the rules of prices in carts.
    pub(crate) const fn pricing(&self) -> Option<&'a RawValue> {
        self.pricing
    }

    /// Returns the elements of a list.
    pub(crate) fn of_section(&self, section: Section) -> &[&'a RawValue] {
        &self.lists[section as usize]
    }

    /// Returns the elements of the list with this name.
    pub(crate) fn by_name(&self, name: &str) -> Option<&[&'a RawValue]> {
        Section::ALL.into_iter().find(|section| section.name() == name).map(|section| self.of_section(section))
    }

    /// Records everything that is wrong with the document outside its elements.
    pub(crate) fn faults(&self, found: &mut Violations) {
        if !self.is_object {
            let message = format!("a shop is an object in {{ }} that begins with \"format\": \"{FORMAT}\"");
            found.push(DiagnosticKind::Form, Place::Cell(1, String::new()), message);
            return;
        }
        for (place, (name, raw)) in self.fields.iter().enumerate() {
            let fault = if self.fields[..place].iter().any(|(other, _)| other == name) {
                Some((DiagnosticKind::Form, "this field is there twice; leave one out".to_owned()))
            } else {
                fault_of(name, raw.get())
            };
            if let Some((kind, message)) = fault {
                let offset = raw.get().as_ptr().addr() - self.text.as_ptr().addr();
                found.push(kind, Place::Byte(PathCursor::top(name).path(), offset), message);
            }
        }
        if self.fields.iter().all(|(name, _)| name != "format") {
            let message = format!("\"format\" is missing; write \"format\": \"{FORMAT}\"");
            found.add_unreadable(DiagnosticKind::Missing, PathCursor::top("format"), message);
        }
    }
}

fn fault_of(name: &str, json: &str) -> Option<(DiagnosticKind, String)> {
    if name == "format" {
        let is_ours = serde_json::from_str(json).is_ok_and(|format: String| format == FORMAT);
        return (!is_ours).then(|| (DiagnosticKind::Form, format!("this version reads \"{FORMAT}\", not {json}")));
    }
    if [SETUP, PRICING].contains(&name) {
        return (!json.starts_with('{')).then(|| (DiagnosticKind::Form, "write an object in { }".to_owned()));
    }
    if !Section::ALL.iter().any(|section| section.name() == name) {
        let names = ["format", SETUP, PRICING].into_iter().chain(Section::ALL.map(Section::name));
        return Some((
            DiagnosticKind::Unknown,
            format!("\"{name}\" is not known here; {}", suggestion_or_all(name, names)),
        ));
    }
    (!json.starts_with('[')).then(|| (DiagnosticKind::Form, "write a list in [ ]".to_owned()))
}

/// The unread fields of an object, in order.
#[derive(Default)]
struct Fields<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Fields<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = Fields<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Fields<'de>, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = object.next_entry::<Cow<'de, str>, &'de RawValue>()? {
            fields.push(field);
        }
        Ok(Fields(fields))
    }
}
