use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use types::Timestamp;

use crate::problem::Problem;

/// No moment at all.
const NEVER: i64 = i64::MAX;

/// Since when visitors find the database gone, on the shop's clock: kept pages are shown for a limited time only.
pub(crate) struct DatabaseOutage {
    began: AtomicI64,
}

impl DatabaseOutage {
    pub(crate) const fn none() -> Self {
        Self { began: AtomicI64::new(NEVER) }
    }

    /// Notes a problem that may pass, and hands it on.
    pub(crate) fn note(&self, problem: Arc<Problem>, at: Timestamp) -> Arc<Problem> {
        if problem.may_pass() {
            // An earlier beginning stays.
            let _began = self.began.compare_exchange(NEVER, at.0, Ordering::Relaxed, Ordering::Relaxed);
        }
        problem
    }

    /// Notes that the database has answered.
    pub(crate) fn end(&self) {
        self.began.store(NEVER, Ordering::Relaxed);
    }

    /// Milliseconds since the database was first found gone; 0 if it is there.
    pub(crate) fn lasted(&self, at: Timestamp) -> i64 {
        at.0.saturating_sub(self.began.load(Ordering::Relaxed)).max(0)
    }
}
