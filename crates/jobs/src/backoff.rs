//! The wait after failures in a row.

use std::time::Duration;

/// The bounds of the waits after failures in a row: each wait is twice the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Backoff {
    /// The wait after the first failure.
    pub(crate) first: Duration,
    /// The longest wait.
    pub(crate) longest: Duration,
}

impl Backoff {
    /// The waits of a job that sets no others.
    pub(crate) const USUAL: Self = Self { first: Duration::from_secs(2), longest: Duration::from_secs(30 * 60) };

    /// Returns how long to wait after so many failures in a row.
    pub(crate) fn after(self, failures: u32) -> Duration {
        let doublings = failures.saturating_sub(1).min(16);
        self.first.saturating_mul(1 << doublings).min(self.longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wait_doubles_up_to_half_an_hour() {
        let seconds: Vec<u64> =
            [1, 2, 3, 10, 11, 40, u32::MAX].map(|failures| Backoff::USUAL.after(failures).as_secs()).to_vec();

        assert_eq!(seconds, [2, 4, 8, 1024, 1800, 1800, 1800]);
    }
}
