//! The look of a shop for documents that load no style sheet, such as mails.

use crate::{document::FontKind, fonts::Family, rgb::Rgb, scheme::SchemeColours, theme::Theme};

/// The look of a shop without its style sheet: colours for both schemes, the kinds of fonts, and corners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlainLook {
    /// For a light scheme.
    pub light: Palette,
    /// For a dark scheme.
    pub dark: Palette,
    /// The kind of the titles' font.
    pub titles: FontKind,
    /// The kind of the font of everything else.
    pub text: FontKind,
    /// The corners of buttons: a length of CSS.
    pub radius: &'static str,
}

/// The colours of one scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The ground of the page.
    pub paper: Rgb,
    /// A ground that is raised from the page.
    pub raised: Rgb,
    /// Text, and the ground of buttons.
    pub ink: Rgb,
    /// Text of less weight. It can be read on both grounds.
    pub ink_soft: Rgb,
    /// Lines between parts.
    pub line: Rgb,
    /// Links.
    pub accent: Rgb,
}

impl Theme {
    /// Returns the look for documents that load no style sheet.
    pub fn plain_look(&self) -> PlainLook {
        PlainLook {
            light: palette(self.light),
            dark: palette(self.dark),
            titles: self.title_family.as_ref().map_or(FontKind::Serif, |family: &Family| family.kind),
            text: self.text_family.as_ref().map_or(FontKind::Sans, |family: &Family| family.kind),
            radius: self.radius.length(),
        }
    }
}

fn palette(scheme: SchemeColours) -> Palette {
    let tints = scheme.tints();
    Palette {
        paper: scheme.paper,
        raised: tints.papers.raised,
        ink: scheme.ink,
        ink_soft: tints.ink_soft,
        line: tints.line,
        accent: scheme.accent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OwnFonts, ThemeDocument};

    fn look(json: &str) -> PlainLook {
        let document: ThemeDocument = serde_json::from_str(json).unwrap();
        Theme::check(&document, &OwnFonts::new()).unwrap().plain_look()
    }

    #[test]
    fn default_look_has_serif_titles_over_sans_text() {
        let look = look("{}");

        assert_eq!((look.titles, look.text, look.radius), (FontKind::Serif, FontKind::Sans, "2px"));
        assert_eq!((look.light.paper.to_string(), look.dark.paper.to_string()), ("#f8f4ed".into(), "#1b1815".into()));
    }

    #[test]
    fn look_has_the_colours_and_kinds_of_the_theme() {
        let look = look(r##"{"light": {"paper": "#ffffff"}, "title_font": "figtree", "radius": "square"}"##);

        assert_eq!((look.titles, look.radius), (FontKind::Sans, "0px"));
        assert_eq!(look.light.paper, Rgb::WHITE);
    }
}
