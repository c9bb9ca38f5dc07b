//! Compresses popular pages once more at the best quality, on one thread, while nobody waits.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use page_cache::CacheEntry;
use rustix::process::setpriority_process;
use types::Timestamp;

use crate::{
    Clock,
    files::Encoding,
    pages::cached_response::{CachedResponse, Pages},
};

/// Milliseconds that a page must last from now on to be worth the work.
const WORTH_LASTING: i64 = 60_000;
/// Pages that may wait. A page that finds the queue full has to become popular again.
const LONGEST_QUEUE: usize = 64;
/// The niceness of the thread, which gets only idle processor time.
const NICENESS: i32 = 19;

/// The queue of popular pages, and the thread that works it off.
#[derive(Clone)]
pub(crate) struct Recompression {
    clock: Clock,
    pages: Arc<Pages>,
    queue: Arc<Mutex<Queue>>,
    counters: Arc<Counters>,
}

/// Numbers for the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RecompressionStatistics {
    pub(crate) done: u64,
    pub(crate) dropped: u64,
    pub(crate) waiting: usize,
}

#[derive(Default)]
struct Counters {
    done: AtomicU64,
    dropped: AtomicU64,
}

#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    is_worked_off: bool,
}

/// A page that is gone from the cache by its turn is not compressed, and the queue keeps none in memory.
struct Job {
    page: Weak<CacheEntry<CachedResponse>>,
    encoding: Encoding,
}

impl Recompression {
    pub(crate) fn new(clock: Clock, pages: Arc<Pages>) -> Self {
        Self { clock, pages, queue: Arc::default(), counters: Arc::default() }
    }

    /// Counts an answer with a cached page, and queues the page when it becomes popular. Pages with a query, such as
    /// filtered listings, are never queued: a client can make up any number of them.
    pub(crate) fn count_response(
        &self,
        page: &Arc<CacheEntry<CachedResponse>>,
        encoding: Option<Encoding>,
        at: Timestamp,
    ) {
        let (CachedResponse::Page(kept), Some(encoding)) = (&page.value, encoding) else { return };
        if !kept.popularity.count_response(at) || kept.has_best(encoding) || page.address.contains('?') {
            return;
        }
        if page.is_fresh(at) && page.time_left(at).is_none_or(|left| left >= WORTH_LASTING) {
            self.enqueue(Job { page: Arc::downgrade(page), encoding });
        }
    }

    pub(crate) fn statistics(&self) -> RecompressionStatistics {
        RecompressionStatistics {
            done: self.counters.done.load(Ordering::Relaxed),
            dropped: self.counters.dropped.load(Ordering::Relaxed),
            waiting: self.queue().waiting.len(),
        }
    }

    fn enqueue(&self, job: Job) {
        let mut queue = self.queue();
        if queue.waiting.len() >= LONGEST_QUEUE {
            drop(queue);
            self.counters.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        }
        queue.waiting.push_back(job);
        if !queue.is_worked_off {
            queue.is_worked_off = self.start_thread();
        }
    }

    /// Returns whether there is a thread. Without one the queue fills, which the metrics show.
    fn start_thread(&self) -> bool {
        let recompression = self.clone();
        let thread = thread::Builder::new().name("recompression".to_owned());
        let started = thread.spawn(move || {
            // On Linux, each thread has its own niceness. The work is done without it, too.
            let _denied = setpriority_process(None, NICENESS);
            recompression.work_off();
        });
        started.inspect_err(|error| tracing::warn!(%error, "starting the recompression thread failed")).is_ok()
    }

    fn work_off(&self) {
        while let Some(Job { page, encoding }) = self.next() {
            let Some(page) = page.upgrade().filter(|page| page.is_fresh(self.clock.now())) else { continue };
            if let CachedResponse::Page(kept) = &page.value {
                kept.recompress(encoding);
                self.pages.reweigh(&page);
                self.counters.done.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn next(&self) -> Option<Job> {
        let mut queue = self.queue();
        let job = queue.waiting.pop_front();
        queue.is_worked_off = job.is_some();
        job
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_finds_the_queue_full_is_dropped_and_counted() {
        let recompression = Recompression::new(Clock::system(), Arc::new(Pages::new(1 << 20)));
        recompression.queue().is_worked_off = true;

        for _ in 0..LONGEST_QUEUE + 3 {
            recompression.enqueue(Job { page: Weak::new(), encoding: Encoding::Brotli });
        }
        let full = recompression.statistics();
        recompression.work_off();

        assert_eq!(full, RecompressionStatistics { done: 0, dropped: 3, waiting: LONGEST_QUEUE });
        assert_eq!(recompression.statistics(), RecompressionStatistics { done: 0, dropped: 3, waiting: 0 });
        assert!(!recompression.queue().is_worked_off);
    }
}
