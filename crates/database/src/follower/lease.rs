use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};

use tokio::time::Instant;

/// What a follower knows, for all who ask it in this process.
pub(crate) struct Lease {
    opened: Instant,
    changes: AtomicU64,
    /// Milliseconds after `opened`.
    trusted_until: AtomicU64,
    follows: AtomicBool,
    failures: AtomicU64,
    /// The follower's row, or 0.
    pub(super) row: AtomicI64,
}

/// The state of a process's follower.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowerStatus {
    /// Whether it hears of every change, so that kept pages need no question to the database.
    pub follows: bool,
    /// How often following has failed.
    pub failures: u64,
}

impl Lease {
    pub(crate) fn new() -> Self {
        Self {
            opened: Instant::now(),
            changes: AtomicU64::new(0),
            trusted_until: AtomicU64::new(0),
            follows: AtomicBool::new(false),
            failures: AtomicU64::new(0),
            row: AtomicI64::new(0),
        }
    }

    /// Returns the number of writes that the follower has noticed; `None` while that number can not be trusted.
    pub(crate) fn changes(&self) -> Option<u64> {
        // Trust first: a write that is noticed between the two readings must not be missed.
        let trusted = self.opened.elapsed().as_millis() < u128::from(self.trusted_until.load(Ordering::SeqCst));
        let changes = self.changes.load(Ordering::SeqCst);
        trusted.then_some(changes)
    }

    /// How following goes.
    pub(crate) fn status(&self) -> FollowerStatus {
        FollowerStatus {
            follows: self.follows.load(Ordering::Relaxed),
            failures: self.failures.load(Ordering::Relaxed),
        }
    }

    pub(super) fn record_change(&self) {
        self.changes.fetch_add(1, Ordering::SeqCst);
    }

    pub(super) fn trust_until(&self, moment: Instant) {
        let milliseconds = moment.duration_since(self.opened).as_millis();
        self.trusted_until.store(u64::try_from(milliseconds).unwrap_or(u64::MAX), Ordering::SeqCst);
    }

    /// Stops trusting that number. Returns the follower's row, or 0 if it has none.
    pub(super) fn release(&self) -> i64 {
        self.trusted_until.store(0, Ordering::SeqCst);
        self.follows.store(false, Ordering::Relaxed);
        self.row.swap(0, Ordering::SeqCst)
    }

    pub(super) fn succeed(&self) {
        self.follows.store(true, Ordering::Relaxed);
    }

    /// Counts a failure; whether the follower had followed until then. While the server is merely silent, the lease holds to
    /// its end: writers wait for it.
    pub(super) fn fail(&self, is_silence: bool) -> bool {
        if !is_silence {
            self.trusted_until.store(0, Ordering::SeqCst);
        }
        self.failures.fetch_add(1, Ordering::Relaxed);
        self.follows.swap(false, Ordering::Relaxed)
    }
}
