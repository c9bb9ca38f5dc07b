//! Families: a theme's title font and text font, as one or several files.

use super::{
    fallback,
    file::{FontFile, LatinMetrics},
};
use crate::document::FontKind;

/// A family of fonts, and the setting of titles in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Family {
    pub(crate) files: Vec<FontFile>,
    pub(crate) kind: FontKind,
    pub(crate) titles: TitleSetting,
}

/// The setting of titles that suits a font.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TitleSetting {
    pub(crate) weight: u16,
    /// A length of CSS.
    pub(crate) tracking: &'static str,
    /// A line height without a unit.
    pub(crate) leading: &'static str,
}

impl Family {
    /// Writes the `@font-face` rules of the family under a name, and of the local fonts that stand in for it.
    pub(crate) fn font_faces(&self, name: &str, is_bold_used: bool) -> String {
        let mut css = String::new();
        for file in &self.files {
            css += &format!("@font-face{{font-family:{name};src:url({})format(\"woff2\")", file.address());
            if file.is_italic {
                css += ";font-style:italic";
            }
            css += &match (file.lowest_weight, file.highest_weight) {
                (lowest, highest) if lowest == highest => format!(";font-weight:{lowest}"),
                (lowest, highest) => format!(";font-weight:{lowest} {highest}"),
            };
            css += ";font-display:swap";
            if !file.unicode_range.is_empty() {
                css += &format!(";unicode-range:{}", file.unicode_range);
            }
            css.push('}');
        }
        if let Some((file, metrics)) = self.latin() {
            css += &fallback::rules(name, self.kind, metrics, is_bold_used, &file.unicode_range);
        }
        css
    }

    /// Returns the list of names that stands before the system's fonts.
    pub(crate) fn names(&self, name: &str) -> String {
        let mut names = name.to_owned();
        if self.latin().is_some() {
            (1..=fallback::COUNT).for_each(|number| names += &format!(",{name}-{number}"));
        }
        names
    }

    /// The file that is measured: the first upright one with Latin letters.
    fn latin(&self) -> Option<(&FontFile, LatinMetrics)> {
        let measured = self.files.iter().filter_map(|file| Some((file, file.latin?)));
        measured.min_by_key(|(file, _)| file.is_italic)
    }

    /// Sans titles are set bolder and tighter than serif ones, as far as the files allow.
    pub(super) fn own(files: Vec<FontFile>, kind: FontKind) -> Self {
        let lowest = files.iter().map(|file| file.lowest_weight).min().unwrap_or(400);
        let highest = files.iter().map(|file| file.highest_weight).max().unwrap_or(400);
        let (weight, tracking) = if kind == FontKind::Sans { (600, "-.02em") } else { (400, "-.012em") };
        Self { titles: TitleSetting { weight: weight.clamp(lowest, highest), tracking, leading: "1.12" }, kind, files }
    }
}
