use serde::{Deserialize, Serialize};
use types::{Country, Language};

use crate::{AddressField, AddressInput, Region, address_format::field_of_letter, format_of};

/// An address that [`crate::check`] has accepted, in its normal form.
///
/// Orders store it: its JSON must stay readable. A region is stored by its code, and a field that is empty is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    country: Country,
    #[serde(flatten)]
    values: AddressInput,
}

/// A doubt about an address. It does not keep anybody from ordering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressWarning {
    /// The postcode lies outside of the region.
    PostcodeOutsideRegion {
        /// The region that was chosen.
        region: &'static Region,
        /// The region that the postcode lies in, if it is only one.
        lies_in: Option<&'static Region>,
    },
}

impl Address {
    /// Returns an address of values that were checked.
    pub(crate) const fn new(country: Country, values: AddressInput) -> Self {
        Self { country, values }
    }

    /// Returns the country.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// Returns the value of a field, which is empty if there is none. A region of the country's list is its code.
    pub fn get(&self, field: AddressField) -> &str {
        self.values.get(field)
    }

    /// Returns the values, to fill a form with.
    pub fn into_input(self) -> AddressInput {
        self.values
    }

    /// Returns the region of the country's list.
    pub fn region(&self) -> Option<&'static Region> {
        format_of(self.country).region(&self.values.region)
    }

    /// Returns the ISO 3166-2 code of the region, such as `AE-DU`.
    pub fn region_code(&self) -> Option<String> {
        self.region().map(|region| format!("{}-{}", self.country, region.code()))
    }

    /// Returns the postcode.
    pub fn postcode(&self) -> Option<&str> {
        Some(self.values.postcode.as_str()).filter(|postcode| !postcode.is_empty())
    }

    /// Returns doubts to tell the shopper about.
    pub fn warnings(&self) -> Vec<AddressWarning> {
        let format = format_of(self.country);
        let outside = self
            .region()
            .zip(self.postcode())
            .filter(|(region, postcode)| format.is_within(postcode, region) == Some(false));
        let warning = |(region, postcode)| AddressWarning::PostcodeOutsideRegion {
            region,
            lies_in: format.region_of_postcode(postcode),
        };
        outside.map(warning).into_iter().collect()
    }

    /// Returns the lines in the country's order, without the country, for readers of a language.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let lines = format_of(self.country).template(language).split("%n");
        lines.flat_map(|line| self.fill_line(line, language)).filter(|line| !line.is_empty()).collect()
    }

    /// Returns a line of the format with the fields' values, and a second one below the street.
    fn fill_line(&self, line: &str, language: Language) -> Vec<String> {
        let mut parts = line.split('%');
        let mut filled = vec![String::new()];
        let mut between = parts.next().unwrap_or_default();
        for part in parts {
            let mut rest = part.chars();
            let field = rest.next().and_then(field_of_letter);
            let value = field.map(|field| self.shown(field, language)).unwrap_or_default();
            self.append(&mut filled, between, value, field);
            between = rest.as_str();
        }
        filled
    }

    /// Adds a value behind the text before it. That text is left out if the line would begin with it for lack of a value.
    fn append(&self, lines: &mut Vec<String>, between: &str, value: &str, field: Option<AddressField>) {
        if value.is_empty() {
            return;
        }
        if let Some(line) = lines.last_mut() {
            let separates = between.trim_matches([' ', ',', '-', '/']).is_empty();
            line.push_str(if line.is_empty() && separates { "" } else { between });
            line.push_str(value);
        }
        if field == Some(AddressField::Street) && !self.values.extra.is_empty() {
            lines.push(self.values.extra.clone());
        }
    }

    fn shown(&self, field: AddressField, language: Language) -> &str {
        match self.region().filter(|_| field == AddressField::Region) {
            Some(region) => region.on_envelope(language),
            None => self.get(field),
        }
    }
}
