//! What a merchant writes of pictures, and reads back: the pictures part of the import and export format.

use serde::{Deserialize, Serialize};
use types::{Focus, Translated};

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
