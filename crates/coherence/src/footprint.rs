use std::collections::BTreeSet;

use types::Timestamp;

use crate::CacheKey;

/// The cache dependencies of a result: every key that was read, and the next moment at which the result changes by itself.
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

    /// Records that the result changes by itself at `moment`; the earliest such moment is kept.
    pub fn changes_at(&mut self, moment: Timestamp) {
        self.changes_at = Some(self.changes_at.map_or(moment, |known| known.min(moment)));
    }

    /// Adds the dependencies of `other`.
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

    /// Returns the keys that were read, in order.
    pub fn keys(&self) -> impl Iterator<Item = &CacheKey> {
        self.keys.iter()
    }

    /// Returns the earliest moment at which the result changes by itself, if there is one.
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
