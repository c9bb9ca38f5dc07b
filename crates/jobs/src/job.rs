use std::{sync::Arc, time::Duration};

use futures::{FutureExt as _, future::BoxFuture};
use serde::de::DeserializeOwned;
use tokio::sync::Notify;

use crate::{JobError, backoff::Backoff};

/// The attempts that a task has before it counts as failed: with their waits they span more than an hour.
const ATTEMPTS: u32 = 12;
/// The time for which a process has a job or task; it renews the lease while it works.
const LEASE: Duration = Duration::from_secs(60);

/// The outcome of a run of a repeated or scheduled job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to do: the job runs again at once.
    More,
    /// There is nothing to do until the period is over, or the job is woken.
    Idle,
}

pub(crate) type Work = Arc<dyn Fn() -> BoxFuture<'static, Result<Progress, JobError>> + Send + Sync>;
pub(crate) type TaskWork = Arc<dyn Fn(String) -> BoxFuture<'static, Result<(), JobError>> + Send + Sync>;

/// A named job with its work.
pub struct Job {
    pub(crate) name: &'static str,
    pub(crate) period: Duration,
    pub(crate) lease: Duration,
    pub(crate) backoff: Backoff,
    /// True if a stop cancels a run at work instead of waiting for its end.
    pub(crate) is_cancelled_at_stop: bool,
    pub(crate) wake: Arc<Notify>,
    pub(crate) kind: Kind,
}

pub(crate) enum Kind {
    Repeated(Work),
    Scheduled(Work),
    Queued { work: TaskWork, attempts: u32 },
}

impl Job {
    /// A job that every process runs, again and again with `period` between two runs.
    pub fn repeated<F>(name: &'static str, period: Duration, work: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Progress, JobError>> + Send + 'static,
    {
        Self::new(name, period, Kind::Repeated(Arc::new(move || work().boxed())))
    }

    /// A job that one process at a time runs, every `period`, whichever process that is.
    pub fn scheduled<F>(name: &'static str, period: Duration, work: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Progress, JobError>> + Send + 'static,
    {
        Self::new(name, period, Kind::Scheduled(Arc::new(move || work().boxed())))
    }

    /// A job that runs once for each task; `period` is how often it looks for tasks that other processes have written.
    pub fn queued<P, F>(name: &'static str, period: Duration, work: impl Fn(P) -> F + Send + Sync + 'static) -> Self
    where
        P: DeserializeOwned + Send + 'static,
        F: Future<Output = Result<(), JobError>> + Send + 'static,
    {
        let work: TaskWork = Arc::new(move |payload| match serde_json::from_str(&payload) {
            Ok(payload) => work(payload).boxed(),
            Err(error) => futures::future::ready(Err(JobError::Payload(error))).boxed(),
        });
        Self::new(name, period, Kind::Queued { work, attempts: ATTEMPTS })
    }

    fn new(name: &'static str, period: Duration, kind: Kind) -> Self {
        Self {
            name,
            period,
            lease: LEASE,
            backoff: Backoff::USUAL,
            is_cancelled_at_stop: false,
            wake: Arc::default(),
            kind,
        }
    }

    /// Wakes the job before its period is over whenever `wake` is notified.
    #[must_use]
    pub fn woken_by(self, wake: Arc<Notify>) -> Self {
        Self { wake, ..self }
    }

    /// Sets the lease: the time after which another process takes over from one that died.
    #[must_use]
    pub fn leased_for(self, lease: Duration) -> Self {
        Self { lease, ..self }
    }

    /// Sets the wait after the first failure, which doubles with each further one up to `longest`.
    #[must_use]
    pub fn retried_after(self, first: Duration, longest: Duration) -> Self {
        Self { backoff: Backoff { first, longest }, ..self }
    }

    /// Lets a stop cancel a run of a repeated job, for work that takes long and that the next process does again.
    #[must_use]
    pub fn cancelled_at_stop(self) -> Self {
        Self { is_cancelled_at_stop: true, ..self }
    }

    /// Sets the attempts that a task has before it counts as failed.
    #[must_use]
    pub fn with_attempts(mut self, most: u32) -> Self {
        if let Kind::Queued { attempts, .. } = &mut self.kind {
            *attempts = most;
        }
        self
    }
}
