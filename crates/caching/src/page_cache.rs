use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
};

use database::{CacheKey, Revision, Version};
use quick_cache::{Weighter, sync::Cache};
use tokio::sync::OnceCell;
use types::Timestamp;

use crate::{Kept, Purge, Rendered, Statistics, Weigh, index::Index, statistics::Counters};

/// What a page is expected to weigh, in bytes, to size the tables.
const USUAL_PAGE: u64 = 64 * 1024;
/// What the cache's own tables take for a page, in bytes.
const OVERHEAD: usize = 512;
/// What the index takes for each of a page's keys, in bytes.
const OVERHEAD_OF_KEY: usize = 96;

/// The rendered pages of a process, bounded in bytes. `V` is what is answered, `E` why a render failed.
///
/// Those who are asked for again stay (S3-FIFO), so that a walk over every page of the shop pushes out no page that
/// shoppers look at.
pub struct PageCache<V, E> {
    pages: Cache<Arc<str>, Weighed<V>, ByWeight>,
    index: Mutex<Index<V>>,
    under_way: Mutex<HashMap<Errand, Weak<Outcome<V, E>>>>,
    counters: Counters,
}

/// A page, and the state of the shop that it must at least show.
type Errand = (Arc<str>, Version);
type Outcome<V, E> = OnceCell<Result<Arc<Kept<V>>, Arc<E>>>;

impl<V: Weigh, E> PageCache<V, E> {
    /// An empty one that holds up to `capacity` bytes.
    pub fn new(capacity: u64) -> Self {
        let pages = usize::try_from(capacity / USUAL_PAGE).unwrap_or(usize::MAX).max(16);
        Self {
            pages: Cache::with_weighter(pages, capacity, ByWeight),
            index: Mutex::new(Index::new()),
            under_way: Mutex::default(),
            counters: Counters::default(),
        }
    }

    /// The page of this address if it is right at `at`, as far as purges have been told.
    pub fn right(&self, address: &str, at: Timestamp) -> Option<Arc<Kept<V>>> {
        let page = self.last(address).filter(|page| page.is_right(at))?;
        self.counters.hits.add(1);
        Some(page)
    }

    /// The last page of this address, right or not.
    pub fn last(&self, address: &str) -> Option<Arc<Kept<V>>> {
        self.pages.get(address).map(|weighed| weighed.page)
    }

    /// Renders the page of an address by `render`, or waits for who is doing so, and keeps it if it is right at `at`. It shows
    /// `version` or a later one: a render that began for an earlier one is not waited for. If somebody has kept a page that
    /// is right since the caller looked for one, it is that.
    pub async fn render(
        &self,
        address: &str,
        version: Version,
        at: Timestamp,
        render: impl Future<Output = Result<Rendered<V>, E>>,
    ) -> Result<Arc<Kept<V>>, Arc<E>> {
        let turn = Turn::take(&self.under_way, (address.into(), version));
        let mut own = false;
        let outcome = turn.outcome.get_or_init(|| {
            own = true;
            self.rendered(turn.errand.0.clone(), at, render)
        });
        let outcome = outcome.await.clone();
        if !own {
            self.counters.joined.add(1);
        }
        outcome
    }

    async fn rendered(
        &self,
        address: Arc<str>,
        at: Timestamp,
        render: impl Future<Output = Result<Rendered<V>, E>>,
    ) -> Result<Arc<Kept<V>>, Arc<E>> {
        if let Some(page) = self.last(&address).filter(|page| page.is_right(at)) {
            return Ok(page);
        }
        self.counters.renders.add(1);
        let rendered = render.await.map_err(Arc::new)?;
        let may_be_kept = rendered.footprint.is_some();
        let page = Arc::new(Kept::new(address, rendered));
        if may_be_kept {
            self.keep(&page);
        }
        Ok(page)
    }

    /// Keeps a page, unless one of its keys was purged while it was rendered.
    fn keep(&self, page: &Arc<Kept<V>>) {
        if lock(&self.index).take_in(page) {
            self.pages.insert(page.address.clone(), Weighed::of(page));
        } else {
            // Nobody may take it for right afterwards.
            page.end(Purge { key: None, revision: page.version.revision, at: page.at });
            self.counters.overtaken.add(1);
        }
    }

    /// Counts what a page weighs now, if it is in the cache: lighter pages may have to go for it.
    pub fn reweigh(&self, page: &Arc<Kept<V>>) {
        let present = self.pages.peek(&page.address);
        if present.is_some_and(|present| Arc::ptr_eq(&present.page, page)) {
            // A page that another one has replaced or pushed out by now stays out.
            let _gone = self.pages.replace(page.address.clone(), Weighed::of(page), true);
        }
    }

    /// Ends every page that depends on what was written. `changes` are in the order of their commits, and `at` is now.
    pub fn purge(&self, changes: &[(Revision, CacheKey)], at: Timestamp) {
        self.counters.purged.add(lock(&self.index).purge(changes, at));
    }

    /// Ends every page, since nobody knows what was written up to `version`. Pages of another epoch are not kept from now on.
    pub fn purge_all(&self, version: &Version, at: Timestamp) {
        self.counters.purged.add(lock(&self.index).purge_all(version, at));
    }

    /// What it holds and what it has done.
    pub fn statistics(&self) -> Statistics {
        Statistics {
            pages: self.pages.len(),
            bytes: self.pages.weight(),
            capacity: self.pages.capacity(),
            hits: self.counters.hits.count(),
            renders: self.counters.renders.count(),
            joined: self.counters.joined.count(),
            purged: self.counters.purged.count(),
            overtaken: self.counters.overtaken.count(),
        }
    }
}

/// A place among those who wait for one render. When the last of them leaves, the errand is forgotten.
struct Turn<'a, V, E> {
    under_way: &'a Mutex<HashMap<Errand, Weak<Outcome<V, E>>>>,
    errand: Errand,
    outcome: Arc<Outcome<V, E>>,
}

impl<'a, V, E> Turn<'a, V, E> {
    fn take(under_way: &'a Mutex<HashMap<Errand, Weak<Outcome<V, E>>>>, errand: Errand) -> Self {
        let mut errands = lock(under_way);
        let known = errands.get(&errand).and_then(Weak::upgrade);
        let outcome = known.unwrap_or_else(|| {
            let outcome = Arc::default();
            errands.insert(errand.clone(), Arc::downgrade(&outcome));
            outcome
        });
        drop(errands);
        Self { under_way, errand, outcome }
    }
}

impl<V, E> Drop for Turn<'_, V, E> {
    fn drop(&mut self) {
        let mut errands = lock(self.under_way);
        // Let go of it before anyone else counts.
        let outcome = std::mem::take(&mut self.outcome);
        if Arc::strong_count(&outcome) == 1 {
            errands.remove(&self.errand);
        }
        drop(outcome);
    }
}

/// A page with the weight that the cache has counted for it.
struct Weighed<V> {
    page: Arc<Kept<V>>,
    weight: u64,
}

impl<V: Weigh> Weighed<V> {
    fn of(page: &Arc<Kept<V>>) -> Self {
        let keys: usize = page.keys.iter().map(|key| key.as_str().len() * 2 + OVERHEAD_OF_KEY).sum();
        let weight = page.address.len() * 2 + keys + page.value.weight() + OVERHEAD;
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

/// Nothing that is done under a lock leaves it half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
