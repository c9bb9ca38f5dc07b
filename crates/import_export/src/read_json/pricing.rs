//! Reads the rules of prices in carts.

use ::pricing::documents::{DocumentFault, FaultStep};
use pricing_rules::{PricingRulesDocument, check_rules};
use serde_json::Value;

use super::{JsonFile, error_offset, fault_of_data, path_at};
use crate::{
    diagnostic::{DiagnosticKind, Place},
    document::PRICING,
    draft::Draft,
    field::{FieldPath, PathCursor, Step},
};

impl JsonFile<'_> {
    /// Reads the rules, and merges them with the shop's.
    pub(super) fn read_pricing(&self, draft: &mut Draft<'_>) {
        let Some(raw) = self.sections.pricing().filter(|raw| raw.get().starts_with('{')) else { return };
        let top = PathCursor::top(PRICING);
        self.add_repeated(raw, top, &mut draft.found);
        // The form is checked in the text itself, in which a fault has a place.
        if let Err(error) = serde_json::from_str::<PricingRulesDocument>(raw.get()) {
            let offset = error_offset(raw.get(), &error);
            let FieldPath(above) = top.path();
            let path = FieldPath([above, path_at(raw.get(), offset)].concat());
            let place = Place::Byte(path, self.start_of(raw) + offset);
            draft.found.push(DiagnosticKind::Form, place, fault_of_data(&error));
            return;
        }
        let given: Value = self.read_value(raw, top, &mut draft.found);
        let named = NamedPlaces::of(&given);
        let Ok(rules) = draft.known.had.pricing.merged(given) else { return };
        if !draft.is_setup_refused {
            for fault in check_rules(&rules, &draft.setup) {
                let place = Place::Field(named.path(&rules, &fault));
                draft.found.push(DiagnosticKind::Rule, place, fault.message);
            }
        }
        draft.named_promotions = named.0;
        draft.document.pricing = Some(rules);
    }
}

/// The ids of the promotions in a file. The shop's other promotions are checked with them, and have no place in it.
struct NamedPlaces(Vec<String>);

impl NamedPlaces {
    fn of(given: &Value) -> Self {
        let promotions = given.get("promotions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let id = |promotion: &Value| promotion.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        Self(promotions.iter().map(id).collect())
    }

    /// Returns the place in the file of a fault of the merged rules.
    fn path(&self, rules: &PricingRulesDocument, fault: &DocumentFault) -> FieldPath {
        let mut steps = vec![Step::Field(PRICING.to_owned())];
        for (depth, step) in fault.path.iter().enumerate() {
            steps.push(match step {
                FaultStep::Field(name) => Step::Field((*name).to_owned()),
                FaultStep::Key(key) => Step::Field(key.clone()),
                FaultStep::Item(place) if depth == 1 && fault.path.first() == Some(&FaultStep::Field("promotions")) => {
                    let id = rules.promotions.get(*place).map(|promotion| &promotion.id);
                    match self.0.iter().position(|named| Some(named) == id) {
                        Some(place) => Step::Index(place),
                        None => return FieldPath(steps),
                    }
                }
                FaultStep::Item(place) => Step::Index(*place),
            });
        }
        FieldPath(steps)
    }
}
