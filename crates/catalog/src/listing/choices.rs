//! The choices of a filter: what of it the shop has, and which variants it chooses by each attribute.

use super::{FLAG, Filter, NumberRange};
use crate::{
    AttributeKind, FactNumber,
    listing_index::{ListingIndex, VariantSet},
    store::{VocabularyRow, VocabularyValue},
};

/// Takes the ranges of numbers out of the values of a filter, and drops what the shop does not have.
pub(super) fn resolve(filter: &mut Filter, vocabulary: &[VocabularyRow]) {
    for row in facet_rows(vocabulary).filter(|row| row.kind == AttributeKind::Number) {
        let bound = |name: &String| FactNumber::parse(filter.values.get(name)?.first()?);
        let [from, to] = types::query::bounds_of(&row.attribute).each_ref().map(bound);
        if from.is_some() || to.is_some() {
            filter.numbers.insert(row.attribute.clone(), NumberRange::between(from, to));
        }
    }
    filter.numbers.retain(|code, _| {
        facet_rows(vocabulary).any(|row| row.kind == AttributeKind::Number && row.attribute == *code)
    });
    let known = |attribute: &str, value: &str| {
        facet_rows(vocabulary).any(|row| row.attribute == attribute && parameter_of(row) == Some(value))
    };
    for (attribute, values) in &mut filter.values {
        values.retain(|value| known(attribute, value));
    }
    filter.values.retain(|_, values| !values.is_empty());
}

/// Returns the variants of each attribute that the filter chooses by.
pub(super) fn chosen<'a>(index: &'a ListingIndex, filter: &Filter) -> Vec<(&'a str, VariantSet)> {
    let mut chosen: Vec<(&str, VariantSet)> = Vec::new();
    for row in facet_rows(&index.vocabulary) {
        let code = row.attribute.as_str();
        if chosen.last().is_some_and(|(last, _)| *last == code) {
            continue;
        }
        if let Some(range) = filter.numbers.get(code) {
            chosen.push((code, index.with_fact(row.attribute_id, range.thousandths())));
        } else if let Some(values) = filter.values.get(code) {
            let slots = match row.kind {
                AttributeKind::Values | AttributeKind::Number => {
                    let rows = index.vocabulary.iter().filter(|row| row.attribute == code);
                    let of = rows.filter_map(|row| row.value.as_ref()).filter(|value| values.contains(&value.code));
                    variants_with_any_value(index, of)
                }
                AttributeKind::Boolean => flagged(index, row),
            };
            chosen.push((code, slots));
        }
    }
    chosen
}

/// Returns the variants whose product has an attribute that is true or false.
pub(super) fn flagged(index: &ListingIndex, row: &VocabularyRow) -> VariantSet {
    index.with_fact(row.attribute_id, 1..)
}

/// Returns the rows of attributes that listings offer as filters.
pub(super) fn facet_rows(vocabulary: &[VocabularyRow]) -> impl Iterator<Item = &VocabularyRow> {
    vocabulary.iter().filter(|row| row.is_facet)
}

/// Returns the value by which a query chooses a row.
fn parameter_of(row: &VocabularyRow) -> Option<&str> {
    match row.kind {
        AttributeKind::Values => row.value.as_ref().map(|value| value.code.as_str()),
        AttributeKind::Number => None,
        AttributeKind::Boolean => Some(FLAG),
    }
}

/// Returns the variants with one of these values.
pub(super) fn variants_with_any_value<'a>(
    index: &ListingIndex,
    values: impl Iterator<Item = &'a VocabularyValue>,
) -> VariantSet {
    union(values.filter_map(|value| index.by_value.get(&value.id)))
}

/// Returns the variants of all these sets.
pub(super) fn union<'a>(sets: impl Iterator<Item = &'a VariantSet>) -> VariantSet {
    let mut all = VariantSet::new();
    for set in sets {
        all.union_with(set);
    }
    all
}
