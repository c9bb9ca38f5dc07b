//! The wait after failures in a row.

use std::time::Duration;

/// The wait after the first failure; it doubles with each further one.
const FIRST: Duration = Duration::from_secs(2);
/// The longest wait between two runs.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Returns how long to wait after so many failures in a row.
pub(crate) fn backoff(failures: u32) -> Duration {
    let doublings = failures.saturating_sub(1).min(16);
    FIRST.saturating_mul(1 << doublings).min(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wait_doubles_up_to_half_an_hour() {
        let seconds: Vec<u64> = [1, 2, 3, 10, 11, 40, u32::MAX].map(|failures| backoff(failures).as_secs()).to_vec();

        assert_eq!(seconds, [2, 4, 8, 1024, 1800, 1800, 1800]);
    }
}
