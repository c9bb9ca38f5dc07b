use std::sync::{Arc, OnceLock};

use database::{CacheKey, Footprint, Revision, Version};
use types::Timestamp;

/// A value that knows how much memory it takes.
pub trait Weigh {
    /// Bytes that it takes now. When it takes more, [`PageCache::reweigh`](crate::PageCache::reweigh) has to be called.
    fn weight(&self) -> usize;
}

/// What a render has made.
#[derive(Clone, Debug)]
pub struct Rendered<V> {
    /// What is answered.
    pub value: V,
    /// What it depends on; none if it must not be kept, such as the page for an address that leads nowhere.
    pub footprint: Option<Footprint>,
    /// The state of the shop it shows.
    pub version: Version,
    /// The moment it shows.
    pub at: Timestamp,
}

/// Why a page is no longer right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// What was written; none if everything was purged.
    pub key: Option<CacheKey>,
    /// By which write.
    pub revision: Revision,
    /// When this process heard of it.
    pub at: Timestamp,
}

/// A page with all that tells whether it is right.
#[derive(Debug)]
pub struct Kept<V> {
    /// Its canonical address, from the path on.
    pub address: Arc<str>,
    /// What is answered.
    pub value: V,
    /// What it depends on, in order.
    pub keys: Box<[CacheKey]>,
    /// When it stops being right by itself.
    pub until: Option<Timestamp>,
    /// The state of the shop it shows.
    pub version: Version,
    /// The moment it was rendered for.
    pub at: Timestamp,
    purge: OnceLock<Purge>,
}

impl<V> Kept<V> {
    pub(crate) fn new(address: Arc<str>, rendered: Rendered<V>) -> Self {
        let footprint = rendered.footprint.unwrap_or_default();
        Self {
            address,
            value: rendered.value,
            keys: footprint.keys().cloned().collect(),
            until: footprint.next_change(),
            version: rendered.version,
            at: rendered.at,
            purge: OnceLock::new(),
        }
    }

    /// Whether it is what a render at `at` would make, as far as purges have been told. A clock that went back could show
    /// a moment before the page's own.
    pub fn is_right(&self, at: Timestamp) -> bool {
        self.purge.get().is_none() && at >= self.at && self.until.is_none_or(|until| at < until)
    }

    /// Why it is not right any more, if something was written.
    pub fn purge(&self) -> Option<&Purge> {
        self.purge.get()
    }

    /// How long it has not been right, in milliseconds; 0 if it is.
    pub fn stale_for(&self, at: Timestamp) -> i64 {
        let purged = self.purge.get().map(|purge| purge.at);
        let since = purged.into_iter().chain(self.until).min();
        since.map_or(0, |since| (at.0 - since.0).max(0))
    }

    /// Milliseconds until it stops being right by itself, if it does.
    pub fn time_left(&self, at: Timestamp) -> Option<i64> {
        self.until.map(|until| until.0 - at.0)
    }

    pub(crate) fn depends_on(&self, key: &CacheKey) -> bool {
        self.keys.binary_search(key).is_ok()
    }

    /// Whether this was the first purge to reach it.
    pub(crate) fn end(&self, purge: Purge) -> bool {
        self.purge.set(purge).is_ok()
    }
}
