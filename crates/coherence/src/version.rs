use std::sync::Arc;

/// The number of writes that have committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub i64);

/// The name of a history of writes. Revisions can be compared within one epoch only: a restored copy, or a replica that was
/// promoted before it had received every write, reaches the same numbers by other writes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Epoch(Arc<str>);

/// A state of the shop: the newest committed write, and the history it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Version {
    /// The history of writes.
    pub epoch: Epoch,
    /// The newest of them.
    pub revision: Revision,
}

impl Epoch {
    /// Returns the epoch that the database stores as this text.
    pub fn stored(text: String) -> Self {
        Self(text.into())
    }

    /// Returns the text that the database stores.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Version {
    /// Returns `true` if every write of `other` is in this state as well.
    pub fn includes(&self, other: &Self) -> bool {
        self.epoch == other.epoch && self.revision >= other.revision
    }
}
