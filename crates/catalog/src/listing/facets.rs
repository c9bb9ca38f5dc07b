//! The facets of a listing: the choices that they offer.

use types::{LocalText, Locale};

use super::{
    FLAG, Facet, FacetNumbers, FacetValue,
    choices::{facet_rows, flagged},
    faceted_query::{Excluding, FacetedQuery},
};
use crate::{
    AttributeKind, FactNumber,
    listing_index::VariantSet,
    store::{VocabularyRow, VocabularyValue},
};

/// The places of the name and the unit among the texts of an attribute.
const NAME: usize = 0;
const UNIT: usize = 2;

impl FacetedQuery<'_> {
    /// Returns the facets that leave a choice, and those with a chosen value.
    pub(super) fn facets(&self, locale: Locale) -> Vec<Facet> {
        let mut facets: Vec<Facet> = Vec::new();
        let mut matches = VariantSet::new();
        for row in facet_rows(&self.index.vocabulary) {
            if facets.last().is_none_or(|facet| facet.code != row.attribute) {
                matches = self.matches_excluding(Excluding::Attribute(&row.attribute));
                facets.push(self.facet(row, &matches, locale));
            }
            let value = row.value.as_ref().and_then(|value| self.value(row, value, &matches, locale));
            if let Some((facet, value)) = facets.last_mut().zip(value) {
                facet.values.push(value);
            }
        }
        facets.retain(|facet| self.leaves_choice(facet));
        facets
    }

    /// Returns a facet without values, except for the one of an attribute that is true or false.
    fn facet(&self, row: &VocabularyRow, matches: &VariantSet, locale: Locale) -> Facet {
        let name = name_of(row, locale);
        let flag = || FacetValue {
            code: FLAG.to_owned(),
            label: name.clone(),
            swatch: None,
            count: self.index.count_in_both(matches, &flagged(self.index, row)),
            chosen: self.filter.values.contains_key(&row.attribute),
        };
        Facet {
            code: row.attribute.clone(),
            kind: row.kind,
            values: if row.kind == AttributeKind::Boolean { vec![flag()] } else { Vec::new() },
            numbers: if row.kind == AttributeKind::Number { self.numbers(row, matches, locale) } else { None },
            name,
        }
    }

    /// Returns a value, if a product of the scope has it or the filter chooses it.
    fn value(
        &self,
        row: &VocabularyRow,
        value: &VocabularyValue,
        matches: &VariantSet,
        locale: Locale,
    ) -> Option<FacetValue> {
        let with_value = self.index.by_value.get(&value.id)?;
        let chosen = self.filter.values.get(&row.attribute).is_some_and(|values| values.contains(&value.code));
        if !chosen && self.scope.is_disjoint(with_value) {
            return None;
        }
        let language = locale.language();
        let label = value.label.get(language).cloned().unwrap_or_default();
        let origins = value.origins.get(language).cloned().unwrap_or_default();
        Some(FacetValue {
            code: value.code.clone(),
            label: origins.local_text(label, 0, locale.languages()),
            swatch: value.swatch.clone(),
            count: self.index.count_in_both(matches, with_value),
            chosen,
        })
    }

    /// Returns the bounds of the numbers of the products that match, or those of all products of the scope if none matches.
    fn numbers(&self, row: &VocabularyRow, matches: &VariantSet, locale: Locale) -> Option<FacetNumbers> {
        let is_chosen = self.filter.numbers.contains_key(&row.attribute);
        let facts = self.index.by_fact.get(&row.attribute_id)?;
        let bounds = |among: &VariantSet| {
            let numbers = facts.iter().filter(|(slot, _)| among.contains(*slot)).map(|(_, number)| *number);
            numbers.clone().min().zip(numbers.max())
        };
        let of_scope = bounds(&self.scope).filter(|(least, most)| least < most || is_chosen)?;
        let (least, most) = bounds(matches).unwrap_or(of_scope);
        let [least, most] = [least, most].map(FactNumber::from_thousandths);
        let unit = row.unit.get(locale.language()).cloned().unwrap_or_default();
        let unit = origins_of(row, locale).local_text(unit, UNIT, locale.languages());
        Some(FacetNumbers { unit, least: least?, most: most? })
    }

    fn leaves_choice(&self, facet: &Facet) -> bool {
        let is_chosen = self.filter.numbers.contains_key(&facet.code) || facet.values.iter().any(|value| value.chosen);
        is_chosen
            || match facet.kind {
                AttributeKind::Values => facet.values.len() > 1,
                AttributeKind::Number => facet.numbers.is_some(),
                AttributeKind::Boolean => facet.values.iter().any(|value| value.count > 0),
            }
    }
}

fn name_of(row: &VocabularyRow, locale: Locale) -> LocalText {
    let name = row.name.get(locale.language()).cloned().unwrap_or_default();
    origins_of(row, locale).local_text(name, NAME, locale.languages())
}

fn origins_of(row: &VocabularyRow, locale: Locale) -> setup::Origins {
    row.origins.get(locale.language()).cloned().unwrap_or_default()
}
