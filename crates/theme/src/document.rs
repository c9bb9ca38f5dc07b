//! The theme as a merchant writes it.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};
use std::fmt;

/// The look of a shop, as a document. Every part is optional: an empty document is the default look.
///
/// Nothing in it is CSS. A colour is `#rrggbb`, a size is a name, and a font is a file or the name of a bundled one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ThemeDocument {
    /// The name of a ready theme, such as `atelier`, to start from. The other parts replace its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ready: Option<String>,
    /// Colours for browsers that prefer a light scheme.
    #[serde(skip_serializing_if = "SchemeDocument::is_empty")]
    pub light: SchemeDocument,
    /// Colours for browsers that prefer a dark scheme. Missing ones are derived from the light ones.
    #[serde(skip_serializing_if = "SchemeDocument::is_empty")]
    pub dark: SchemeDocument,
    /// The corners of buttons and fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius: Option<Radius>,
    /// The sizes of titles, and the room between the parts of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// The font of titles and of the shop's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title_font: Option<FontDocument>,
    /// The font of everything else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text_font: Option<FontDocument>,
    /// The path of the logo: SVG, PNG, JPEG or WebP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The path of the logo for browsers that prefer a dark scheme: a picture of the same shape as `logo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_dark: Option<String>,
    /// The path of the icon in tabs and bookmarks: SVG or PNG, square.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// The path of the picture that is shown where a page without one of its own is shared: PNG or JPEG.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_picture: Option<String>,
}

impl ThemeDocument {
    /// Returns the files that the document names, with the path of the field.
    pub fn files(&self) -> Vec<ThemeFileName<'_>> {
        let fonts = [("title_font", &self.title_font), ("text_font", &self.text_font)].into_iter();
        let fonts = fonts.filter_map(|(field, font)| match font {
            Some(FontDocument::Own(own)) => Some(own.files.iter().enumerate().map(move |(index, path)| {
                ThemeFileName { field: format!("{field}.files[{index}]"), path, kind: ThemeFileKind::Font }
            })),
            _ => None,
        });
        let pictures = [
            ("logo", &self.logo, ThemeFileKind::Logo),
            ("logo_dark", &self.logo_dark, ThemeFileKind::Logo),
            ("icon", &self.icon, ThemeFileKind::Icon),
            ("share_picture", &self.share_picture, ThemeFileKind::SharePicture),
        ];
        let pictures = pictures.into_iter().filter_map(|(field, path, kind)| {
            Some(ThemeFileName { field: field.to_owned(), path: path.as_deref()?, kind })
        });
        fonts.flatten().chain(pictures).collect()
    }
}

/// A file that a theme names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFileName<'a> {
    /// The path of the field, such as `title_font.files[1]`.
    pub field: String,
    /// The path of the file.
    pub path: &'a str,
    /// The use of the file.
    pub kind: ThemeFileKind,
}

/// The use of a file in a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeFileKind {
    /// A font.
    Font,
    /// The logo.
    Logo,
    /// The icon in tabs and bookmarks.
    Icon,
    /// The picture of shared links.
    SharePicture,
}

/// The colours of one scheme, each as `#rrggbb`. Missing ones are chosen so that they can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SchemeDocument {
    /// The ground of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Text, and the ground of buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ink: Option<String>,
    /// Links under the pointer, focus rings, low stock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// Text on the accent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_accent: Option<String>,
    /// Good news, such as "in stock".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub good: Option<String>,
}

impl SchemeDocument {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The corners of buttons, fields and badges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Radius {
    /// Right angles.
    Square,
    /// Two pixels.
    #[default]
    Slight,
    /// Four pixels.
    Soft,
    /// Six pixels: a check box of eighteen still has corners.
    Round,
}

/// The sizes of titles, and the room between the parts of a page. Text keeps its size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Small titles and little room: much on a screen.
    Compact,
    /// The sizes of the default look.
    #[default]
    Regular,
    /// Large titles and much room.
    Generous,
}

/// A font: the name of a bundled one, or the merchant's own files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum FontDocument {
    /// The name of a bundled font, such as `figtree`.
    Bundled(String),
    /// Files of the merchant.
    Own(OwnFontDocument),
}

/// A font of the merchant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnFontDocument {
    /// The name of the font, for people. Style sheets do not contain it.
    pub name: String,
    /// The paths of its WOFF2 files: weights, or subsets such as Latin and Cyrillic.
    pub files: Vec<String>,
    /// The kind of the font. Without it, the file's own classification decides, which many fonts leave empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FontKind>,
}

/// The kind of a font. It decides the local fonts that stand in until the file arrives, and the weight of titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FontKind {
    /// A font without serifs.
    Sans,
    /// A font with serifs.
    Serif,
}

/// Written by hand, because an untagged enum has no message that names the wrong field.
impl<'de> Deserialize<'de> for FontDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FontVisitor)
    }
}

struct FontVisitor;

impl<'de> Visitor<'de> for FontVisitor {
    type Value = FontDocument;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a bundled font, or an object with `name` and `files`")
    }

    fn visit_str<E>(self, name: &str) -> Result<FontDocument, E> {
        Ok(FontDocument::Bundled(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FontDocument, A::Error> {
        OwnFontDocument::deserialize(MapAccessDeserializer::new(map)).map(FontDocument::Own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: &str) -> String {
        serde_json::from_str::<ThemeDocument>(json).unwrap_err().to_string()
    }

    #[test]
    fn document_is_written_as_it_was_read() {
        let json = r##"{"light":{"paper":"#ffffff"},"radius":"soft","title_font":"figtree","text_font":{"name":"Own","files":["fonts/own.woff2"]},"logo":"images/logo.svg"}"##;
        let document: ThemeDocument = serde_json::from_str(json).unwrap();

        assert_eq!(serde_json::to_string(&document).unwrap(), json);
        assert_eq!(serde_json::to_string(&ThemeDocument::default()).unwrap(), "{}");
    }

    #[test]
    fn unknown_names_are_refused_with_the_known_ones() {
        insta::assert_snapshot!(error(r#"{"css": "*{}"}"#));
        insta::assert_snapshot!(error(r#"{"radius": "99px"}"#));
        insta::assert_snapshot!(error(r#"{"light": {"sunk": "red"}}"#));
        insta::assert_snapshot!(error(r#"{"text_font": {"name": "a", "files": [], "url": "x"}}"#));
        insta::assert_snapshot!(error(r#"{"text_font": 7}"#));
    }
}
