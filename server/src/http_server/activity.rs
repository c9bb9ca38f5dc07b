use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

use crate::http::request_body::BodyProgress;

/// Bytes of answers that wait in memory for clients to read them.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Arc<AtomicU64>);

impl Unread {
    pub(super) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// The activity of a connection: for how long it has waited for its client, and the bytes that wait in memory
/// meanwhile.
#[derive(Clone)]
pub(super) struct Activity {
    opened: Instant,
    shared: Arc<Shared>,
    /// The progress of the present request's body.
    pub(super) body: BodyProgress,
}

struct Shared {
    /// Milliseconds from `opened` to the last time that bytes were sent or received, or that an answer was ready.
    last: AtomicU64,
    is_answering: AtomicBool,
    /// True if an answer was begun and the client does not read.
    is_stalled: AtomicBool,
    /// Bytes of the answer that is being sent.
    unread: AtomicU64,
    of_all: Unread,
}

/// A guard that marks a request as being answered until it is dropped.
pub(super) struct Answering(Activity);

impl Activity {
    /// Creates the activity of a new connection; `of_all` counts for all connections.
    pub(super) fn begin(of_all: Unread) -> Self {
        let shared = Shared {
            last: AtomicU64::new(0),
            is_answering: AtomicBool::new(false),
            is_stalled: AtomicBool::new(false),
            unread: AtomicU64::new(0),
            of_all,
        };
        Self { opened: Instant::now(), shared: Arc::new(shared), body: BodyProgress::default() }
    }

    /// Records that bytes were sent or received.
    pub(super) fn moved(&self) {
        let since = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.shared.last.store(since, Ordering::Relaxed);
    }

    pub(super) fn answering(&self) -> Answering {
        self.shared.is_answering.store(true, Ordering::Relaxed);
        Answering(self.clone())
    }

    /// Records that the client has stopped reading, or reads again.
    pub(super) fn stalls(&self, is_stalled: bool) {
        self.shared.is_stalled.store(is_stalled, Ordering::Relaxed);
    }

    /// Returns true if the server waits for the client to read, and not to send.
    pub(super) fn waits_for_reading(&self) -> bool {
        self.shared.is_stalled.load(Ordering::Relaxed)
    }

    /// Records that an answer of so many bytes waits for the client to read it.
    pub(super) fn holds(&self, bytes: u64) {
        self.shared.holds(bytes);
    }

    /// Returns the bytes of the answer that is being sent; 0 when all of it was sent.
    pub(super) fn unread(&self) -> u64 {
        self.shared.unread.load(Ordering::Relaxed)
    }

    /// Records that all of the answer was sent.
    pub(super) fn sent(&self) {
        self.shared.holds(0);
    }

    /// Returns for how long the client has neither sent nor read while the server waited for it; zero while the client
    /// waits for the server.
    pub(super) fn idle(&self) -> Duration {
        if self.shared.is_answering.load(Ordering::Relaxed) && !self.body.is_awaited() {
            return Duration::ZERO;
        }
        self.opened.elapsed().saturating_sub(Duration::from_millis(self.shared.last.load(Ordering::Relaxed)))
    }
}

impl Shared {
    fn holds(&self, bytes: u64) {
        let before = self.unread.swap(bytes, Ordering::Relaxed);
        if before != bytes {
            self.of_all.0.fetch_add(bytes.wrapping_sub(before), Ordering::Relaxed);
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.holds(0);
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.moved();
        self.0.shared.is_answering.store(false, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_for_clients_is_counted_until_it_is_sent_or_they_go() {
        let of_all = Unread::default();
        let (stays, goes) = (Activity::begin(of_all.clone()), Activity::begin(of_all.clone()));

        stays.holds(100);
        goes.holds(20);
        let both = of_all.bytes();
        stays.sent();
        let one = of_all.bytes();
        drop(goes);

        assert_eq!([both, one, of_all.bytes()], [120, 20, 0]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_idle_only_while_it_is_its_clients_turn() {
        let activity = Activity::begin(Unread::default());
        let later = || tokio::time::advance(Duration::from_secs(5));

        later().await;
        let before = activity.idle().as_secs();
        let answering = activity.answering();
        later().await;
        let meanwhile = activity.idle().as_secs();
        drop(answering);
        let just_after = activity.idle().as_secs();
        later().await;

        assert_eq!([before, meanwhile, just_after, activity.idle().as_secs()], [5, 0, 0, 5]);
    }
}
