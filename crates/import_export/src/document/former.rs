//! Documents of former addresses. After an import they redirect as they did in the shop that they come from.

use serde::{Deserialize, Serialize};
use types::{Language, Slug};

use crate::EntityKind;

/// A former slug, which redirects to the thing that had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerSlugDocument {
    /// The kind of the thing.
    pub kind: EntityKind,
    /// The code of the thing.
    pub code: Slug,
    /// The language in which the thing had it.
    pub language: Language,
    /// The slug itself.
    pub slug: Slug,
}

/// A former address of a picture: that of pixels that have been replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerPictureDocument {
    /// The address of the former pixels: the text of a [`pictures::ContentHash`].
    pub address: String,
    /// The file of the picture.
    pub file: String,
}

/// The key of a former slug. A slug is unique among those of its kind and language.
pub(crate) type FormerSlugKey = (EntityKind, Language, Slug);

impl FormerSlugDocument {
    pub(crate) fn key(&self) -> FormerSlugKey {
        (self.kind, self.language, self.slug.clone())
    }
}
