//! A theme: the look of a shop as data. A document names colours, sizes and fonts; the check refuses what shoppers could
//! not read; a checked theme writes its own style sheet. No CSS comes from outside.
//!
//! ```
//! use theme::{OwnFonts, Theme, ThemeDocument};
//!
//! let json = r##"{"light": {"paper": "#ffffff", "ink": "#1c1c1c", "accent": "#7a2e12"}, "text_font": "figtree"}"##;
//! let document: ThemeDocument = serde_json::from_str(json)?;
//! let theme = Theme::check(&document, &OwnFonts::new()).map_err(|errors| format!("{errors:?}"))?;
//! assert!(theme.css().starts_with("@layer theme{"));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Everything here is pure: there is no clock, no file, no environment and no randomness.
//!
//! In reading order: [`ThemeDocument`] is what a merchant writes; [`Theme::check`] checks it, with the merchant's own
//! fonts as [`FontFile`]s; [`Theme::css`] is the style sheet that follows the built one. [`bundled_font`] has the bytes
//! of the fonts that come with the shop, [`READY_THEMES`] are documents to start from, and [`clean_svg`] makes a logo
//! harmless.

mod contrast;
mod document;
mod error;
mod fonts;
mod image_path;
mod oklch;
mod plain_look;
mod ready;
mod rgb;
mod scheme;
mod scheme_check;
mod scripts;
mod sizes;
mod style_sheet;
mod svg;
mod theme;

pub use document::{
    FontDocument, FontKind, OwnFontDocument, Radius, Scale, SchemeDocument, ThemeDocument, ThemeFileKind, ThemeFileName,
};
pub use error::ThemeError;
pub use fonts::{
    FontError, FontFile, MAX_FONT_BYTES, MAX_FONT_FILES, OwnFonts, Woff2Error, bundled_font, bundled_fonts,
};
pub use plain_look::{Palette, PlainLook};
pub use ready::{READY_THEMES, ready_theme};
pub use rgb::Rgb;
pub use svg::{MAX_SVG_BYTES, SvgError, clean_svg, svg_size};
pub use theme::{Theme, ThemeColors};

#[cfg(test)]
mod tests;
