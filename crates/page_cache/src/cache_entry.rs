use std::sync::{Arc, OnceLock};

use coherence::{CacheKey, Footprint, Revision, Version};
use types::Timestamp;

/// A value that knows how much memory it takes.
pub trait CacheWeight {
    /// Returns the bytes that the value takes now. When it grows, call
    /// [`PageCache::reweigh`](crate::PageCache::reweigh).
    fn weight(&self) -> usize;
}

/// The result of a render.
#[derive(Clone, Debug)]
pub struct Rendered<V> {
    /// The answer.
    pub value: V,
    /// The page's dependencies; none if it must not be cached, such as a page for an address that leads nowhere.
    pub footprint: Option<Footprint>,
    /// The state of the shop that the page shows.
    pub version: Version,
    /// The moment that the page shows.
    pub at: Timestamp,
}

/// The reason why an entry is no longer fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalidation {
    /// The key that was written; none if every page was invalidated.
    pub key: Option<CacheKey>,
    /// The write's revision.
    pub revision: Revision,
    /// The time at which this process learned of the write.
    pub at: Timestamp,
}

/// A cached page with everything needed to tell whether it is fresh.
#[derive(Debug)]
pub struct CacheEntry<V> {
    /// Its canonical address, from the path on.
    pub address: Arc<str>,
    /// The answer.
    pub value: V,
    /// The keys it depends on, sorted.
    pub keys: Box<[CacheKey]>,
    /// The moment at which it stops being fresh by itself.
    pub until: Option<Timestamp>,
    /// The state of the shop that the page shows.
    pub version: Version,
    /// The moment that the page was rendered for.
    pub at: Timestamp,
    invalidation: OnceLock<Invalidation>,
}

impl<V> CacheEntry<V> {
    pub(crate) fn new(address: Arc<str>, rendered: Rendered<V>) -> Self {
        let footprint = rendered.footprint.unwrap_or_default();
        Self {
            address,
            value: rendered.value,
            keys: footprint.keys().cloned().collect(),
            until: footprint.next_change(),
            version: rendered.version,
            at: rendered.at,
            invalidation: OnceLock::new(),
        }
    }

    /// Returns true if a render at `at` would make the same page, as far as the cache knows of writes. After a clock
    /// went back, `at` can lie before the page's own moment; then the page is not fresh either.
    pub fn is_fresh(&self, at: Timestamp) -> bool {
        self.invalidation.get().is_none() && at >= self.at && self.until.is_none_or(|until| at < until)
    }

    /// Returns why the page is no longer fresh, if a write invalidated it.
    pub fn invalidation(&self) -> Option<&Invalidation> {
        self.invalidation.get()
    }

    /// Returns for how many milliseconds the page has been stale; 0 if it is fresh.
    pub fn stale_for(&self, at: Timestamp) -> i64 {
        let invalidated = self.invalidation.get().map(|invalidation| invalidation.at);
        let since = invalidated.into_iter().chain(self.until).min();
        since.map_or(0, |since| (at.0 - since.0).max(0))
    }

    /// Returns the milliseconds until the page stops being fresh by itself, if it does.
    pub fn time_left(&self, at: Timestamp) -> Option<i64> {
        self.until.map(|until| until.0 - at.0)
    }

    pub(crate) fn depends_on(&self, key: &CacheKey) -> bool {
        self.keys.binary_search(key).is_ok()
    }

    /// Marks the page as stale. Returns true if nothing had invalidated it before.
    pub(crate) fn invalidate(&self, invalidation: Invalidation) -> bool {
        self.invalidation.set(invalidation).is_ok()
    }
}
