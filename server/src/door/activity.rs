use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::time::Instant;

use crate::request_body::BodyProgress;

/// Bytes of answers that are held in memory for clients to read.
#[derive(Clone, Debug, Default)]
pub(super) struct Unread(Arc<AtomicU64>);

impl Unread {
    pub(super) fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Tells for how long a connection has been waiting for its client, and what is held for it meanwhile.
#[derive(Clone)]
pub(super) struct Activity {
    opened: Instant,
    shared: Arc<Shared>,
    /// Of the request that is being answered.
    pub(super) body: BodyProgress,
}

struct Shared {
    /// Milliseconds from `opened` to when bytes last went in or out, or an answer was ready.
    last: AtomicU64,
    is_answering: AtomicBool,
    /// Whether an answer has been begun and the client does not read.
    is_stalled: AtomicBool,
    /// Bytes of the answer that is being sent.
    unread: AtomicU64,
    of_all: Unread,
}

/// A request is being answered until this is dropped.
pub(super) struct Answering(Activity);

impl Activity {
    /// Of a connection that has just come; `of_all` counts for all connections.
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

    /// Bytes went in or out.
    pub(super) fn moved(&self) {
        let since = u64::try_from(self.opened.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.shared.last.store(since, Ordering::Relaxed);
    }

    pub(super) fn answering(&self) -> Answering {
        self.shared.is_answering.store(true, Ordering::Relaxed);
        Answering(self.clone())
    }

    /// The client has stopped reading, or reads again.
    pub(super) fn stalls(&self, is_stalled: bool) {
        self.shared.is_stalled.store(is_stalled, Ordering::Relaxed);
    }

    /// Whether it is the client's turn to read, and not to send something.
    pub(super) fn waits_for_reading(&self) -> bool {
        self.shared.is_stalled.load(Ordering::Relaxed)
    }

    /// An answer of so many bytes is held until the client has read it.
    pub(super) fn holds(&self, bytes: u64) {
        self.shared.holds(bytes);
    }

    /// Bytes of the answer that is being sent, until all of it has gone out.
    pub(super) fn unread(&self) -> u64 {
        self.shared.unread.load(Ordering::Relaxed)
    }

    /// The answer has gone out.
    pub(super) fn sent(&self) {
        self.shared.holds(0);
    }

    /// For how long the client has neither sent nor taken anything while it was its turn; zero while it is the server's.
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
        let at_once = activity.idle().as_secs();
        later().await;

        assert_eq!([before, meanwhile, at_once, activity.idle().as_secs()], [5, 0, 0, 5]);
    }
}
