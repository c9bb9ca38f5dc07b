//! The numbered attributes of a product, some of which its variations are chosen by.

use crate::{
    FeedAttribute, FeedOption, FeedVariant,
    cells::{self, Style},
    columns::{Role, View},
    notes::Notes,
};

/// The attributes of a product's row, in order.
pub(super) struct Attributes(Vec<Attribute>);

struct Attribute {
    place: usize,
    name: String,
    values: Vec<String>,
    visible: bool,
}

impl Attributes {
    /// Reads the attributes of a product's row.
    pub(super) fn read(row: &View<'_>, style: &Style, notes: &mut Notes) -> Self {
        let mut attributes: Vec<Attribute> = Vec::new();
        for place in places(row) {
            let name = row.get(&Role::AttributeName(place)).to_owned();
            let values = cells::list(row.get(&Role::AttributeValues(place)), style);
            if name.is_empty() {
                if !values.is_empty() {
                    notes.not_kept(row, &Role::AttributeValues(place), "the attribute has no name");
                }
                continue;
            }
            let visible = cells::flag(row, &Role::AttributeVisible(place), notes) != Some(false);
            match attributes.iter_mut().find(|other| other.name.eq_ignore_ascii_case(&name)) {
                Some(other) => other.values.extend(values),
                None => attributes.push(Attribute { place, name, values, visible }),
            }
        }
        Self(attributes)
    }

    /// Returns the names of the attributes that variations are chosen by.
    pub(super) fn chosen(&self, variations: &[View<'_>]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let mut add = |name: &str| {
            if !name.is_empty() && !names.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                names.push(name.to_owned());
            }
        };
        let values: Vec<(&str, &str)> = variations.iter().flat_map(|row| choices(row)).collect();
        let is_chosen = |name: &str| values.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        self.0.iter().filter(|attribute| is_chosen(&attribute.name)).for_each(|attribute| add(&attribute.name));
        values.iter().for_each(|(name, _)| add(name));
        names
    }

    /// Returns the attributes that are no options.
    pub(super) fn facts(&self, options: &[String]) -> Vec<FeedAttribute> {
        let facts =
            self.0.iter().filter(|attribute| !options.contains(&attribute.name) && !attribute.values.is_empty());
        let fact = |attribute: &Attribute| FeedAttribute {
            key: attribute.name.clone(),
            name: attribute.name.clone(),
            values: attribute.values.clone(),
            visible: attribute.visible,
        };
        facts.map(fact).collect()
    }

    /// Returns a variation's value of each option. A variation for any value can't be one variant.
    pub(super) fn options(&self, row: &View<'_>, names: &[String], notes: &mut Notes) -> Option<Vec<String>> {
        let mut options = Vec::new();
        for name in names {
            let value = choices(row).find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value);
            let Some(value) = value.filter(|value| !value.is_empty()) else {
                let role = self.role_of(name);
                notes.error(row, &role, format!("the variation fits any {name}: write one row for each value"));
                return None;
            };
            options.push(value.replace("\\,", ","));
        }
        Some(options)
    }

    fn role_of(&self, name: &str) -> Role {
        let attribute = self.0.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
        attribute.map_or(Role::Kind, |attribute| Role::AttributeValues(attribute.place))
    }

    /// Sorts variants by the order of values in the product's row; values that it lacks come last.
    pub(super) fn sort(&self, variants: &mut [FeedVariant], names: &[String]) {
        let place_of = |name: &String, value: &String| {
            let attribute = self.0.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name));
            attribute.and_then(|a| a.values.iter().position(|other| other == value)).unwrap_or(usize::MAX)
        };
        variants.sort_by_cached_key(|variant| {
            names.iter().zip(&variant.options).map(|(name, value)| place_of(name, value)).collect::<Vec<_>>()
        });
    }

    /// Reports values of options that no variation has.
    pub(super) fn report_unused(&self, options: &[FeedOption], row: &View<'_>, notes: &mut Notes) {
        for attribute in &self.0 {
            let Some(option) = options.iter().find(|option| option.name.eq_ignore_ascii_case(&attribute.name)) else {
                continue;
            };
            for value in attribute.values.iter().filter(|value| !option.values.contains(value)) {
                let column = row.name(&Role::AttributeValues(attribute.place));
                notes.value_not_kept(row.line(), column, value, "no variation has this value");
            }
        }
    }
}

/// Returns the numbers of the attributes that the file has columns for.
fn places<'a>(row: &View<'a>) -> impl Iterator<Item = usize> + use<'a> {
    row.columns.roles().filter_map(|role| match role {
        Role::AttributeValues(place) => Some(*place),
        _ => None,
    })
}

/// Returns the names and values that a variation is chosen by; an empty value means any.
fn choices<'a>(row: &View<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    let row = *row;
    let pairs =
        places(&row).map(move |place| (row.get(&Role::AttributeName(place)), row.get(&Role::AttributeValues(place))));
    pairs.filter(|(name, _)| !name.is_empty())
}
