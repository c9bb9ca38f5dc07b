//! The style sheet of a theme: one cascade layer that says only where the theme differs from the default look.

use crate::{
    document::{Radius, Scale},
    scheme::{DEFAULT_DARK, DEFAULT_LIGHT, SchemeColours},
    scripts::{self, NamedFamily},
    theme::Theme,
};

/// The shop's name is set as titles are.
const WORDMARK: &str = ".wordmark{font-weight:var(--weight-title);letter-spacing:var(--tracking-title)}";

/// The logo keeps its ratio; a wide one leaves room for the menu on a phone.
const LOGO: &str = ".wordmark img{inline-size:auto;block-size:2.25rem;max-inline-size:min(13rem,42vi);object-fit:contain}\
     .footer-end{align-items:center}";

const TITLE_FAMILY: &str = "theme-title";
const TEXT_FAMILY: &str = "theme-text";

/// From this weight on, browsers take the bold face of a local font.
const BOLD: u16 = 600;

impl Theme {
    /// Writes the style sheet that follows the shop's own: one cascade layer, or nothing for the default look.
    ///
    /// Colours and sizes are for the screen only: the layer comes after that of printing, which has its own.
    pub fn css(&self) -> String {
        let mut css = fonts(self);
        let screen = self.screen();
        if !screen.is_empty() {
            css += &format!("@media screen{{:root{{{screen}}}}}");
        }
        if self.light != DEFAULT_LIGHT || self.dark != DEFAULT_DARK {
            let dark = colours(self.dark, true);
            css += &format!("@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}");
        }
        if self.logo().is_some() {
            css += LOGO;
        }
        if css.is_empty() { css } else { format!("@layer theme{{{css}}}") }
    }

    /// Writes the declarations for all schemes: sizes, and the light colours.
    fn screen(&self) -> String {
        let mut css = String::new();
        if self.radius != Radius::default() {
            css += &format!("--radius:{};", self.radius.length());
        }
        if self.scale != Scale::default() {
            css += &self.scale.declarations();
        }
        if self.light != DEFAULT_LIGHT {
            css += &colours(self.light, false);
        }
        css
    }
}

/// Writes all colours of a scheme, and `color-scheme` where the paper is not as dark as the scheme's name says.
fn colours(scheme: SchemeColours, is_dark_expected: bool) -> String {
    let tints = scheme.tints();
    let mut css = String::new();
    for (name, colour) in [
        ("paper", scheme.paper),
        ("paper-raised", tints.papers.raised),
        ("paper-sunk", tints.papers.sunk),
        ("ink", scheme.ink),
        ("ink-soft", tints.ink_soft),
        ("line", tints.line),
        ("line-strong", tints.line_strong),
        ("accent", scheme.accent),
        ("on-accent", scheme.on_accent),
        ("good", scheme.good),
    ] {
        css += &format!("--{name}:{colour};");
    }
    let is_dark = scheme.paper.is_dark();
    let [red, green, blue] = scheme.ink.0;
    css += &match is_dark {
        true => "--shade:rgb(0 0 0/.6);--picture-filter:brightness(.86) contrast(1.03);".to_owned(),
        false => format!("--shade:rgb({red} {green} {blue}/.42);--picture-filter:none;"),
    };
    if is_dark != is_dark_expected {
        css += if is_dark { "color-scheme:dark;" } else { "color-scheme:light;" };
    }
    css
}

/// Writes the font faces, and the rules that put them in front of the system's fonts.
fn fonts(theme: &Theme) -> String {
    let text = theme.text_family.as_ref().map(|family| NamedFamily { name: TEXT_FAMILY, family });
    let is_shared = theme.text_family == theme.title_family;
    let title_name = if is_shared { TEXT_FAMILY } else { TITLE_FAMILY };
    let titles = theme.title_family.as_ref().map(|family| NamedFamily { name: title_name, family });
    let mut css = String::new();
    if let Some(NamedFamily { name, family }) = &text {
        css += &family.font_faces(name, true);
    }
    if let Some(NamedFamily { name, family }) = titles.as_ref().filter(|_| !is_shared) {
        css += &family.font_faces(name, family.titles.weight >= BOLD);
    }
    css += &scripts::rules(titles.as_ref(), text.as_ref());
    if titles.is_some() {
        css += WORDMARK;
    }
    css
}
