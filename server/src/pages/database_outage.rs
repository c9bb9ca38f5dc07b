use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use types::Timestamp;

use crate::http::problem::Problem;

/// The value for "the database answers".
const NEVER: i64 = i64::MAX;

/// The moment since when the database has not answered, on the shop's clock. Cached pages are served for a limited time
/// only during an outage.
pub(crate) struct DatabaseOutage {
    began: AtomicI64,
}

impl DatabaseOutage {
    pub(crate) const fn none() -> Self {
        Self { began: AtomicI64::new(NEVER) }
    }

    /// Records the begin of an outage if the problem is one, and returns the problem.
    pub(crate) fn note(&self, problem: Arc<Problem>, at: Timestamp) -> Arc<Problem> {
        if problem.may_pass() {
            // The moment of an earlier failure stays.
            let _began = self.began.compare_exchange(NEVER, at.0, Ordering::Relaxed, Ordering::Relaxed);
        }
        problem
    }

    /// Records that the database has answered.
    pub(crate) fn end(&self) {
        self.began.store(NEVER, Ordering::Relaxed);
    }

    /// Returns the milliseconds since the outage began; 0 if the database answers.
    pub(crate) fn lasted(&self, at: Timestamp) -> i64 {
        at.0.saturating_sub(self.began.load(Ordering::Relaxed)).max(0)
    }
}
