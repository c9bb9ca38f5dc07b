use std::collections::{BTreeMap, HashSet};

use catalog::{AttributeDocument, AttributeKind, FactDocument};
use types::{Slug, bounds::MAX_VALUES};

use super::{Check, Reference};
use crate::{diagnostic::DiagnosticKind, field::PathCursor};

impl Check<'_> {
    pub(crate) fn check_attributes(&mut self, attributes: &[AttributeDocument]) {
        let list = PathCursor::top("attributes");
        let mut met = HashSet::new();
        for (index, attribute) in attributes.iter().enumerate() {
            let at = list.index(index);
            self.require(at.field("code"), met.insert(&attribute.code), || {
                format!("another attribute above has the code \"{}\"; give each its own", attribute.code)
            });
            self.require(at.field("code"), !types::query::is_reserved(attribute.code.as_str()), || {
                let code = &attribute.code;
                format!("\"{code}\" has another meaning in addresses (?{code}=…); choose another code")
            });
            self.check_words(at.field("name"), &attribute.name);
            self.check_kind(at, attribute);
            self.check_optional_line(at.field("group"), &attribute.group);
            self.check_attribute_values(at.field("values"), attribute);
        }
    }

    fn check_kind(&mut self, at: PathCursor<'_>, attribute: &AttributeDocument) {
        let AttributeDocument { code, kind, .. } = attribute;
        let former = self.shop.former_kind(code).unwrap_or(*kind);
        self.require(at.field("kind"), former == *kind, || {
            let (former, kind) = (former.name(), kind.name());
            format!("\"{code}\" has the kind \"{former}\"; give the attribute of kind \"{kind}\" a code of its own")
        });
        let is_free = !self.shop.is_bound_of_number(code.as_str());
        self.require(at.field("code"), is_free, || {
            format!(
                "\"{code}\" is the filter of another attribute's numbers in addresses (?{code}=…); choose another code"
            )
        });
        let has_values = *kind == AttributeKind::Values;
        self.require(at.field("values"), has_values || attribute.values.is_empty(), || {
            format!("an attribute of kind \"{}\" has no values; leave them out", kind.name())
        });
        self.check_optional_line(at.field("unit"), &attribute.unit);
        self.require(at.field("unit"), *kind == AttributeKind::Number || attribute.unit.is_empty(), || {
            "only an attribute of kind \"number\" has a unit; leave it out".to_owned()
        });
    }

    /// Checks that the shop has the attribute of every fact, and that the fact is of its kind.
    pub(crate) fn check_facts(&mut self, at: PathCursor<'_>, facts: &BTreeMap<Slug, FactDocument>) {
        for (attribute, fact) in facts {
            let at = at.field(attribute.as_str());
            if !self.shop.has_attribute(attribute) {
                self.report_unknown(at, Reference::Attribute, "attribute", attribute.as_str(), "attributes");
                continue;
            }
            let kind = self.shop.attribute_kind(attribute);
            self.require(at, fact.is_of(kind), || match kind {
                AttributeKind::Values => {
                    format!("the attribute \"{attribute}\" has values; write the product's into \"attributes\"")
                }
                AttributeKind::Number => format!("the attribute \"{attribute}\" is a number; write one"),
                AttributeKind::Boolean => {
                    format!("the attribute \"{attribute}\" is true or false; write one of the two")
                }
            });
        }
    }

    fn check_attribute_values(&mut self, list: PathCursor<'_>, attribute: &AttributeDocument) {
        self.check_count(list, attribute.values.len(), MAX_VALUES, "values");
        let mut met = HashSet::new();
        for (index, value) in attribute.values.iter().enumerate() {
            let at = list.index(index);
            self.require(at.field("code"), met.insert(&value.code), || {
                format!("\"{}\" has the value \"{}\" already; give each its own code", attribute.code, value.code)
            });
            self.check_words(at.field("label"), &value.label);
        }
    }

    /// Checks that the shop has every attribute, and that each has only its own values, once each.
    pub(crate) fn check_attribute_choices(&mut self, at: PathCursor<'_>, choices: &BTreeMap<Slug, Vec<Slug>>) {
        for (attribute, values) in choices {
            let at = at.field(attribute.as_str());
            self.check_values(at, at, attribute, values);
        }
    }

    /// Checks that `values` are distinct values of `attribute`.
    pub(crate) fn check_values(
        &mut self,
        at_name: PathCursor<'_>,
        at_values: PathCursor<'_>,
        attribute: &Slug,
        values: &[Slug],
    ) {
        if !self.shop.has_attribute(attribute) {
            self.report_unknown(at_name, Reference::Attribute, "attribute", attribute.as_str(), "attributes");
            return;
        }
        let kind = self.shop.attribute_kind(attribute);
        if kind != AttributeKind::Values {
            self.report_broken(at_name, || {
                let kind = kind.name();
                format!("the attribute \"{attribute}\" is of kind \"{kind}\" and has no values; write the product's part into \"facts\"")
            });
            return;
        }
        for (index, value) in values.iter().enumerate() {
            if !self.shop.has_value(attribute, value) {
                let shop = &self.shop;
                self.found.add(DiagnosticKind::Rule, at_values.index(index), || {
                    let question = shop.suggestion(Reference::Value(attribute), value.as_str());
                    format!("the attribute \"{attribute}\" has no value \"{value}\"; add it there{question}")
                });
            }
        }
        self.check_duplicates(at_values, values);
    }
}
