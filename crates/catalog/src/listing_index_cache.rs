use std::sync::{
    Arc, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use database::{BaseReader, Error, Version};
use types::Timestamp;

use crate::listing_index::{ListingIndex, build};
use recent::RecentIndexes;

mod recent;

/// The listing indexes of a process, shared by all its requests.
///
/// An index answers for one revision of the database and for the time between two scheduled changes. A reader that no
/// cached index answers for builds the next one from the nearest, in either direction of time: it copies the nearest
/// and adds the products that differ again.
#[derive(Clone, Default)]
pub struct ListingIndexCache {
    recent: Arc<RwLock<RecentIndexes>>,
    /// Held by the reader that builds an index; the others wait for it and use that index.
    build_lock: Arc<tokio::sync::Mutex<()>>,
    loads: Arc<AtomicU64>,
    updates: Arc<AtomicU64>,
}

/// Counts of the indexes that a process has built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListingIndexStatistics {
    /// Indexes built from the whole catalogue.
    pub loads: u64,
    /// Indexes built from another one and the changes between them.
    pub updates: u64,
}

impl ListingIndexCache {
    /// Creates an empty cache: the first listing fills it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Builds the index before a request has to wait for it.
    pub async fn warm_up(&self, reader: &mut BaseReader) -> Result<(), Error> {
        self.index(reader).await.map(|_| ())
    }

    /// Returns the counts since the process started.
    pub fn statistics(&self) -> ListingIndexStatistics {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        ListingIndexStatistics { loads: count(&self.loads), updates: count(&self.updates) }
    }

    /// Returns an index for `reader` and records in the reader when the index changes by itself.
    pub(crate) async fn index_for(&self, reader: &mut BaseReader) -> Result<Arc<ListingIndex>, Error> {
        let index = self.index(reader).await?;
        reader.changes_at([index.next_change, None]);
        Ok(index)
    }

    /// Returns an index for the reader's moment, no older than the reader's revision.
    async fn index(&self, reader: &mut BaseReader) -> Result<Arc<ListingIndex>, Error> {
        let version = reader.version().await?;
        if let Some(index) = self.lookup(&version, reader.at) {
            return Ok(index);
        }
        let _guard = self.build_lock.lock().await;
        if let Some(index) = self.lookup(&version, reader.at) {
            return Ok(index);
        }
        let index = Arc::new(self.build(reader, version).await?);
        let mut recent = self.recent.write().unwrap_or_else(PoisonError::into_inner);
        recent.insert(index.clone(), reader.is_preview());
        Ok(index)
    }

    fn lookup(&self, version: &Version, at: Timestamp) -> Option<Arc<ListingIndex>> {
        self.recent.read().unwrap_or_else(PoisonError::into_inner).index_at(version, at)
    }

    async fn build(&self, reader: &mut BaseReader, version: Version) -> Result<ListingIndex, Error> {
        let nearest = self.recent.read().unwrap_or_else(PoisonError::into_inner).nearest(&version, reader.at);
        if let Some(nearest) = nearest
            && let Some(index) = build::update(reader, version.clone(), &nearest).await?
        {
            self.updates.fetch_add(1, Ordering::Relaxed);
            return Ok(index);
        }
        self.loads.fetch_add(1, Ordering::Relaxed);
        build::load(reader, version).await
    }
}
