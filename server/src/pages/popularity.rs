use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use types::Timestamp;

/// Answers after which a page is popular.
const POPULAR_AFTER: u32 = 8;
/// Milliseconds after an answer in which further ones don't count: eight that count span at least two minutes.
const SPACING: i64 = 18_000;

/// Counts the answers of one page that are spread over time.
#[derive(Debug)]
pub(crate) struct Popularity {
    last: AtomicI64,
    count: AtomicU32,
}

impl Popularity {
    pub(crate) const fn new() -> Self {
        Self { last: AtomicI64::new(i64::MIN), count: AtomicU32::new(0) }
    }

    /// Counts an answer. Returns true for every eighth that counts.
    pub(crate) fn count_response(&self, at: Timestamp) -> bool {
        let last = self.last.load(Ordering::Relaxed);
        if at.0.saturating_sub(last) < SPACING {
            return false;
        }
        if self.last.compare_exchange(last, at.0, Ordering::Relaxed, Ordering::Relaxed).is_err() {
            return false;
        }
        (self.count.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(POPULAR_AFTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_popular_after_eight_answers_over_two_minutes() {
        let popularity = Popularity::new();
        let popular_at = |at: i64| popularity.count_response(Timestamp(at));

        let burst = (0..1000).filter(|_| popular_at(0)).count();
        let spread: Vec<i64> = (1..=126_000).filter(|at| popular_at(*at)).collect();
        let later: Vec<i64> = (126_001..=300_000).filter(|at| popular_at(*at)).collect();

        assert_eq!(burst, 0);
        assert_eq!(spread, [126_000]);
        assert_eq!(later, [270_000]);
    }
}
