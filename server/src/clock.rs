//! The only place that reads the system's clock; all other code is given a moment.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use types::Timestamp;

/// Tells the time: the machine's, or one that a test sets.
#[derive(Clone)]
pub struct Clock {
    hands: Hands,
}

#[derive(Clone)]
enum Hands {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// Returns the machine's clock.
    pub const fn system() -> Self {
        Self { hands: Hands::System }
    }

    /// Returns a clock that stands still at this moment until it is set.
    pub fn standing_at(moment: Timestamp) -> Self {
        Self { hands: Hands::Set(Arc::new(AtomicI64::new(moment.0))) }
    }

    /// Sets a standing clock and all its clones. The machine's clock does not change.
    pub fn set(&self, moment: Timestamp) {
        if let Hands::Set(hands) = &self.hands {
            hands.store(moment.0, Ordering::Relaxed);
        }
    }

    /// Returns the present moment.
    pub fn now(&self) -> Timestamp {
        match &self.hands {
            Hands::System => system_now(),
            Hands::Set(hands) => Timestamp(hands.load(Ordering::Relaxed)),
        }
    }
}

/// Measures a duration. Unlike the time of day, it never goes back.
#[derive(Clone, Copy)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

#[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
fn system_now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Returns a moment as people and programs read it (RFC 3339).
pub(crate) fn moment(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |moment| moment.to_string())
}
