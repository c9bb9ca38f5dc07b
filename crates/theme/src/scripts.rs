//! The setting of each script: the system's fonts, and what titles need. It is that of `style/tokens.css`.
//!
//! A theme puts its font in front of each list. Its rule for `:root` is stronger than all of `tokens.css`, so it has to
//! say again what other scripts need.

use crate::{document::FontKind, fonts::Family};

/// The defaults of one script.
pub(crate) struct Script {
    /// Its languages.
    selector: &'static str,
    /// The system's fonts of texts and of titles; without them, those of the first script.
    fonts: Option<Fonts>,
    /// The weight of titles; without it, that of the first script.
    weight: Option<&'static str>,
    tracking: &'static str,
    leading: &'static str,
}

struct Fonts {
    text: &'static str,
    title: &'static str,
}

/// The first one is for Latin and for every script that has no setting of its own, the last one for those without capitals.
pub(crate) const SCRIPTS: [Script; 4] = [
    Script {
        selector: ":root,[lang]",
        fonts: Some(Fonts {
            text: r#""Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", "SF Arabic", "Geeza Pro", "Kohinoor Devanagari", "Nirmala UI", Arial, "Noto Sans Arabic", "Noto Sans Devanagari", sans-serif"#,
            title: r#""Iowan Old Style", "Palatino Linotype", Palatino, "TeX Gyre Pagella", P052, Georgia, "Noto Serif", "Geeza Pro", "Sakkal Majalla", "Noto Naskh Arabic", "Kohinoor Devanagari", "Nirmala UI", "Noto Serif Devanagari", serif"#,
        }),
        weight: Some("400"),
        tracking: "-.012em",
        leading: "1.12",
    },
    Script {
        selector: r#"[lang|="ar"],[lang|="ckb"],[lang|="fa"],[lang|="ps"],[lang|="sd"],[lang|="ug"],[lang|="ur"],[lang*="-Arab"]"#,
        fonts: Some(Fonts {
            text: r#""SF Arabic", "Segoe UI", "Noto Sans Arabic", "Geeza Pro", Tahoma, "Noto Naskh Arabic", "Helvetica Neue", Roboto, "Noto Sans", Arial, "Nirmala UI", "Noto Sans Devanagari", sans-serif"#,
            title: r#""Noto Naskh Arabic", "Geeza Pro", "Sakkal Majalla", "Iowan Old Style", "Palatino Linotype", Palatino, "TeX Gyre Pagella", P052, Georgia, "Noto Serif", "Segoe UI", "Noto Serif Devanagari", serif"#,
        }),
        weight: Some("500"),
        tracking: "0",
        leading: "1.45",
    },
    Script {
        selector: r#"[lang|="hi"],[lang|="mr"],[lang|="ne"],[lang*="-Deva"]"#,
        fonts: Some(Fonts {
            text: r#""Kohinoor Devanagari", "Nirmala UI", "Noto Sans Devanagari", "Devanagari Sangam MN", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, "Noto Sans Arabic", sans-serif"#,
            title: r#""Noto Serif Devanagari", "Kohinoor Devanagari", "Nirmala UI", "Noto Sans Devanagari", "Iowan Old Style", Palatino, Georgia, "Noto Serif", "Noto Naskh Arabic", serif"#,
        }),
        weight: Some("500"),
        tracking: "0",
        leading: "1.35",
    },
    Script {
        selector: r#"[lang|="am"],[lang|="bn"],[lang|="gu"],[lang|="he"],[lang|="ja"],[lang|="ka"],[lang|="km"],[lang|="kn"],[lang|="ko"],[lang|="lo"],[lang|="ml"],[lang|="my"],[lang|="pa"],[lang|="si"],[lang|="ta"],[lang|="te"],[lang|="th"],[lang|="zh"]"#,
        fonts: None,
        weight: None,
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
        if let (Some(NamedFamily { name, family }), Some(fonts)) = (text, &self.fonts) {
            declarations.push(format!("--font-text:{},{}", family.names(name), fonts.text));
        }
        if let Some(NamedFamily { name, family }) = titles {
            let system = |fonts: &Fonts| if family.kind == FontKind::Sans { fonts.text } else { fonts.title };
            let fonts =
                self.fonts.as_ref().map(|fonts| format!("--font-title:{},{}", family.names(name), system(fonts)));
            declarations.extend(fonts);
            let setting = &family.titles;
            let own = (Some(setting.weight.to_string()), setting.tracking, setting.leading);
            let script = (self.weight.map(str::to_owned), self.tracking, self.leading);
            let (weight, tracking, leading) = if is_first { own } else { script };
            declarations.extend(weight.map(|weight| format!("--weight-title:{weight}")));
            declarations.push(format!("--tracking-title:{tracking};--leading-title:{leading}"));
        }
        if declarations.is_empty() { String::new() } else { format!("{}{{{}}}", self.selector, declarations.join(";")) }
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
        let own = |value: fn(&Script) -> Option<&'static str>| SCRIPTS.iter().filter_map(value).collect::<Vec<_>>();

        assert_eq!(declared("--font-text"), own(|script| Some(script.fonts.as_ref()?.text)));
        assert_eq!(declared("--font-title"), own(|script| Some(script.fonts.as_ref()?.title)));
        assert_eq!(declared("--weight-title"), own(|script| script.weight));
        assert_eq!(declared("--tracking-title"), own(|script| Some(script.tracking)));
        assert_eq!(declared("--leading-title"), own(|script| Some(script.leading)));
    }

    #[test]
    fn languages_are_those_of_the_style_sheet() {
        let tokens = TOKENS.replace(",\n", ",");

        for script in &SCRIPTS {
            assert!(tokens.contains(&format!("{} {{", script.selector)), "{}", script.selector);
        }
    }
}
