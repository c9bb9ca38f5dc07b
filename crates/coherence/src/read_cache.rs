use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use quick_cache::sync::Cache;
use types::{Locale, Slug, Timestamp};

use crate::{CacheKey, Epoch, Footprint, Revision, Version};

/// The number of values that are kept; those that are read again stay (S3-FIFO). A product's card is some 3 KB with its keys.
const ENTRIES: usize = 16 * 1024;
/// The number of written keys that are known at most. Beyond it, everything is read again.
const WRITTEN: usize = 64 * 1024;

/// The identity of a cached value: its kind, and the item of that kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CacheId {
    /// The kind, unique in the program: `card`.
    pub kind: &'static str,
    /// The item of the kind.
    pub item: CacheItem,
}

/// An item among the cached values of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheItem {
    /// The only one.
    Only,
    /// The one of this row.
    Row(i64),
    /// The one of some parts of this row: each bit is a part.
    Parts(i64, u64),
    /// The one with this slug.
    Slug(Slug),
}

/// A process's cache of values that many pages read alike, shared by all its readers.
///
/// An entry is a value with its footprint, the state of the shop it was read in, and the moment. Another reader would read the
/// same value if none of its keys was written between the two states, and none of its windows begins or ends between the
/// two moments. The cache learns from the outbox which keys were written, and when last, once for each new revision.
pub struct ReadCache {
    entries: Cache<(CacheId, Locale), Arc<Entry>>,
    /// `None` before the first reader.
    written: Mutex<Option<LastWrites>>,
}

struct Entry {
    value: Arc<dyn Any + Send + Sync>,
    footprint: Arc<Footprint>,
    read_at: ReadPoint,
}

/// The state and the moment in which something was read.
#[derive(Clone, Debug)]
pub struct ReadPoint {
    /// The state of the shop.
    pub version: Version,
    /// The moment.
    pub at: Timestamp,
}

/// The last write of each key, as far as the writes after `since` up to `until` tell.
struct LastWrites {
    epoch: Epoch,
    since: Revision,
    until: Revision,
    last: HashMap<CacheKey, Revision>,
}

/// The distance between a cache and a reader's state: the writes that the cache must learn of before the reader can use it.
pub enum Lag {
    /// None.
    None,
    /// Every write after this version.
    Since(Version),
    /// The cache knows no state yet.
    Unknown,
}

impl Default for ReadCache {
    /// Returns an empty cache.
    fn default() -> Self {
        Self { entries: Cache::new(ENTRIES), written: Mutex::new(None) }
    }
}

impl ReadCache {
    /// Returns the writes that this cache lacks for a reader of `version`. A reader of another epoch has nothing to tell it.
    pub fn lag(&self, version: &Version) -> Lag {
        match &*self.written() {
            None => Lag::Unknown,
            Some(written) if written.epoch == version.epoch && written.until < version.revision => {
                Lag::Since(Version { epoch: written.epoch.clone(), revision: written.until })
            }
            Some(_) => Lag::None,
        }
    }

    /// Applies the changes up to `version`; `None` if they are unknown.
    pub fn catch_up(&self, changes: Option<Vec<(Revision, CacheKey)>>, version: &Version) {
        let mut written = self.written();
        match (&mut *written, changes) {
            (Some(written), _) if written.epoch != version.epoch || written.until >= version.revision => {}
            (Some(written), Some(changes)) if written.can_take(&changes) => written.take(changes, version.revision),
            _ => *written = Some(LastWrites::from(version)),
        }
    }

    /// Removes every entry, and continues from `version`: the database was put back to an earlier state or is in another epoch.
    pub fn clear(&self, version: &Version) {
        let mut written = self.written();
        self.entries.clear();
        *written = Some(LastWrites::from(version));
    }

    /// Returns the value that a reader at `point` would read, and its footprint.
    pub fn get<T: Send + Sync + 'static>(
        &self,
        id: CacheId,
        locale: Locale,
        point: &ReadPoint,
    ) -> Option<(Arc<T>, Arc<Footprint>)> {
        let entry = self.get_fresh(id, locale, point)?;
        let value = entry.value.clone().downcast().ok()?;
        Some((value, entry.footprint.clone()))
    }

    /// Returns the footprint of a value that is fresh for a reader at `point`.
    pub fn footprint(&self, id: CacheId, locale: Locale, point: &ReadPoint) -> Option<Arc<Footprint>> {
        self.get_fresh(id, locale, point).map(|entry| entry.footprint.clone())
    }

    fn get_fresh(&self, id: CacheId, locale: Locale, point: &ReadPoint) -> Option<Arc<Entry>> {
        let entry = self.entries.get(&(id, locale))?;
        let is_fresh = self.written().as_ref().is_some_and(|written| written.leaves_fresh(&entry, &point.version));
        (is_fresh && entry.is_current_at(point.at)).then_some(entry)
    }

    /// Keeps a value that was read at `read_at`.
    pub fn insert<T: Send + Sync + 'static>(
        &self,
        id: CacheId,
        locale: Locale,
        read_at: ReadPoint,
        value: Arc<T>,
        footprint: Arc<Footprint>,
    ) {
        self.entries.insert((id, locale), Arc::new(Entry { value, footprint, read_at }));
    }

    fn written(&self) -> MutexGuard<'_, Option<LastWrites>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Entry {
    fn is_current_at(&self, at: Timestamp) -> bool {
        self.read_at.at <= at && self.footprint.next_change().is_none_or(|change| at < change)
    }
}

impl LastWrites {
    fn from(version: &Version) -> Self {
        Self { epoch: version.epoch.clone(), since: version.revision, until: version.revision, last: HashMap::new() }
    }

    fn can_take(&self, changes: &[(Revision, CacheKey)]) -> bool {
        let everything = CacheKey::everything();
        self.last.len() + changes.len() <= WRITTEN && changes.iter().all(|(_, key)| *key != everything)
    }

    /// Adds `changes`, which are in the order of their commits.
    fn take(&mut self, changes: Vec<(Revision, CacheKey)>, until: Revision) {
        self.last.extend(changes.into_iter().map(|(revision, key)| (key, revision)));
        self.until = until;
    }

    /// Returns `true` if nothing that the entry depends on was written between its state and `version`, whichever came first.
    fn leaves_fresh(&self, entry: &Entry, version: &Version) -> bool {
        if [&entry.read_at.version.epoch, &version.epoch].into_iter().any(|epoch| *epoch != self.epoch) {
            return false;
        }
        let revision = version.revision;
        let earlier = entry.read_at.version.revision.min(revision);
        let was_written = |key| self.last.get(key).is_some_and(|last| *last > earlier);
        self.since <= earlier && revision <= self.until && !entry.footprint.keys().any(was_written)
    }
}
