use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Slug;

/// The target of a link, by code. The link's address changes with the target's slug.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum TargetDocument {
    /// A product.
    Product(Slug),
    /// A category.
    Category(Slug),
    /// A collection.
    Collection(Slug),
    /// A story.
    Story(Slug),
    /// A page.
    Page(Slug),
}

/// The reason why a text names no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownTarget;

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a kind and a code, such as category:vases; the kinds are product, category, collection, story and page")
    }
}

impl std::error::Error for UnknownTarget {}

impl TargetDocument {
    /// Returns the kind's name in documents, and the code.
    pub const fn parts(&self) -> (&'static str, &Slug) {
        match self {
            Self::Product(code) => ("product", code),
            Self::Category(code) => ("category", code),
            Self::Collection(code) => ("collection", code),
            Self::Story(code) => ("story", code),
            Self::Page(code) => ("page", code),
        }
    }
}

impl fmt::Display for TargetDocument {
    /// Writes the target as a cell of a table has it: `category:vases`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, code) = self.parts();
        write!(f, "{kind}:{code}")
    }
}

impl FromStr for TargetDocument {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Self, UnknownTarget> {
        let (kind, code) = text.split_once(':').ok_or(UnknownTarget)?;
        let code = Slug::new(code.trim()).map_err(|_| UnknownTarget)?;
        Ok(match kind.trim() {
            "product" => Self::Product(code),
            "category" => Self::Category(code),
            "collection" => Self::Collection(code),
            "story" => Self::Story(code),
            "page" => Self::Page(code),
            _ => return Err(UnknownTarget),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_read_as_it_is_written() {
        let vases = TargetDocument::Category(Slug::new("vases").unwrap());

        assert_eq!(vases.to_string(), "category:vases");
        assert_eq!("category:vases".parse(), Ok(vases));
        for wrong in ["vases", "shelf:vases", "category:", "category:Two Words"] {
            assert_eq!(wrong.parse::<TargetDocument>(), Err(UnknownTarget), "{wrong}");
        }
    }
}
