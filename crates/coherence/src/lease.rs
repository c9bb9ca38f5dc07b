use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use tokio::time::Instant;

/// The lease that a follower holds on its process's copies. While it holds, every committed write has been counted here;
/// writers wait until it has ended or the follower knows their revision.
pub struct Lease {
    opened: Instant,
    changes: AtomicU64,
    /// Milliseconds after `opened`.
    trusted_until: AtomicU64,
    follows: AtomicBool,
    failures: AtomicU64,
    /// The id of the follower's row, or 0.
    row: AtomicI64,
}

/// The state of a process's follower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowerStatus {
    /// The follower learns of every change, so that cached pages need no query.
    pub follows: bool,
    /// The number of times that following has failed.
    pub failures: u64,
}

impl Default for Lease {
    /// Returns a lease that does not hold.
    fn default() -> Self {
        Self {
            opened: Instant::now(),
            changes: AtomicU64::new(0),
            trusted_until: AtomicU64::new(0),
            follows: AtomicBool::new(false),
            failures: AtomicU64::new(0),
            row: AtomicI64::new(0),
        }
    }
}

impl Lease {
    /// Returns the number of changes that the follower has noticed; `None` unless the lease holds.
    pub fn changes(&self) -> Option<u64> {
        // Trust first: a write that is noticed between the two readings must not be missed.
        let trusted = self.opened.elapsed().as_millis() < u128::from(self.trusted_until.load(Ordering::SeqCst));
        let changes = self.changes.load(Ordering::SeqCst);
        trusted.then_some(changes)
    }

    /// Returns the follower's state.
    pub fn status(&self) -> FollowerStatus {
        FollowerStatus {
            follows: self.follows.load(Ordering::Relaxed),
            failures: self.failures.load(Ordering::Relaxed),
        }
    }

    /// Counts a change.
    pub fn record_change(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    /// Extends the lease.
    pub fn trust_until(&self, moment: Instant) {
        let milliseconds = moment.duration_since(self.opened).as_millis();
        self.trusted_until.store(u64::try_from(milliseconds).unwrap_or(u64::MAX), Ordering::SeqCst);
    }

    /// Stores the id of the follower's row. Returns the id from before, or 0 if there was none.
    pub fn replace_row(&self, id: i64) -> i64 {
        self.row.swap(id, Ordering::SeqCst)
    }

    /// Ends the lease. Returns the id of the follower's row, or 0 if it has none.
    pub fn release(&self) -> i64 {
        self.trusted_until.store(0, Ordering::SeqCst);
        self.follows.store(false, Ordering::Relaxed);
        self.replace_row(0)
    }

    /// Records that following works.
    pub fn succeed(&self) {
        self.follows.store(true, Ordering::Relaxed);
    }

    /// Counts a failure, and returns `true` if following had worked until then. While the server is merely silent, the lease
    /// holds to its end: writers wait for it.
    pub fn fail(&self, is_silence: bool) -> bool {
        if !is_silence {
            self.trusted_until.store(0, Ordering::SeqCst);
        }
        self.failures.fetch_add(1, Ordering::Relaxed);
        self.follows.swap(false, Ordering::Relaxed)
    }
}
