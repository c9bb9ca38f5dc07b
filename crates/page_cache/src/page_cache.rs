use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use coherence::{CacheKey, Revision, Version};
use quick_cache::{Weighter, sync::Cache};
use tokio::sync::OnceCell;
use types::Timestamp;

use crate::{
    CacheEntry, CacheWeight, Invalidation, PageCacheStatistics, Rendered, key_index::KeyIndex, statistics::Counters,
};

/// Bytes of a typical page; the tables are sized by it.
const TYPICAL_PAGE: u64 = 64 * 1024;
/// Bytes that the cache's own tables take for a page.
const PAGE_OVERHEAD: usize = 512;
/// Bytes that the index takes for each of a page's keys.
const KEY_OVERHEAD: usize = 96;

/// The rendered pages of a process, bounded in bytes. `V` is an answer, `E` the error of a render.
///
/// Eviction is S3-FIFO: pages that are requested again stay, so that a crawl over every page of the shop evicts no page
/// that shoppers look at.
pub struct PageCache<V, E> {
    pages: Cache<Arc<str>, Weighed<V>, ByWeight>,
    index: Mutex<KeyIndex<V>>,
    in_flight: Mutex<HashMap<RenderKey, Weak<RenderResult<V, E>>>>,
    counters: Counters,
}

/// A page's address, and the oldest state of the shop that it may show.
type RenderKey = (Arc<str>, Version);
type RenderResult<V, E> = OnceCell<Result<Arc<CacheEntry<V>>, Arc<E>>>;

impl<V: CacheWeight, E> PageCache<V, E> {
    /// Creates an empty cache that holds up to `capacity` bytes.
    pub fn new(capacity: u64) -> Self {
        let pages = usize::try_from(capacity / TYPICAL_PAGE).unwrap_or(usize::MAX).max(16);
        Self {
            pages: Cache::with_weighter(pages, capacity, ByWeight),
            index: Mutex::new(KeyIndex::new()),
            in_flight: Mutex::default(),
            counters: Counters::default(),
        }
    }

    /// Returns the page of this address if it is fresh at `at`, as far as the cache knows of writes.
    pub fn get_fresh(&self, address: &str, at: Timestamp) -> Option<Arc<CacheEntry<V>>> {
        let page = self.get_any(address).filter(|page| page.is_fresh(at))?;
        self.counters.hits.add(1);
        Some(page)
    }

    /// Returns the last page of this address, fresh or stale.
    pub fn get_any(&self, address: &str) -> Option<Arc<CacheEntry<V>>> {
        self.pages.get(address).map(|weighed| weighed.page)
    }

    /// Renders the page of an address with `render` and caches it, or waits for a render of the same address and
    /// version that is in flight (single-flight). The page shows `version` or a later one: a render for an earlier
    /// version is not waited for. Returns a cached page instead if one that is fresh at `at` was stored since the
    /// caller looked.
    pub async fn render(
        &self,
        address: &str,
        version: Version,
        at: Timestamp,
        render: impl Future<Output = Result<Rendered<V>, E>>,
    ) -> Result<Arc<CacheEntry<V>>, Arc<E>> {
        let flight = Flight::join(&self.in_flight, (address.into(), version));
        let mut own = false;
        let result = flight.result.get_or_init(|| {
            own = true;
            self.render_and_store(flight.key.0.clone(), at, render)
        });
        let result = result.await.clone();
        if !own {
            self.counters.joined.add(1);
        }
        result
    }

    async fn render_and_store(
        &self,
        address: Arc<str>,
        at: Timestamp,
        render: impl Future<Output = Result<Rendered<V>, E>>,
    ) -> Result<Arc<CacheEntry<V>>, Arc<E>> {
        if let Some(page) = self.get_any(&address).filter(|page| page.is_fresh(at)) {
            return Ok(page);
        }
        self.counters.renders.add(1);
        let rendered = render.await.map_err(Arc::new)?;
        let may_be_cached = rendered.footprint.is_some();
        let page = Arc::new(CacheEntry::new(address, rendered));
        if may_be_cached {
            self.store(&page);
        }
        Ok(page)
    }

