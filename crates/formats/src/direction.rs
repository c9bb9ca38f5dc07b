use icu_locale::LocaleDirectionality;
use types::Direction;

/// Returns the direction of lines in the language and script of a BCP 47 tag: left to right if the script is unknown.
pub fn direction(tag: &str) -> Direction {
    let locale: Option<icu_locale::Locale> = tag.parse().ok();
    match locale {
        Some(locale) if LocaleDirectionality::new_extended().is_right_to_left(&locale.id) => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_follows_the_script() {
        for tag in ["ar", "ar-AE", "he", "fa-IR", "ur", "ckb", "az-Arab", "ar-SA-u-nu-latn", "dv"] {
            assert_eq!(direction(tag), Direction::RightToLeft, "{tag}");
        }
        for tag in ["en", "de-CH", "ja", "hi", "ar-Latn", "az", "zh-Hant-TW", "", "not a tag"] {
            assert_eq!(direction(tag), Direction::LeftToRight, "{tag}");
        }
    }
}
