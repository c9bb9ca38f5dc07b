use serde::{Deserialize, Serialize};
use types::Country;

use super::{Destination, PostcodeRange, fault::FaultList, fold_postcode};

/// An area of addresses. A list without entries holds for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaDocument {
    /// ISO 3166-1 codes of countries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// ISO 3166-2 codes of subdivisions, such as `AE-DU`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Ranges of postcodes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub postcodes: Vec<PostcodeRange>,
}

impl AreaDocument {
    /// Returns true if the address is in the area.
    pub fn contains(&self, destination: &Destination) -> bool {
        let has_country = self.countries.is_empty() || self.countries.contains(&destination.country);
        let has_region =
            self.regions.is_empty() || destination.region.as_ref().is_some_and(|region| self.regions.contains(region));
        let postcode = destination.postcode.as_deref().map(fold_postcode);
        let has_postcode = self.postcodes.is_empty()
            || postcode.is_some_and(|postcode| self.postcodes.iter().any(|range| range.contains(&postcode)));
        has_country && has_region && has_postcode
    }

    pub(super) fn check(&self, faults: &mut FaultList) {
        faults.require(self.regions.iter().all(|region| is_region(region)), "regions", NO_REGION);
        let needs_country = self.postcodes.is_empty() || !self.countries.is_empty() || !self.regions.is_empty();
        faults.require(needs_country, "postcodes", "postcodes are of a country; name it in \"countries\"");
        faults.field("postcodes", |faults| {
            faults.items(&self.postcodes, |faults, range| {
                if !range.is_ordered() {
                    faults.here(NO_RANGE);
                }
            });
        });
    }
}

/// The sentence for a malformed subdivision.
pub(super) const NO_REGION: &str = "write ISO 3166-2 codes, such as \"AE-DU\"";

/// The sentence for a malformed range.
pub(super) const NO_RANGE: &str =
    "write two postcodes of the same length, the lower one first, such as [\"10000\", \"19999\"]";

/// Returns true if a text has the form of an ISO 3166-2 code of a known country.
pub(super) fn is_region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(country, part)| {
        let is_plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        Country::from_code(country).is_some() && (1..=3).contains(&part.len()) && part.bytes().all(is_plain)
    })
}
