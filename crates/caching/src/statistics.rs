use std::sync::atomic::{AtomicU64, Ordering};

/// What a page cache holds, and what became of those who asked it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Pages it holds, stale ones included.
    pub pages: usize,
    /// Bytes they weigh.
    pub bytes: u64,
    /// Bytes they may weigh.
    pub capacity: u64,
    /// Answers that were there and right.
    pub hits: u64,
    /// Renders.
    pub renders: u64,
    /// Visitors who waited for a render that another one had begun.
    pub joined: u64,
    /// Pages that a write ended.
    pub purged: u64,
    /// Renders that were not kept, because what they read was written meanwhile.
    pub overtaken: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) hits: Counter,
    pub(crate) renders: Counter,
    pub(crate) joined: Counter,
    pub(crate) purged: Counter,
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
