use serde::{Deserialize, Serialize};

/// A field of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressField {
    /// The person who receives the parcel.
    Name,
    /// The company, which is never required.
    Company,
    /// Street and building.
    Street,
    /// The second line: flat, floor, landmark. Never required.
    Extra,
    /// A part of the city: an area, a district, a neighbourhood.
    Area,
    /// The city or town.
    City,
    /// A part of the country: an emirate, a state, a prefecture.
    Region,
    /// The postcode.
    Postcode,
}

/// The name of a field in a country. The keys of its texts are made from [`Self::as_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum FieldLabel {
    Name,
    Company,
    Street,
    Extra,
    Area,
    District,
    Neighborhood,
    Suburb,
    Townland,
    VillageTownship,
    City,
    PostTown,
    County,
    Department,
    DoSi,
    Emirate,
    Island,
    Oblast,
    Parish,
    Prefecture,
    Province,
    State,
    Postcode,
    Eircode,
    Pin,
    Zip,
}

impl AddressField {
    /// Every field.
    pub const ALL: [Self; 8] =
        [Self::Name, Self::Company, Self::Street, Self::Extra, Self::Area, Self::City, Self::Region, Self::Postcode];

    /// Returns the name of the field in forms and texts, such as `postcode`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::Street => "street",
            Self::Extra => "extra",
            Self::Area => "area",
            Self::City => "city",
            Self::Region => "region",
            Self::Postcode => "postcode",
        }
    }

    /// Returns the token of HTML's `autocomplete` attribute for the field.
    pub const fn autocomplete(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "organization",
            Self::Street => "address-line1",
            Self::Extra => "address-line2",
            Self::Area => "address-level3",
            Self::City => "address-level2",
            Self::Region => "address-level1",
            Self::Postcode => "postal-code",
        }
    }
}

impl FieldLabel {
    /// Every label.
    pub const ALL: [Self; 26] = [
        Self::Name,
        Self::Company,
        Self::Street,
        Self::Extra,
        Self::Area,
        Self::District,
        Self::Neighborhood,
        Self::Suburb,
        Self::Townland,
        Self::VillageTownship,
        Self::City,
        Self::PostTown,
        Self::County,
        Self::Department,
        Self::DoSi,
        Self::Emirate,
        Self::Island,
        Self::Oblast,
        Self::Parish,
        Self::Prefecture,
        Self::Province,
        Self::State,
        Self::Postcode,
        Self::Eircode,
        Self::Pin,
        Self::Zip,
    ];

    /// Returns the label's part of the key of its texts, such as `post-town`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Company => "company",
            Self::Street => "street",
            Self::Extra => "extra",
            Self::Area => "area",
            Self::District => "district",
            Self::Neighborhood => "neighborhood",
            Self::Suburb => "suburb",
            Self::Townland => "townland",
            Self::VillageTownship => "village-township",
            Self::City => "city",
            Self::PostTown => "post-town",
            Self::County => "county",
            Self::Department => "department",
            Self::DoSi => "do-si",
            Self::Emirate => "emirate",
            Self::Island => "island",
            Self::Oblast => "oblast",
            Self::Parish => "parish",
            Self::Prefecture => "prefecture",
            Self::Province => "province",
            Self::State => "state",
            Self::Postcode => "postcode",
            Self::Eircode => "eircode",
            Self::Pin => "pin",
            Self::Zip => "zip",
        }
    }

    /// Returns the label with this name in the table.
    pub(crate) fn from_table(name: &str) -> Option<Self> {
        let name = if name == "postal" { "postcode" } else { name };
        Self::ALL.into_iter().find(|label| label.as_str().replace('-', "_") == name)
    }
}
