use serde::{Deserialize, Serialize};

use crate::AddressField;

/// An address as it was typed, valid or not. Nothing of it is lost by an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "AddressField describes the fields")]
pub struct AddressInput {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub company: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub street: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub extra: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postcode: String,
}

impl AddressInput {
    /// Returns the value of a field.
    pub fn get(&self, field: AddressField) -> &str {
        match field {
            AddressField::Name => &self.name,
            AddressField::Company => &self.company,
            AddressField::Street => &self.street,
            AddressField::Extra => &self.extra,
            AddressField::Area => &self.area,
            AddressField::City => &self.city,
            AddressField::Region => &self.region,
            AddressField::Postcode => &self.postcode,
        }
    }

    /// Returns the value of a field, mutable.
    pub fn get_mut(&mut self, field: AddressField) -> &mut String {
        match field {
            AddressField::Name => &mut self.name,
            AddressField::Company => &mut self.company,
            AddressField::Street => &mut self.street,
            AddressField::Extra => &mut self.extra,
            AddressField::Area => &mut self.area,
            AddressField::City => &mut self.city,
            AddressField::Region => &mut self.region,
            AddressField::Postcode => &mut self.postcode,
        }
    }
}
