use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use futures::future::BoxFuture;
use tokio::{sync::watch, time::Instant};

use crate::Error;

/// Tells whether the database is known not to answer. While it is open, every statement fails at once, also those that
/// are under way, instead of waiting for a server that says nothing.
#[derive(Clone, Debug)]
pub struct CircuitBreaker {
    opened_at: Arc<watch::Sender<Option<Instant>>>,
    openings: Arc<AtomicU64>,
}

impl CircuitBreaker {
    /// A closed one.
    pub(crate) fn new() -> Self {
        Self { opened_at: Arc::new(watch::Sender::new(None)), openings: Arc::new(AtomicU64::new(0)) }
    }

    /// Whether statements fail at once.
    pub fn is_open(&self) -> bool {
        self.opened_at.borrow().is_some()
    }

    /// How often it was opened.
    pub fn openings(&self) -> u64 {
        self.openings.load(Ordering::Relaxed)
    }

    /// Opens it; `cause` is logged if it was closed.
    pub fn open(&self, cause: &str) {
        let is_news = self.opened_at.send_if_modified(|opened_at| {
            let was_closed = opened_at.is_none();
            opened_at.get_or_insert_with(Instant::now);
            was_closed
        });
        if is_news {
            self.openings.fetch_add(1, Ordering::Relaxed);
            tracing::error!(
                cause,
                "the database does not answer: kept pages are served meanwhile, other requests are answered 503"
            );
        }
    }

    /// Closes it, since the database has answered.
    pub fn close(&self) {
        if let Some(opened_at) = self.opened_at.send_replace(None) {
            tracing::info!(seconds = opened_at.elapsed().as_secs_f64(), "the database answers again");
        }
    }

    /// Returns when it is open.
    pub async fn opened(&self) {
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
            () = self.opened() => Err(Error::no_answer()),
        }
    }
}