    /// Caches a page, unless a write overtook its render.
    fn store(&self, page: &Arc<CacheEntry<V>>) {
        if lock(&self.index).insert(page) {
            self.pages.insert(page.address.clone(), Weighed::of(page));
        } else {
            // The page is sent to those who waited for it, and must not count as fresh afterwards.
            page.invalidate(Invalidation { key: None, revision: page.version.revision, at: page.at });
            self.counters.overtaken.add(1);
        }
    }

    /// Updates the weight of a page, if it is in the cache. Other pages may be evicted for it.
    pub fn reweigh(&self, page: &Arc<CacheEntry<V>>) {
        let present = self.pages.peek(&page.address);
        if present.is_some_and(|present| Arc::ptr_eq(&present.page, page)) {
            // A page that was replaced or evicted in the meantime stays out.
            let _evicted = self.pages.replace(page.address.clone(), Weighed::of(page), true);
        }
    }

    /// Marks every page that depends on a change as stale. `changes` are in the order of their commits, and `at` is
    /// now.
    pub fn invalidate(&self, changes: &[(Revision, CacheKey)], at: Timestamp) {
        self.counters.invalidated.add(lock(&self.index).invalidate(changes, at));
    }

    /// Marks every page as stale, because the writes up to `version` are unknown. Pages of another epoch are not cached
    /// from now on.
    pub fn invalidate_all(&self, version: &Version, at: Timestamp) {
        self.counters.invalidated.add(lock(&self.index).invalidate_all(version, at));
    }

    /// Returns the cache's size and counters.
    pub fn statistics(&self) -> PageCacheStatistics {
        PageCacheStatistics {
            pages: self.pages.len(),
            bytes: self.pages.weight(),
            capacity: self.pages.capacity(),
            hits: self.counters.hits.count(),
            renders: self.counters.renders.count(),
            joined: self.counters.joined.count(),
            invalidated: self.counters.invalidated.count(),
            overtaken: self.counters.overtaken.count(),
        }
    }
}

/// A share in a render that is in flight. When the last share is dropped, its key is removed.
struct Flight<'a, V, E> {
    in_flight: &'a Mutex<HashMap<RenderKey, Weak<RenderResult<V, E>>>>,
    key: RenderKey,
    result: Arc<RenderResult<V, E>>,
}

impl<'a, V, E> Flight<'a, V, E> {
    fn join(in_flight: &'a Mutex<HashMap<RenderKey, Weak<RenderResult<V, E>>>>, key: RenderKey) -> Self {
        let mut flights = lock(in_flight);
        let known = flights.get(&key).and_then(Weak::upgrade);
        let result = known.unwrap_or_else(|| {
            let result = Arc::default();
            flights.insert(key.clone(), Arc::downgrade(&result));
            result
        });
        drop(flights);
        Self { in_flight, key, result }
    }
}

impl<V, E> Drop for Flight<'_, V, E> {
    fn drop(&mut self) {
        let mut flights = lock(self.in_flight);
        // This share is released under the lock, so that the count below is of the others.
        let result = std::mem::take(&mut self.result);
        if Arc::strong_count(&result) == 1 {
            flights.remove(&self.key);
        }
        drop(result);
    }
}

/// A page with the weight that the cache counts for it.
struct Weighed<V> {
    page: Arc<CacheEntry<V>>,
    weight: u64,
}

impl<V: CacheWeight> Weighed<V> {
    fn of(page: &Arc<CacheEntry<V>>) -> Self {
        let keys: usize = page.keys.iter().map(|key| key.as_str().len() * 2 + KEY_OVERHEAD).sum();
        let weight = page.address.len() * 2 + keys + page.value.weight() + PAGE_OVERHEAD;
        Self { page: page.clone(), weight: weight as u64 }
    }
}

impl<V> Clone for Weighed<V> {
    fn clone(&self) -> Self {
        Self { page: self.page.clone(), weight: self.weight }
    }
}

#[derive(Clone)]
struct ByWeight;

impl<V> Weighter<Arc<str>, Weighed<V>> for ByWeight {
    fn weight(&self, _: &Arc<str>, page: &Weighed<V>) -> u64 {
        page.weight
    }
}

/// Locks a mutex. A poisoned one is used on: no code panics between two writes under these locks.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
