use std::{fmt, sync::Arc};

use types::VariantId;

/// The name of something that pages show. A write names the keys it changes, which invalidates every copy that has read one
/// of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(Arc<str>);

impl CacheKey {
    /// Returns the key of one row of a kind: `product-12`.
    pub fn row(kind: &'static str, id: i64) -> Self {
        Self(format!("{kind}-{id}").into())
    }

    /// Returns the key of a picture, by its address. It stands here because every domain crate that shows pictures touches
    /// it, and domain crates don't import each other.
    pub fn picture(address: &str) -> Self {
        Self(format!("picture-{address}").into())
    }

    /// Returns the key of a variant's stock. It stands here because `inventory` writes stock and `catalog` shows it.
    pub fn stock(variant: VariantId) -> Self {
        Self::row("stock", variant.0)
    }

    /// Returns the key of something that exists once, or of "any row of this kind": `navigation`.
    pub fn named(name: &'static str) -> Self {
        Self(name.into())
    }

    /// Returns the key whose write invalidates every copy.
    pub fn everything() -> Self {
        Self("*".into())
    }

    /// Parses a key as the outbox stores it.
    pub fn stored(text: String) -> Self {
        Self(text.into())
    }

    /// Returns the kind of the named thing: `product` for `product-12`, and the whole key where there is one of a kind.
    pub fn kind(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(kind, _)| kind)
    }

    /// Returns the text that the outbox stores.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CacheKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
