use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Weak},
};

use coherence::{CacheKey, Epoch, Revision, Version};
use types::Timestamp;

use crate::{CacheEntry, Invalidation};

/// Writes that are remembered, so that a render they overtook is not cached.
const RECENT_WRITES: usize = 65_536;
/// Index entries below which a sweep for evicted pages is not worth its time.
const SWEEP_ABOVE: usize = 4096;

/// The cached pages by the keys they depend on.
pub(crate) struct KeyIndex<V> {
    pages: HashMap<CacheKey, Vec<Weak<CacheEntry<V>>>>,
    entries: usize,
    sweep_at: usize,
    /// The last writes, in the order of their commits.
    recent: VecDeque<(Revision, CacheKey)>,
    /// `recent` has every write after this revision.
    recent_since: Revision,
    /// The epoch of the cached pages. The first page sets it, unless an invalidation of everything did.
    epoch: Option<Epoch>,
}

impl<V> KeyIndex<V> {
    pub(crate) fn new() -> Self {
        Self {
            pages: HashMap::new(),
            entries: 0,
            sweep_at: SWEEP_ABOVE,
            recent: VecDeque::new(),
            recent_since: Revision(i64::MIN),
            epoch: None,
        }
    }

    /// Adds a page, unless a write overtook its render or the page shows another epoch. Returns true if it was added.
    pub(crate) fn insert(&mut self, page: &Arc<CacheEntry<V>>) -> bool {
        let Version { epoch, revision: shown } = &page.version;
        if *shown < self.recent_since || self.epoch.get_or_insert_with(|| epoch.clone()) != epoch {
            return false;
        }
        let mut since = self.recent.iter().rev().take_while(|(revision, _)| revision > shown);
        if since.any(|(_, key)| page.depends_on(key)) {
            return false;
        }
        for key in &page.keys {
            self.pages.entry(key.clone()).or_default().push(Arc::downgrade(page));
        }
        self.entries += page.keys.len();
        if self.entries > self.sweep_at {
            self.sweep();
        }
        true
    }

    /// Marks every page that depends on a change as stale. Returns their number.
    pub(crate) fn invalidate(&mut self, changes: &[(Revision, CacheKey)], at: Timestamp) -> usize {
        let mut count = 0;
        for (revision, key) in changes {
            if *key == CacheKey::everything() {
                count += self.invalidate_everything(*revision, at);
                continue;
            }
            count += self.invalidate_key(*revision, key, at);
            self.record_recent(*revision, key);
        }
        count
    }

    /// Marks the pages that depend on `key` as stale. Pages that already show this write, or a later one, stay.
    fn invalidate_key(&mut self, revision: Revision, key: &CacheKey, at: Timestamp) -> usize {
        let Some(pages) = self.pages.get_mut(key) else { return 0 };
        let before = pages.len();
        let mut count = 0;
        pages.retain(|page| {
            let Some(page) = page.upgrade() else { return false };
            let stays = page.version.revision >= revision;
            if !stays && page.invalidate(Invalidation { key: Some(key.clone()), revision, at }) {
                count += 1;
            }
            stays
        });
        self.entries -= before - pages.len();
        if pages.is_empty() {
            self.pages.remove(key);
        }
        count
    }

    /// Marks every page as stale, because the writes up to `version` are unknown.
    pub(crate) fn invalidate_all(&mut self, version: &Version, at: Timestamp) -> usize {
        self.epoch = Some(version.epoch.clone());
        self.invalidate_everything(version.revision, at)
    }

    fn invalidate_everything(&mut self, revision: Revision, at: Timestamp) -> usize {
        let invalidation = Invalidation { key: None, revision, at };
        let pages = self.pages.values().flatten().filter_map(Weak::upgrade);
        let count = pages.filter(|page| page.invalidate(invalidation.clone())).count();
        *self = Self { recent_since: revision, epoch: self.epoch.take(), ..Self::new() };
        count
    }

    fn record_recent(&mut self, revision: Revision, key: &CacheKey) {
        self.recent.push_back((revision, key.clone()));
        while self.recent.len() > RECENT_WRITES {
            if let Some((dropped, _)) = self.recent.pop_front() {
                self.recent_since = dropped;
            }
        }
    }

    /// Removes the index entries of evicted pages.
    fn sweep(&mut self) {
        self.pages.retain(|_, pages| {
            pages.retain(|page| page.strong_count() > 0);
            !pages.is_empty()
        });
        self.entries = self.pages.values().map(Vec::len).sum();
        self.sweep_at = (self.entries * 2).max(SWEEP_ABOVE);
    }
}
