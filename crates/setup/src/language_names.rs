use types::Language;

/// The names of languages in the languages themselves (CLDR), by tag.
const NAMES: &str = include_str!("language_names.txt");

/// Returns the language's name in the language itself, if it is known.
pub(crate) fn own_name(language: Language) -> Option<&'static str> {
    let name_of = |code: &str| {
        let mut lines = NAMES.lines().filter_map(|line| line.split_once(' '));
        lines.find(|(tag, _)| *tag == code).map(|(_, name)| name)
    };
    name_of(language.code()).or_else(|| name_of(language.primary_subtag()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_of_other_scripts_have_the_setting_of_their_script() {
        let sheet = include_str!("../../../style/tokens.css");
        let spaced = ["Armn", "Cyrl", "Grek", "Latn"];
        for (tag, _) in NAMES.lines().filter_map(|line| line.split_once(' ')) {
            let mut identifier: icu_locale::LanguageIdentifier = tag.parse().unwrap();
            icu_locale::LocaleExpander::new_common().maximize(&mut identifier);
            let has_setting = sheet.contains(&format!("[lang|=\"{}\"]", identifier.language));
            let needs_setting = identifier.script.is_some_and(|script| !spaced.contains(&script.as_str()));
            assert_eq!(has_setting, needs_setting, "{tag} {:?}", identifier.script);
        }
    }

    #[test]
    fn every_line_is_a_tag_and_a_name() {
        for line in NAMES.lines() {
            let (tag, name) = line.split_once(' ').unwrap();
            assert!(Language::from_code(tag).is_some() && !name.trim().is_empty(), "{line}");
        }
        let of = |tag: &str| own_name(Language::from_code(tag).unwrap());
        assert_eq!(
            [of("de"), of("de-CH"), of("zh-Hant"), of("xx")],
            [Some("Deutsch"), Some("Deutsch"), Some("繁體中文"), None]
        );
    }
}
