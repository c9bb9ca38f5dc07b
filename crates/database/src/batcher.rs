//! Writes of many visitors in one transaction.
//!
//! A commit waits for the disk, and the next writer waits for that commit. So a process has one [`BatchWriter`], which takes
//! all commands that wait, carries them out in one transaction, and answers each when it is durable. It has no timer: while
//! one batch commits, the next one gathers, and a lone command waits for no other.
//!
//! A [`BatchCommand`] is plain data, with times and random numbers worked out beforehand. Carrying it out twice has the effect
//! of doing it once, because nobody knows the fate of a commit that failed or of a process that died.

mod attempt;
mod command;
mod event;
mod step;
#[cfg(test)]
mod tests;
mod writer;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, timeout_at},
};
use types::Timestamp;

use crate::{Database, Error};
pub use command::{BatchCommand, Outcome, apply_each};
pub use event::{BatchEvent, BatchReport};
pub use step::BatchStep;
pub use writer::BatchWriter;

/// The limits of a batcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchLimits {
    /// The commands that may wait.
    pub queue: usize,
    /// The commands of one transaction.
    pub batch: usize,
    /// The time in which a command must be begun.
    pub deadline: Duration,
}

impl Default for BatchLimits {
    fn default() -> Self {
        Self { queue: 1024, batch: 256, deadline: Duration::from_secs(3) }
    }
}

/// The time after which a client that was turned away may try again.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// The reason why a command has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError<R: std::error::Error + 'static> {
    /// The command's own rules refuse it; nothing has changed.
    #[error(transparent)]
    Refused(R),
    /// Too many commands wait; this one was not taken.
    #[error("too many writes wait; try again in a moment")]
    QueueFull,
    /// The command was not begun in time, and will not be.
    #[error("the writes before this one took too long; try again in a moment")]
    TooLate,
    /// The process is about to end. The command may have been carried out.
    #[error("the process stops before the write is done; repeat it")]
    Stopped,
    /// The database failed. After an outage the command may have been carried out.
    #[error(transparent)]
    Database(Arc<Error>),
}

impl<R: std::error::Error + 'static> SubmitError<R> {
    /// Returns the time after which the client may try again, as `Retry-After` beside a 503 says it; `None` if trying again
    /// would not help.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::QueueFull | Self::TooLate | Self::Stopped => Some(RETRY_AFTER),
            Self::Database(error) => matches!(**error, Error::Unavailable(_) | Error::Overtaken).then_some(RETRY_AFTER),
            Self::Refused(_) => None,
        }
    }
}

/// A receiver of events, such as metrics.
pub(crate) type Report = Arc<dyn Fn(BatchEvent<'_>) + Send + Sync>;

/// Takes commands for the [`BatchWriter`] of this process. A clone costs little.
pub struct Batcher<C: BatchCommand> {
    queue: mpsc::Sender<Queued<C>>,
    limits: BatchLimits,
    report: Report,
}

impl<C: BatchCommand> Clone for Batcher<C> {
    fn clone(&self) -> Self {
        Self { queue: self.queue.clone(), limits: self.limits, report: self.report.clone() }
    }
}

/// A command that waits.
struct Queued<C: BatchCommand> {
    command: C,
    ticket: Ticket,
    since: Instant,
    answer: oneshot::Sender<Result<C::Answer, SubmitError<C::Refusal>>>,
}

/// The right to decide the fate of a command: the writer claims it to begin, or its client to withdraw.
#[derive(Clone, Default)]
struct Ticket(Arc<AtomicBool>);

impl Ticket {
    /// Returns `true` for the first who claims it.
    fn claim(&self) -> bool {
        !self.0.swap(true, Ordering::AcqRel)
    }
}

impl<C: BatchCommand> Batcher<C> {
    /// Returns a batcher and its writer, which carries commands out as long as [`BatchWriter::run`] runs. `now` tells the
    /// moment of each transaction.
    pub fn new(
        database: Database,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        limits: BatchLimits,
        report: impl Fn(BatchEvent<'_>) + Send + Sync + 'static,
    ) -> (Self, BatchWriter<C>) {
        let (sender, queue) = mpsc::channel(limits.queue);
        let report: Report = Arc::new(report);
        let writer = BatchWriter::new(database, Arc::new(now), queue, limits, report.clone());
        (Self { queue: sender, limits, report }, writer)
    }

    /// Returns the answer when the command is carried out and durable, and every process knows of it.
    ///
    /// # Errors
    ///
    /// If the command is refused, waits too long, or is not even taken; or if the database fails.
    pub async fn submit(&self, command: C) -> Result<C::Answer, SubmitError<C::Refusal>> {
        let (answer, mut answered) = oneshot::channel();
        let (ticket, since) = (Ticket::default(), Instant::now());
        let queued = Queued { command, ticket: ticket.clone(), since, answer };
        match self.queue.try_send(queued) {
            Ok(()) => {}
            Err(mpsc::error::TrySendError::Full(_)) => {
                (self.report)(BatchEvent::QueueFull);
                return Err(SubmitError::QueueFull);
            }
            Err(mpsc::error::TrySendError::Closed(_)) => return Err(SubmitError::Stopped),
        }
        if let Ok(answer) = timeout_at(since + self.limits.deadline, &mut answered).await {
            return answer.unwrap_or(Err(SubmitError::Stopped));
        }
        if ticket.claim() {
            (self.report)(BatchEvent::TooLate);
            return Err(SubmitError::TooLate);
        }
        answered.await.unwrap_or(Err(SubmitError::Stopped))
    }
}
