use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use types::{Country, control_character, nfc};

use crate::{Address, AddressField, AddressFormat, AddressInput, format_of, typed::without_marks};

/// Characters of the longest value of a field.
const MOST: usize = 120;

/// A reason why an address can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressProblem {
    /// The field.
    pub field: AddressField,
    /// The reason.
    pub kind: AddressProblemKind,
}

/// The kind of an [`AddressProblem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressProblemKind {
    /// The country needs the field.
    Missing,
    /// The value has more characters than this.
    TooLong {
        /// The most characters.
        most: usize,
    },
    /// The value has a character that can be neither seen nor printed.
    ControlCharacter,
    /// The value is no postcode of the country.
    BadPostcode {
        /// A postcode of the country.
        example: Option<&'static str>,
    },
    /// The value is none of the country's regions.
    UnknownRegion,
}

/// Returns the address in its normal form, or every problem in the order of [`AddressField::ALL`]. Values of fields that
/// the country does not have are dropped.
pub fn check(input: &AddressInput, country: Country) -> Result<Address, Vec<AddressProblem>> {
    let format = format_of(country);
    let mut values = AddressInput::default();
    let mut problems = Vec::new();
    for field in AddressField::ALL.into_iter().filter(|field| format.has(*field)) {
        match check_field(country, field, input.get(field)) {
            Ok(value) => *values.get_mut(field) = value,
            Err(kind) => problems.push(AddressProblem { field, kind }),
        }
    }
    if problems.is_empty() { Ok(Address::new(country, values)) } else { Err(problems) }
}

fn check_field(country: Country, field: AddressField, typed: &str) -> Result<String, AddressProblemKind> {
    let format = format_of(country);
    let value = one_line(typed);
    if value.is_empty() {
        return if format.requires(field) { Err(AddressProblemKind::Missing) } else { Ok(value) };
    }
    if control_character(&value).is_some() {
        return Err(AddressProblemKind::ControlCharacter);
    }
    if value.chars().count() > MOST {
        return Err(AddressProblemKind::TooLong { most: MOST });
    }
    match field {
        AddressField::Postcode => check_postcode(format, value),
        AddressField::Region => check_region(format, country, value),
        _ => Ok(value),
    }
}

/// Returns a text in composed form, with single spaces, and without invisible marks. It is empty if nothing of it is seen.
fn one_line(text: &str) -> String {
    let text = without_marks(text);
    let words: Vec<&str> = text.split_whitespace().filter(|word| !word.chars().all(is_ignorable)).collect();
    nfc(&words.join(" ")).into_owned()
}

/// Returns true if a character changes nothing that is seen, such as a joiner.
fn is_ignorable(c: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c)
}

fn check_postcode(format: &AddressFormat, value: String) -> Result<String, AddressProblemKind> {
    let Some(rule) = format.postcode() else { return Ok(value) };
    rule.normalize(&value).ok_or(AddressProblemKind::BadPostcode { example: rule.example() })
}

/// Returns the code of the region, or the text if the country has no list of regions.
fn check_region(format: &AddressFormat, country: Country, value: String) -> Result<String, AddressProblemKind> {
    if format.regions().is_empty() {
        return Ok(value);
    }
    let prefix = [country.code(), "-"].concat();
    let name = value.strip_prefix(&prefix).unwrap_or(&value);
    let region = format.regions().iter().find(|region| region.is_written(name));
    region.map(|region| region.code().to_owned()).ok_or(AddressProblemKind::UnknownRegion)
}

#[cfg(test)]
mod tests;
