//! What a merchant writes of pictures, and reads back: the pictures part of the import and export format.

use serde::{Deserialize, Serialize};
use types::Translated;

/// A source picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureDocument {
    /// Its file, relative to the document, with `/` between folders.
    pub file: String,
    /// What it shows, for those who don't see it.
    pub alt: Translated,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
}

/// A point in a picture, in thousandths of its width and height from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Focus {
    /// From the left: 0 to 1000.
    pub x: u16,
    /// From the top: 0 to 1000.
    pub y: u16,
}

impl Default for Focus {
    /// The middle.
    fn default() -> Self {
        Self { x: 500, y: 500 }
    }
}
