use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use types::Timestamp;

use crate::problem::Problem;

/// Milliseconds for which nobody with a page in hand waits for a database that was just found gone.
const PATIENCE: i64 = 1000;
/// No moment at all.
const NEVER: i64 = i64::MAX;

/// Since when the database is gone, if it is: asking one that is gone takes seconds each time.
pub(crate) struct Absence {
    began: AtomicI64,
    noticed: AtomicI64,
}

impl Absence {
    pub(crate) const fn none() -> Self {
        Self { began: AtomicI64::new(NEVER), noticed: AtomicI64::new(NEVER) }
    }

    /// Remembers a problem that may pass, and hands it on.
    pub(crate) fn noticed(&self, problem: Arc<Problem>, at: Timestamp) -> Arc<Problem> {
        if problem.may_pass() {
            self.noticed.store(at.0, Ordering::Relaxed);
            let is_news = self.began.compare_exchange(NEVER, at.0, Ordering::Relaxed, Ordering::Relaxed).is_ok();
            if is_news {
                tracing::warn!(
                    cause = problem.cause(),
                    "the database is gone: pages that are kept are shown meanwhile"
                );
            }
        }
        problem
    }

    /// The database has answered.
    pub(crate) fn is_over(&self) {
        if self.began.swap(NEVER, Ordering::Relaxed) != NEVER {
            self.noticed.store(NEVER, Ordering::Relaxed);
            tracing::info!("the database is back");
        }
    }

    /// Whether it was gone a moment ago.
    pub(crate) fn still_lasts(&self, at: Timestamp) -> bool {
        (0..PATIENCE).contains(&at.0.saturating_sub(self.noticed.load(Ordering::Relaxed)))
    }

    /// Milliseconds since it was first found gone; 0 if it is there.
    pub(crate) fn lasted(&self, at: Timestamp) -> i64 {
        at.0.saturating_sub(self.began.load(Ordering::Relaxed)).max(0)
    }
}
