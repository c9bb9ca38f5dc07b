use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Weak},
};

use database::{CacheKey, Epoch, Revision, Version};
use types::Timestamp;

use crate::{Kept, Purge};

/// Purges that are remembered, so that a render that was under way meanwhile is not kept.
const REMEMBERED: usize = 65_536;
/// Entries below which it is not worth looking for those of pages that are gone.
const WORTH_SWEEPING: usize = 4096;

/// Which pages depend on a key.
pub(crate) struct Index<V> {
    pages: HashMap<CacheKey, Vec<Weak<Kept<V>>>>,
    entries: usize,
    sweep_at: usize,
    recent: VecDeque<(Revision, CacheKey)>,
    /// `recent` tells everything that was written after this.
    remembers_after: Revision,
    /// Of the pages it takes in; the first page decides where nothing was purged before.
    epoch: Option<Epoch>,
}

impl<V> Index<V> {
    pub(crate) fn new() -> Self {
        Self {
            pages: HashMap::new(),
            entries: 0,
            sweep_at: WORTH_SWEEPING,
            recent: VecDeque::new(),
            remembers_after: Revision(i64::MIN),
            epoch: None,
        }
    }

    /// Takes a page in, unless one of its keys was purged while it was rendered, or it shows another epoch.
    pub(crate) fn take_in(&mut self, page: &Arc<Kept<V>>) -> bool {
        let Version { epoch, revision: shown } = &page.version;
        if *shown < self.remembers_after || self.epoch.get_or_insert_with(|| epoch.clone()) != epoch {
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

    /// Ends every page that depends on what was written; how many there were.
    pub(crate) fn purge(&mut self, changes: &[(Revision, CacheKey)], at: Timestamp) -> usize {
        let mut ended = 0;
        for (revision, key) in changes {
            if *key == CacheKey::everything() {
                ended += self.end_all(*revision, at);
                continue;
            }
            ended += self.purge_key(*revision, key, at);
            self.remember(*revision, key);
        }
        ended
    }

    /// Pages that show this write already, or a later one, stay.
    fn purge_key(&mut self, revision: Revision, key: &CacheKey, at: Timestamp) -> usize {
        let Some(pages) = self.pages.get_mut(key) else { return 0 };
        let before = pages.len();
        let mut ended = 0;
        pages.retain(|page| {
            let Some(page) = page.upgrade() else { return false };
            let stays = page.version.revision >= revision;
            if !stays && page.end(Purge { key: Some(key.clone()), revision, at }) {
                ended += 1;
            }
            stays
        });
        self.entries -= before - pages.len();
        if pages.is_empty() {
            self.pages.remove(key);
        }
        ended
    }

    /// Ends every page: nobody knows what was written up to `version`.
    pub(crate) fn purge_all(&mut self, version: &Version, at: Timestamp) -> usize {
        self.epoch = Some(version.epoch.clone());
        self.end_all(version.revision, at)
    }

    fn end_all(&mut self, revision: Revision, at: Timestamp) -> usize {
        let purge = Purge { key: None, revision, at };
        let pages = self.pages.values().flatten().filter_map(Weak::upgrade);
        let ended = pages.filter(|page| page.end(purge.clone())).count();
        *self = Self { remembers_after: revision, epoch: self.epoch.take(), ..Self::new() };
        ended
    }

    fn remember(&mut self, revision: Revision, key: &CacheKey) {
        self.recent.push_back((revision, key.clone()));
        while self.recent.len() > REMEMBERED {
            if let Some((forgotten, _)) = self.recent.pop_front() {
                self.remembers_after = forgotten;
            }
        }
    }

    /// Pages that were pushed out of memory leave their entries behind.
    fn sweep(&mut self) {
        self.pages.retain(|_, pages| {
            pages.retain(|page| page.strong_count() > 0);
            !pages.is_empty()
        });
        self.entries = self.pages.values().map(Vec::len).sum();
        self.sweep_at = (self.entries * 2).max(WORTH_SWEEPING);
    }
}
