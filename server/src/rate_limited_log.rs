use std::sync::{Mutex, PoisonError};

use types::Timestamp;

/// A rate limit of log lines about events that any client can cause.
pub(crate) struct RateLimitedLog {
    most: u32,
    minute: Mutex<(i64, u32)>,
}

impl RateLimitedLog {
    pub(crate) const fn per_minute(most: u32) -> Self {
        Self { most, minute: Mutex::new((0, 0)) }
    }

    /// Returns true if one more event may be logged now.
    pub(crate) fn may_log(&self, now: Timestamp) -> bool {
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        let present = now.0.div_euclid(60_000);
        if minute.0 != present {
            *minute = (present, 0);
        }
        minute.1 = minute.1.saturating_add(1);
        minute.1 <= self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_a_few_lines_a_minute() {
        let seldom = RateLimitedLog::per_minute(3);
        let let_through = |at: i64| (0..100).filter(|_| seldom.may_log(Timestamp(at))).count();

        assert_eq!([let_through(0), let_through(59_999), let_through(60_000)], [3, 0, 3]);
    }
}
