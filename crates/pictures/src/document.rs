//! The pictures part of the import and export format.

use database::row;
use serde::{Deserialize, Serialize};
use types::{Focus, Translated};

use crate::ContentHash;

row! {
    /// An address of replaced pixels. It leads to the present pixels of the picture.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FormerAddress {
        /// The address of the former pixels.
        pub address: ContentHash,
        /// The file of the picture.
        pub file: String,
    }
}

/// A picture as merchants write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureDocument {
    /// The path of the file, relative to the document, with `/` between folders.
    pub file: String,
    /// The file whose bytes it has, if that is not the one it is named after. Only a document on its way into a shop says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The alternative text, for people who do not see the picture.
    pub alt: Translated,
    /// The point that every crop keeps.
    #[serde(default)]
    pub focus: Focus,
}
