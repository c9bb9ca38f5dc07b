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
