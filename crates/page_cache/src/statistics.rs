use std::sync::atomic::{AtomicU64, Ordering};

/// A page cache's size and counters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageCacheStatistics {
    /// Pages in the cache, stale ones included.
    pub pages: usize,
    /// Bytes that the pages weigh.
    pub bytes: u64,
    /// Bytes that the pages may weigh.
    pub capacity: u64,
    /// Lookups that found a fresh page.
    pub hits: u64,
    /// Renders.
    pub renders: u64,
    /// Requests that waited for a render that another request had begun.
    pub joined: u64,
    /// Pages that a write made stale.
    pub invalidated: u64,
    /// Renders that were not cached, because a write overtook them.
    pub overtaken: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) hits: Counter,
    pub(crate) renders: Counter,
    pub(crate) joined: Counter,
    pub(crate) invalidated: Counter,
    pub(crate) overtaken: Counter,
}

#[derive(Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, count: usize) {
        self.0.fetch_add(count as u64, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}
