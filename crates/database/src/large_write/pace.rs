use std::time::Duration;

/// The most steps that are applied together.
const STEPS: usize = 256;

/// The time that steps take, by which a transaction is given as many as it has room for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    /// Nanoseconds for a step of the size 1, as last measured.
    nanoseconds: Option<u128>,
}

impl Pace {
    /// Returns the number of the next steps that are done within this time, at least one. `sizes` are their sizes in any unit.
    pub(super) fn steps_within(&self, time: Duration, sizes: impl Iterator<Item = usize>) -> usize {
        let Some(nanoseconds) = self.nanoseconds else { return 1 };
        let mut room = time.as_nanos() / nanoseconds;
        let fits = |size: &usize| {
            let rest = room.checked_sub(*size as u128);
            room = rest.unwrap_or_default();
            rest.is_some()
        };
        sizes.take(STEPS).take_while(fits).count().max(1)
    }

    /// Records the time that steps of this size in all have taken.
    pub(super) fn record(&mut self, size: usize, took: Duration) {
        self.nanoseconds = Some((took.as_nanos() / size.max(1) as u128).max(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_step_is_measured_alone_and_the_next_ones_fill_the_time() {
        let mut pace = Pace::default();
        let time = Duration::from_millis(30);
        let first = pace.steps_within(time, [10; 900].into_iter());

        pace.record(10, Duration::from_millis(1));

        assert_eq!(first, 1);
        assert_eq!(pace.steps_within(time, [10; 900].into_iter()), 30);
        assert_eq!(pace.steps_within(time, [10, 270, 500, 10].into_iter()), 2);
        assert_eq!(pace.steps_within(time, [1000].into_iter()), 1);
        assert_eq!(pace.steps_within(Duration::ZERO, [10; 900].into_iter()), 1);
        assert_eq!(pace.steps_within(Duration::from_secs(60), [10; 900].into_iter()), STEPS);
    }
}
