//! The setting of each script: the system's fonts, and what titles need. It is that of `style/tokens.css`.
//!
//! A theme puts its font in front of each list. Its rule for `:root` is stronger than all of `tokens.css`, so it has to
//! say again what Arabic and Devanagari need.

use crate::{document::FontKind, fonts::Family};

/// The defaults of one script.
pub(crate) struct Script {
    selector: &'static str,
    text: &'static str,
    title: &'static str,
    weight: &'static str,
    tracking: &'static str,
    leading: &'static str,
}

/// The first one is for Latin and for every script that has no setting of its own.
pub(crate) const SCRIPTS: [Script; 3] = [
    Script {
        selector: ":root,[lang]",
        text: r#""Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", "SF Arabic", "Geeza Pro", "Kohinoor Devanagari", "Nirmala UI", Arial, "Noto Sans Arabic", "Noto Sans Devanagari", sans-serif"#,
        title: r#""Iowan Old Style", "Palatino Linotype", Palatino, "TeX Gyre Pagella", P052, Georgia, "Noto Serif", "Geeza Pro", "Sakkal Majalla", "Noto Naskh Arabic", "Kohinoor Devanagari", "Nirmala UI", "Noto Serif Devanagari", serif"#,
        weight: "400",
        tracking: "-.012em",
        leading: "1.12",
    },
    Script {
        selector: r#"[lang|="ar"]"#,
        text: r#""SF Arabic", "Segoe UI", "Noto Sans Arabic", "Geeza Pro", Tahoma, "Noto Naskh Arabic", "Helvetica Neue", Roboto, "Noto Sans", Arial, "Nirmala UI", "Noto Sans Devanagari", sans-serif"#,
        title: r#""Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Iowan Old Style", "Palatino Linotype", Palatino, "TeX Gyre Pagella", P052, Georgia, "Noto Serif", "Segoe UI", "Noto Serif Devanagari", serif"#,
        weight: "500",
        tracking: "0",
        leading: "1.45",
    },
    Script {
        selector: r#"[lang|="hi"]"#,
        text: r#""Kohinoor Devanagari", "Nirmala UI", "Noto Sans Devanagari", "Devanagari Sangam MN", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, "Noto Sans Arabic", sans-serif"#,
        title: r#""Noto Serif Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Noto Sans Devanagari", "Iowan Old Style", Palatino, Georgia, "Noto Serif", "Noto Naskh Arabic", serif"#,
        weight: "500",
        tracking: "0",
        leading: "1.35",
    },
];

/// A family under the name that the style sheet gives it.
pub(crate) struct NamedFamily<'a> {
    pub(crate) name: &'a str,
    pub(crate) family: &'a Family,
}

/// Writes a rule a script that puts the families in front of the system's fonts. A sans title goes on to the system's
/// sans fonts.
pub(crate) fn rules(titles: Option<&NamedFamily<'_>>, text: Option<&NamedFamily<'_>>) -> String {
    if titles.is_none() && text.is_none() {
        return String::new();
    }
    SCRIPTS.iter().enumerate().map(|(index, script)| script.rule(titles, text, index == 0)).collect()
}

impl Script {
    fn rule(&self, titles: Option<&NamedFamily<'_>>, text: Option<&NamedFamily<'_>>, is_first: bool) -> String {
        let mut declarations = Vec::new();
        if let Some(NamedFamily { name, family }) = text {
            declarations.push(format!("--font-text:{},{}", family.names(name), self.text));
        }
        if let Some(NamedFamily { name, family }) = titles {
            let system = if family.kind == FontKind::Sans { self.text } else { self.title };
            let setting = &family.titles;
            let own = (setting.weight.to_string(), setting.tracking, setting.leading);
            let script = (self.weight.to_owned(), self.tracking, self.leading);
            let (weight, tracking, leading) = if is_first { own } else { script };
            declarations.push(format!("--font-title:{},{system}", family.names(name)));
            declarations.push(format!("--weight-title:{weight};--tracking-title:{tracking};--leading-title:{leading}"));
        }
        format!("{}{{{}}}", self.selector, declarations.join(";"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENS: &str = include_str!("../../../style/tokens.css");

    fn declared(property: &str) -> Vec<&'static str> {
        let lines = TOKENS.lines().filter_map(|line| line.trim().strip_prefix(property)?.strip_prefix(": "));
        lines.map(|value| value.trim_end_matches(';')).collect()
    }

    #[test]
    fn defaults_are_those_of_the_style_sheet() {
        let own = |value: fn(&Script) -> &'static str| SCRIPTS.iter().map(value).collect::<Vec<_>>();

        assert_eq!(declared("--font-text"), own(|script| script.text));
        assert_eq!(declared("--font-title"), own(|script| script.title));
        assert_eq!(declared("--weight-title"), own(|script| script.weight));
        assert_eq!(declared("--tracking-title"), own(|script| script.tracking));
        assert_eq!(declared("--leading-title"), own(|script| script.leading));
    }

    #[test]
    fn languages_are_those_of_the_style_sheet() {
        let selectors = TOKENS.lines().filter(|line| line.starts_with("[lang|=")).skip(1);

        let expected: Vec<_> = selectors.map(|line| line.trim_end_matches(" {")).collect();
        assert_eq!(SCRIPTS[1..].iter().map(|script| script.selector).collect::<Vec<_>>(), expected);
    }
}
