//! What many pages read alike, kept in memory for as long as nothing of it is written.
//!
//! An entry is a value with its footprint, the state of the shop it was read in, and the moment. It is what another
//! reader would read as well if none of its keys was written between the two states, and none of its windows begins or
//! ends between the two moments. Which keys were written, and when last, is learnt from the outbox, once for each new
//! revision.

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use quick_cache::sync::Cache;
use types::{Locale, Slug, Timestamp};

use crate::{CacheKey, Epoch, Footprint, Revision, Version};

/// How many values are kept; those that are asked for again stay (S3-FIFO). A product's card is some 3 KB with its keys.
const ENTRIES: usize = 16 * 1024;
/// How many written keys are known at most; when there are more, everything is read anew.
const WRITTEN: usize = 64 * 1024;

/// A kind of value and which one of the kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CacheId {
    /// What it is, once in the program: `card`.
    pub kind: &'static str,
    /// Which of the kind.
    pub item: CacheItem,
}

/// Which of a kind of value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CacheItem {
    /// There is only one.
    Only,
    /// The one of this row.
    Row(i64),
    /// The one of some parts of this row: each bit is a part.
    Parts(i64, u64),
    /// The one with this slug.
    Slug(Slug),
}

/// The memory of a process, shared by all its readers.
pub(crate) struct ReadCache {
    entries: Cache<(CacheId, Locale), Arc<Entry>>,
    /// None before the first reader.
    written: Mutex<Option<LastWrites>>,
}

struct Entry {
    value: Arc<dyn Any + Send + Sync>,
    footprint: Arc<Footprint>,
    read_at: ReadPoint,
}

/// The state and the moment in which something was read.
#[derive(Clone, Debug)]
pub(crate) struct ReadPoint {
    pub(crate) version: Version,
    pub(crate) at: Timestamp,
}

/// When each key was last written, as far as `since` to `until` tell.
struct LastWrites {
    epoch: Epoch,
    since: Revision,
    until: Revision,
    last: HashMap<CacheKey, Revision>,
}

/// What a memory needs to be told before a reader of some revision can use it.
pub(crate) enum Lag {
    /// Nothing.
    None,
    /// Everything that was written after this.
    Since(Version),
    /// Only where it begins.
    Unknown,
}

impl ReadCache {
    pub(crate) fn new() -> Self {
        Self { entries: Cache::new(ENTRIES), written: Mutex::new(None) }
    }

    /// What a reader of `version` has to tell it. A reader of another epoch can tell it nothing.
    pub(crate) fn lag(&self, version: &Version) -> Lag {
        match &*self.written() {
            None => Lag::Unknown,
            Some(written) if written.epoch == version.epoch && written.until < version.revision => {
                Lag::Since(Version { epoch: written.epoch.clone(), revision: written.until })
            }
            Some(_) => Lag::None,
        }
    }

    /// Tells it what was written until `version`; `None` if nobody knows.
    pub(crate) fn catch_up(&self, changes: Option<Vec<(Revision, CacheKey)>>, version: &Version) {
        let mut written = self.written();
        match (&mut *written, changes) {
            (Some(written), _) if written.epoch != version.epoch || written.until >= version.revision => {}
            (Some(written), Some(changes)) if written.can_take(&changes) => written.take(changes, version.revision),
            _ => *written = Some(LastWrites::from(version)),
        }
    }

    /// Forgets everything: the database was put back to an earlier state or is in another epoch, and goes on from `version`.
    pub(crate) fn clear(&self, version: &Version) {
        let mut written = self.written();
        self.entries.clear();
        *written = Some(LastWrites::from(version));
    }

    /// The value that a reader with this point would read, and its footprint.
    pub(crate) fn get<T: Send + Sync + 'static>(
        &self,
        id: CacheId,
        locale: Locale,
        point: &ReadPoint,
    ) -> Option<(Arc<T>, Arc<Footprint>)> {
        let entry = self.get_fresh(id, locale, point)?;
        let value = entry.value.clone().downcast().ok()?;
        Some((value, entry.footprint.clone()))
    }

    /// The footprint of a value, if it is what a reader with this point would read.
    pub(crate) fn footprint(&self, id: CacheId, locale: Locale, point: &ReadPoint) -> Option<Arc<Footprint>> {
        self.get_fresh(id, locale, point).map(|entry| entry.footprint.clone())
    }

    fn get_fresh(&self, id: CacheId, locale: Locale, point: &ReadPoint) -> Option<Arc<Entry>> {
        let entry = self.entries.get(&(id, locale))?;
        let is_fresh = self.written().as_ref().is_some_and(|written| written.leaves_fresh(&entry, &point.version));
        (is_fresh && entry.is_current_at(point.at)).then_some(entry)
    }

    pub(crate) fn insert<T: Send + Sync + 'static>(
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

    /// `changes` are in the order of their commits.
    fn take(&mut self, changes: Vec<(Revision, CacheKey)>, until: Revision) {
        self.last.extend(changes.into_iter().map(|(revision, key)| (key, revision)));
        self.until = until;
    }

    /// Whether nothing that the entry depends on was written between its state and `version`, whichever came first.
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

#[cfg(test)]
mod tests;
