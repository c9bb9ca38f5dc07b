use std::sync::OnceLock;

use types::{Country, Language};

use crate::{AddressField, FieldLabel, Region, postcode::PostcodeRule};

/// A line per country, with fields separated by tabs, as `data/README.md` describes them.
const TABLE: &str = include_str!("../data/countries.txt");

/// The number of [`Country::all`].
const COUNTRIES: usize = 249;

/// The format of addresses in a country.
#[derive(Debug)]
pub struct AddressFormat {
    /// The lines of an address, with `%` and a letter for a field and `%n` between lines.
    template: &'static str,
    /// The same in Latin letters, if it differs.
    latin_template: &'static str,
    required: &'static str,
    labels: [FieldLabel; 4],
    languages: &'static str,
    regions: Vec<Region>,
    postcode: Option<PostcodeRule>,
}

/// Returns the format of a country: its own, or the one that has a name, lines and a city.
pub fn format_of(country: Country) -> &'static AddressFormat {
    static FORMATS: [OnceLock<AddressFormat>; COUNTRIES] = [const { OnceLock::new() }; COUNTRIES];
    FORMATS[country.index()].get_or_init(|| AddressFormat::from_table(row(country.code())))
}

/// Returns the row of a country behind its code.
fn row(code: &str) -> &'static str {
    let row = |code: &str| TABLE.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix('\t'));
    row(code).or_else(|| row("ZZ")).unwrap_or_default()
}

impl AddressFormat {
    fn from_table(row: &'static str) -> Self {
        let mut fields = row.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (template, latin_template, required, labels) = (next(), next(), next(), next());
        let (pattern, examples, languages) = (next(), next(), next());
        let regions = next().split('~').filter(|region| !region.is_empty());
        let mut labels = labels.split(',').map(|label| FieldLabel::from_table(label).unwrap_or(FieldLabel::Area));
        Self {
            template,
            latin_template,
            required,
            labels: [(); 4].map(|()| labels.next().unwrap_or(FieldLabel::Area)),
            languages,
            regions: regions.map(|region| Region::from_table(region, languages)).collect(),
            postcode: (!pattern.is_empty()).then(|| PostcodeRule::new(pattern, examples)),
        }
    }

    /// Returns the fields in the order that the country's addresses have for readers of a language.
    pub fn fields(&self, language: Language) -> Vec<AddressField> {
        let letters = self.template(language).split('%').skip(1).filter_map(|part| part.chars().next());
        let mut fields = Vec::new();
        for field in letters.filter_map(field_of_letter) {
            fields.push(field);
            if field == AddressField::Street {
                fields.push(AddressField::Extra);
            }
        }
        fields
    }

    /// Returns true if addresses of the country have the field.
    pub fn has(&self, field: AddressField) -> bool {
        let token = ['%', letter_of_field(field)];
        self.template.contains(&String::from_iter(token))
    }

    /// Returns true if the field must be filled in.
    pub fn requires(&self, field: AddressField) -> bool {
        match field {
            AddressField::Name => true,
            AddressField::Company | AddressField::Extra => false,
            _ => self.has(field) && self.required.contains(letter_of_field(field)),
        }
    }

    /// Returns the country's name for the field.
    pub fn label(&self, field: AddressField) -> FieldLabel {
        let [region, city, area, postcode] = self.labels;
        match field {
            AddressField::Name => FieldLabel::Name,
            AddressField::Company => FieldLabel::Company,
            AddressField::Street => FieldLabel::Street,
            AddressField::Extra => FieldLabel::Extra,
            AddressField::Area => area,
            AddressField::City => city,
            AddressField::Region => region,
            AddressField::Postcode => postcode,
        }
    }

    /// Returns the regions to choose from. Without any, the region is a text.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// Returns the region with this code: the part of its ISO 3166-2 code behind the country.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code() == code)
    }

    /// Returns an example of a postcode.
    pub fn postcode_example(&self) -> Option<&'static str> {
        self.postcode.as_ref().and_then(PostcodeRule::example)
    }

    /// Returns true if postcodes are only digits, separators aside.
    pub fn has_numeric_postcodes(&self) -> bool {
        let is_digit = |c: char| c.is_ascii_digit() || !c.is_alphanumeric();
        self.postcode_example().is_some_and(|example| example.chars().all(is_digit))
    }

    /// Returns the region that a postcode lies in, if it lies in exactly one. The postcode is as [`crate::check`] returns it.
    pub fn region_of_postcode(&self, postcode: &str) -> Option<&Region> {
        let mut fitting = self.regions.iter().filter(|region| self.is_within(postcode, region) == Some(true));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// Returns true if the postcode lies in the region, and `None` if that is unknown.
    pub(crate) fn is_within(&self, postcode: &str, region: &Region) -> Option<bool> {
        let pattern = region.postcode_beginnings();
        let beginning = regex_lite::Regex::new(&format!("^(?:{pattern})")).ok().filter(|_| !pattern.is_empty())?;
        Some(beginning.is_match(postcode))
    }

    pub(crate) fn postcode(&self) -> Option<&PostcodeRule> {
        self.postcode.as_ref()
    }

    /// Returns the lines for readers of a language: those in Latin letters, unless it is one of the country.
    pub(crate) fn template(&self, language: Language) -> &'static str {
        let is_own = self.languages.split(',').any(|tag| tag.split('-').next() == Some(language.primary_subtag()));
        if is_own || self.latin_template.is_empty() { self.template } else { self.latin_template }
    }
}

/// Returns the field of a letter in a format.
pub(crate) fn field_of_letter(letter: char) -> Option<AddressField> {
    AddressField::ALL.into_iter().find(|field| *field != AddressField::Extra && letter_of_field(*field) == letter)
}

const fn letter_of_field(field: AddressField) -> char {
    match field {
        AddressField::Name => 'N',
        AddressField::Company => 'O',
        AddressField::Street | AddressField::Extra => 'A',
        AddressField::Area => 'D',
        AddressField::City => 'C',
        AddressField::Region => 'S',
        AddressField::Postcode => 'Z',
    }
}
