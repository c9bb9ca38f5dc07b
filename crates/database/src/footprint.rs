use std::{collections::BTreeSet, fmt, sync::Arc};

use types::{Timestamp, VariantId};

/// The name of something a page shows; purging it removes every page that shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CacheKey(Arc<str>);

impl CacheKey {
    /// The key of one row of a noun: `product-12`.
    pub fn row(noun: &'static str, id: i64) -> Self {
        Self(format!("{noun}-{id}").into())
    }

    /// The key of a picture, by its address.
    pub fn picture(address: &str) -> Self {
        Self(format!("picture-{address}").into())
    }

    /// The key of a variant's stock.
    pub fn stock(variant: VariantId) -> Self {
        Self::row("stock", variant.0)
    }

    /// The key of something there is one of, or of "any row of this noun": `navigation`.
    pub fn named(name: &'static str) -> Self {
        Self(name.into())
    }

    /// Whatever there is: a write of this key ends every page.
    pub fn everything() -> Self {
        Self("*".into())
    }

    /// As the outbox has it.
    pub fn stored(text: String) -> Self {
        Self(text.into())
    }

    /// What kind of thing it names: `product` of `product-12`, and all of it where there is one of a kind.
    pub fn kind(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(kind, _)| kind)
    }

    /// As the outbox writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CacheKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything a render touched, and the next moment at which any of it changes by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footprint {
    keys: BTreeSet<CacheKey>,
    changes_at: Option<Timestamp>,
}

impl Footprint {
    /// Records that something was read, or looked for.
    pub fn touch(&mut self, key: CacheKey) {
        self.keys.insert(key);
    }

    /// Records that something read changes by itself at `moment`; the earliest such moment is kept.
    pub fn changes_at(&mut self, moment: Timestamp) {
        self.changes_at = Some(self.changes_at.map_or(moment, |known| known.min(moment)));
    }

    /// Records all that another record has.
    pub fn join(&mut self, other: &Self) {
        for key in &other.keys {
            if !self.keys.contains(key) {
                self.keys.insert(key.clone());
            }
        }
        if let Some(moment) = other.changes_at {
            self.changes_at(moment);
        }
    }

    /// What was touched, in order.
    pub fn keys(&self) -> impl Iterator<Item = &CacheKey> {
        self.keys.iter()
    }

    /// When the first of it changes by itself, if any does.
    pub const fn next_change(&self) -> Option<Timestamp> {
        self.changes_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_change_counts_and_keys_count_once() {
        let mut footprint = Footprint::default();

        footprint.changes_at(Timestamp(20));
        footprint.changes_at(Timestamp(10));
        footprint.changes_at(Timestamp(30));
        footprint.touch(CacheKey::row("product", 1));
        footprint.touch(CacheKey::row("product", 1));

        assert_eq!(footprint.next_change(), Some(Timestamp(10)));
        assert_eq!(footprint.keys().map(CacheKey::as_str).collect::<Vec<_>>(), ["product-1"]);
    }
}
