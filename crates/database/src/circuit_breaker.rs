use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::future::BoxFuture;
use tokio::{sync::watch, time::Instant};

use crate::Error;

/// A circuit breaker around the database. While it is open, because the database is known to be unavailable, every statement
/// fails at once, also one that is in flight, instead of waiting for a silent server.
#[derive(Clone, Debug)]
pub struct CircuitBreaker {
    opened_at: Arc<watch::Sender<Option<Instant>>>,
    openings: Arc<AtomicU64>,
}

impl CircuitBreaker {
    /// Returns a closed breaker.
    pub(crate) fn new() -> Self {
        Self { opened_at: Arc::new(watch::Sender::new(None)), openings: Arc::new(AtomicU64::new(0)) }
    }

    /// Returns `true` while statements fail at once.
    pub fn is_open(&self) -> bool {
        self.opened_at.borrow().is_some()
    }

    /// Returns the number of times that the breaker was opened.
    pub fn openings(&self) -> u64 {
        self.openings.load(Ordering::Relaxed)
    }

    /// Opens the breaker; logs `cause` if it was closed.
    pub fn open(&self, cause: &str) {
        let was_closed = self.opened_at.send_if_modified(|opened_at| {
            let was_closed = opened_at.is_none();
            opened_at.get_or_insert_with(Instant::now);
            was_closed
        });
        if was_closed {
            self.openings.fetch_add(1, Ordering::Relaxed);
            tracing::error!(
                cause,
                "the database does not answer: cached pages are served meanwhile, other requests are answered 503"
            );
        }
    }

    /// Closes the breaker, because the database has answered.
    pub fn close(&self) {
        if let Some(opened_at) = self.opened_at.send_replace(None) {
            tracing::info!(seconds = opened_at.elapsed().as_secs_f64(), "the database answers again");
        }
    }

    /// Returns when the breaker is open.
    pub async fn wait_until_open(&self) {
        let mut opened_at = self.opened_at.subscribe();
        // The sender is in `self`, so the channel can't be closed.
        let _is_open = opened_at.wait_for(Option::is_some).await.is_ok();
    }

    /// Runs a statement, unless the breaker is open or opens meanwhile.
    pub(crate) async fn guard<T>(&self, statement: BoxFuture<'_, Result<T, Error>>) -> Result<T, Error> {
        if self.is_open() {
            return Err(Error::no_answer());
        }
        tokio::select! {
            biased;
            outcome = statement => outcome,
            () = self.wait_until_open() => Err(Error::no_answer()),
        }
    }
}
