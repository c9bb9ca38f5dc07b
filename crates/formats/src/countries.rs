use icu_normalizer::DecomposingNormalizerBorrowed;
use types::Country;

/// A line per language: its tag, and the names in the order of [`Country::all`].
const NAMES: &str = include_str!("../data/countries.txt");

/// Returns the name of a country in the language of a BCP 47 tag, or in English if the table lacks the language.
pub fn country_name(tag: &str, country: Country) -> &'static str {
    let language = tag.split('-').next().unwrap_or_default();
    name(language, country).or_else(|| name("en", country)).unwrap_or(country.code())
}

fn name(language: &str, country: Country) -> Option<&'static str> {
    let (_, names) = NAMES.lines().filter_map(|line| line.split_once('\t')).find(|(tag, _)| *tag == language)?;
    names.split('\t').nth(country.index())
}

/// Returns a key that sorts names by their letters: in lower case and without accents.
pub fn sort_key(name: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    let letters = DecomposingNormalizerBorrowed::new_nfd().normalize(name);
    letters.chars().filter(|c| !is_mark(c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_table_names_every_country() {
        for line in NAMES.lines() {
            assert_eq!(line.split('\t').filter(|name| !name.is_empty()).count(), 1 + Country::all().len());
        }
    }

    #[test]
    fn names_with_accents_stand_among_those_without() {
        let mut names = ["Zypern", "Ägypten", "Estland", "Österreich", "Albanien"];

        names.sort_by_key(|name| sort_key(name));

        assert_eq!(names, ["Ägypten", "Albanien", "Estland", "Österreich", "Zypern"]);
    }

    #[test]
    fn countries_are_named_in_the_language_or_in_english() {
        let germany = Country::from_code("DE").unwrap();
        let cases = [("de-AT", "Deutschland"), ("ja", "ドイツ"), ("ar-SA-u-nu-latn", "ألمانيا"), ("sw", "Germany")];
        for (tag, expected) in cases {
            assert_eq!(country_name(tag, germany), expected, "{tag}");
        }
    }
}
