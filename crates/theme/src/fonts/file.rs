//! One font file: its checks, and the measures that a style sheet needs.

use super::{
    subset::{LATIN, unicode_range},
    woff2::{Tables, Woff2Error},
};
use crate::document::FontKind;
use ttf_parser::{Face, RawFaceTables, Tag};

/// The largest font file, in bytes.
pub const MAX_FONT_BYTES: usize = 200 * 1024;

/// The letters of running text in about their frequency: the average of their widths is the width of text.
const SAMPLE: &str = "aaabcdeeeefghiijklmnnoopqrrssttuvwxyz      ";

/// A checked WOFF2 file with its measures.
#[derive(Debug, Clone, PartialEq)]
pub struct FontFile {
    address: String,
    pub(super) lowest_weight: u16,
    pub(super) highest_weight: u16,
    pub(super) is_italic: bool,
    pub(super) kind: FontKind,
    pub(super) unicode_range: String,
    /// Measures of Latin text; `None` for a file without Latin letters.
    pub(super) latin: Option<LatinMetrics>,
}

/// Measures in units of the font size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LatinMetrics {
    pub(super) ascent: f64,
    pub(super) descent: f64,
    pub(super) line_gap: f64,
    /// The average width of letters at weight 400, or at the weight nearest to it.
    pub(super) regular_width: f64,
    /// The same at weight 600.
    pub(super) bold_width: f64,
}

/// The reason why a font file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FontError {
    /// The file is larger than [`MAX_FONT_BYTES`].
    #[error("the file has {} KB; at most {} KB are allowed: keep only the characters the shop needs", .0 / 1024, MAX_FONT_BYTES / 1024)]
    TooLarge(usize),
    /// The container is not WOFF2, or damaged.
    #[error(transparent)]
    Container(#[from] Woff2Error),
    /// A table that every font has is missing or damaged.
    #[error("the font's tables are missing or damaged: {0}")]
    Tables(String),
}

impl FontFile {
    /// Checks and measures a WOFF2 file.
    ///
    /// # Errors
    ///
    /// Fails if the file is too large, is not WOFF2, or has no usable metrics.
    pub fn read(bytes: &[u8]) -> Result<Self, FontError> {
        if bytes.len() > MAX_FONT_BYTES {
            return Err(FontError::TooLarge(bytes.len()));
        }
        let tables = Tables::read(bytes)?;
        let hmtx = tables.hmtx();
        let face = face(&tables, hmtx.as_deref()).map_err(|error| FontError::Tables(error.to_string()))?;
        let (lowest_weight, highest_weight) = weights(&face);
        Ok(Self {
            address: address(bytes),
            lowest_weight,
            highest_weight,
            is_italic: face.is_italic(),
            kind: kind(&tables),
            unicode_range: unicode_range(|letter| face.glyph_index(letter).is_some()),
            latin: latin_metrics(&face),
        })
    }

    /// Returns the path at which the shop serves the file, `/fonts/{hash}.woff2`. It never changes its content.
    pub fn address(&self) -> &str {
        &self.address
    }
}

/// Returns the path that names content by its hash.
fn address(bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("/fonts/{}.woff2", &hash[..16])
}

fn face<'a>(tables: &'a Tables, hmtx: Option<&'a [u8]>) -> Result<Face<'a>, ttf_parser::FaceParsingError> {
    let required = |tag| tables.table(tag).unwrap_or_default();
    Face::from_raw_tables(RawFaceTables {
        head: required(b"head"),
        hhea: required(b"hhea"),
        maxp: required(b"maxp"),
        cmap: tables.table(b"cmap"),
        hmtx,
        os2: tables.table(b"OS/2"),
        avar: tables.table(b"avar"),
        fvar: tables.table(b"fvar"),
        hvar: tables.table(b"HVAR"),
        ..RawFaceTables::default()
    })
}

/// A sans, unless its PANOSE number says that it has serifs.
fn kind(tables: &Tables) -> FontKind {
    let panose = tables.table(b"OS/2").and_then(|table| table.get(32..34));
    if panose.is_some_and(|panose| panose[0] == 2 && (2..=10).contains(&panose[1])) {
        FontKind::Serif
    } else {
        FontKind::Sans
    }
}

fn latin_metrics(face: &Face<'_>) -> Option<LatinMetrics> {
    face.glyph_index(LATIN)?;
    let em = f64::from(face.units_per_em());
    Some(LatinMetrics {
        ascent: f64::from(face.ascender()) / em,
        descent: f64::from(-face.descender()) / em,
        line_gap: f64::from(face.line_gap()) / em,
        regular_width: width_at(face, 400.0)? / em,
        bold_width: width_at(face, 600.0)? / em,
    })
}

/// Returns the average advance of [`SAMPLE`] in font units. A font without the axis has one width.
fn width_at(face: &Face<'_>, weight: f32) -> Option<f64> {
    let mut face = face.clone();
    let _has_axis = face.set_variation(Tag::from_bytes(b"wght"), weight);
    let advances = SAMPLE.chars().map(|letter| face.glyph_hor_advance(face.glyph_index(letter)?).map(f64::from));
    let sum: f64 = advances.sum::<Option<f64>>()?;
    let width = sum / SAMPLE.len() as f64;
    (width > 0.0).then_some(width)
}

/// Returns the lowest and the highest weight of a face. Damaged files may have them the wrong way round.
fn weights(face: &Face<'_>) -> (u16, u16) {
    let axis = face.variation_axes().into_iter().find(|axis| axis.tag == Tag::from_bytes(b"wght"));
    let weight = f32::from(face.weight().to_number());
    let (one, two) = axis.map_or((weight, weight), |axis| (axis.min_value, axis.max_value));
    (whole_weight(one.min(two)), whole_weight(one.max(two)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the weights of CSS")]
fn whole_weight(weight: f32) -> u16 {
    weight.clamp(1.0, 1000.0).round() as u16
}

#[cfg(test)]
mod tests;
