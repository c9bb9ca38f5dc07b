use std::sync::OnceLock;

use regex_lite::Regex;

use crate::fold_digits;

/// The rule of a country's postcodes.
#[derive(Debug)]
pub(crate) struct PostcodeRule {
    pattern: &'static str,
    /// An example of each shape, separated by commas.
    examples: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl PostcodeRule {
    pub(crate) fn new(pattern: &'static str, examples: &'static str) -> Self {
        Self { pattern, examples, compiled: OnceLock::new() }
    }

    pub(crate) fn example(&self) -> Option<&'static str> {
        self.examples.split(',').next().filter(|example| !example.is_empty())
    }

    /// Returns a postcode as the country writes it, or `None` if it is none. Digits of all scripts, lower case, missing or
    /// additional separators, and the letters of a country before it, as in `CH-8001`, are accepted.
    pub(crate) fn normalize(&self, text: &str) -> Option<String> {
        let text = fold_digits(text).to_uppercase();
        let compact: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let spellings = [Some(compact.clone()), self.without_country(&compact), self.with_fixed_letters(&compact)];
        let written = spellings.into_iter().flatten().find_map(|spelling| self.shape(&spelling));
        written.or_else(|| self.matches(&text).then_some(text))
    }

    /// Returns a postcode that is digits at its beginning without the letters of the country.
    fn without_country(&self, compact: &str) -> Option<String> {
        let begins_with_digit = self.example()?.starts_with(|c: char| c.is_ascii_digit());
        begins_with_digit.then(|| compact.trim_start_matches(|c: char| c.is_ascii_alphabetic()).to_owned())
    }

    /// Returns a postcode with the letters that all postcodes of the country begin with, such as `LV`.
    fn with_fixed_letters(&self, compact: &str) -> Option<String> {
        let letters: String = self.example()?.chars().take_while(char::is_ascii_alphabetic).collect();
        (!letters.is_empty() && self.pattern.starts_with(&letters)).then(|| letters + compact)
    }

    /// Returns the letters and digits with the separators of an example, or without any.
    fn shape(&self, compact: &str) -> Option<String> {
        let shaped = self.examples.split(',').filter_map(|example| fill(example, compact));
        shaped.chain([compact.to_owned()]).find(|written| self.matches(written))
    }

    fn matches(&self, text: &str) -> bool {
        let compile = || Regex::new(&format!("^(?:{})$", self.pattern)).ok();
        self.compiled.get_or_init(compile).as_ref().is_some_and(|pattern| pattern.is_match(text))
    }
}

/// Returns an example with its letters and digits replaced, if there are as many.
fn fill(example: &str, compact: &str) -> Option<String> {
    let count = example.chars().filter(|c| c.is_alphanumeric()).count();
    if count != compact.chars().count() {
        return None;
    }
    let mut rest = compact.chars();
    example.chars().map(|c| if c.is_alphanumeric() { rest.next() } else { Some(c) }).collect()
}

#[cfg(test)]
mod tests {
    use types::Country;

    use super::*;
    use crate::format_of;

    fn normalized(country: &str, text: &str) -> Option<String> {
        format_of(Country::from_code(country).unwrap()).postcode().and_then(|rule| rule.normalize(text))
    }

    #[test]
    fn postcodes_are_written_as_the_country_does() {
        let cases = [
            ("IN", "400 001", "400001"),
            ("IN", "४००-००१", "400001"),
            ("US", "950141234", "95014-1234"),
            ("US", "95014 1234", "95014-1234"),
            ("US", "94043", "94043"),
            ("GB", "sw1a1aa", "SW1A 1AA"),
            ("GB", " m2  5bq", "M2 5BQ"),
            ("GB", "bfpo61", "BFPO 61"),
            ("JP", "1540023", "154-0023"),
            ("JP", "１５４−００２３", "154-0023"),
            ("BR", "40301110", "40301-110"),
            ("NL", "1234ab", "1234 AB"),
            ("CA", "h3z2y7", "H3Z 2Y7"),
            ("PL", "00950", "00-950"),
            ("PT", "2725079", "2725-079"),
            ("LV", "1073", "LV-1073"),
            ("LV", "lv1073", "LV-1073"),
            ("AD", "100", "AD100"),
            ("CH", "CH-8001", "8001"),
            ("SE", "SE-114 55", "11455"),
            ("SA", "١١٥٦٤", "11564"),
            ("DE", "D-26133", "26133"),
        ];
        for (country, text, expected) in cases {
            assert_eq!(normalized(country, text).as_deref(), Some(expected), "{country} {text}");
        }
    }

    #[test]
    fn malformed_postcodes_are_refused() {
        for (country, text) in [
            ("IN", "40001"),
            ("IN", "4000011"),
            ("US", "9404"),
            ("GB", "SW1A"),
            ("DE", "1234a"),
            ("CA", "D3Z 2Y7"),
            ("MT", "01"),
            ("JP", ""),
        ] {
            assert_eq!(normalized(country, text), None, "{country} {text}");
        }
    }

    #[test]
    fn every_pattern_compiles_and_matches_its_examples() {
        for country in Country::all() {
            let Some(rule) = format_of(country).postcode() else { continue };
            for example in rule.examples.split(',').filter(|example| !example.is_empty()) {
                assert_eq!(rule.normalize(example).as_deref(), Some(example), "{country}");
            }
            assert!(Regex::new(rule.pattern).is_ok(), "{country}");
        }
    }
}
