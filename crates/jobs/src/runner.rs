use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use database::{Database, Error, Tx};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{
    Job, JobError, Now, Progress,
    job::{Kind, TaskWork, Work},
    lease::{Lease, Leased, catch_panic, millis},
    store::{self, Task},
};

/// A run that has ended.
#[derive(Debug)]
pub struct RunReport<'a> {
    /// The job's name.
    pub job: &'static str,
    /// The time that the run took.
    pub took: Duration,
    /// The error, if it failed.
    pub error: Option<&'a JobError>,
    /// True if the job's task is given up, and stays for somebody to look at.
    pub is_given_up: bool,
}

/// Runs jobs until it is stopped.
pub struct JobRunner {
    database: Database,
    now: Now,
    owner: String,
    report: Arc<dyn Fn(&RunReport<'_>) + Send + Sync>,
    jobs: Vec<Job>,
}

impl JobRunner {
    /// A runner without jobs. `owner` names this process among all that share the database.
    pub fn new(database: Database, now: Now, owner: String) -> Self {
        Self { database, now, owner, report: Arc::new(|_| {}), jobs: Vec::new() }
    }

    /// Calls `report` after every run.
    #[must_use]
    pub fn reporting_to(self, report: impl Fn(&RunReport<'_>) + Send + Sync + 'static) -> Self {
        Self { report: Arc::new(report), ..self }
    }

    /// Adds a job.
    pub fn add(&mut self, job: Job) {
        self.jobs.push(job);
    }

    /// Runs every job until `stop` is cancelled, and then until the runs at work have ended.
    pub async fn run(self, stop: CancellationToken) {
        let mut loops = JoinSet::new();
        for job in self.jobs {
            let (database, now) = (self.database.clone(), self.now.clone());
            let (owner, report, stop) = (self.owner.clone(), self.report.clone(), stop.clone());
            loops.spawn(JobLoop { job, database, now, owner, report, stop }.run());
        }
        while loops.join_next().await.is_some() {}
    }
}

/// The beginning of a job's next run.
#[derive(Clone, Copy)]
enum Next {
    Now,
    /// After this time, or when the job is woken.
    Idle(Duration),
    /// After a failure: being woken does not cut the wait short.
    Retry(Duration),
}

impl Next {
    const fn wait(self) -> Duration {
        match self {
            Self::Now => Duration::ZERO,
            Self::Idle(wait) | Self::Retry(wait) => wait,
        }
    }
}

/// One job of a runner.
struct JobLoop {
    job: Job,
    database: Database,
    now: Now,
    owner: String,
    report: Arc<dyn Fn(&RunReport<'_>) + Send + Sync>,
    stop: CancellationToken,
}

impl JobLoop {
    async fn run(self) {
        let mut failures = 0;
        while !self.stop.is_cancelled() {
            let next = match &self.job.kind {
                Kind::Repeated(work) => self.run_repeated(work, &mut failures).await,
                Kind::Scheduled(work) => self.run_scheduled(work).await.unwrap_or_else(|error| self.retry(&error)),
                Kind::Queued { work, attempts } => {
                    self.run_task(work, *attempts).await.unwrap_or_else(|error| self.retry(&error))
                }
            };
            self.wait(next).await;
        }
    }

    /// Waits for the next run; not at all when the runner is stopped.
    async fn wait(&self, next: Next) {
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = async {
                match next {
                    Next::Now => {}
                    Next::Retry(wait) => sleep(wait).await,
                    Next::Idle(wait) => tokio::select! {
                        () = sleep(wait) => {}
                        () = self.job.wake.notified() => {}
                    },
                }
            } => {}
        }
    }

    /// The database tells of its outages itself.
    fn retry(&self, error: &Error) -> Next {
        tracing::debug!(job = self.job.name, %error, "the database was not there for a job");
        Next::Retry(self.job.period.max(self.job.backoff.after(1)))
    }

    async fn run_repeated(&self, work: &Work, failures: &mut u32) -> Next {
        let run = self.reported(catch_panic(work()), |_| false);
        let outcome = if self.job.is_cancelled_at_stop {
            tokio::select! {
                outcome = run => outcome,
                () = self.stop.cancelled() => return Next::Now,
            }
        } else {
            run.await
        };
        *failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        self.next(&outcome, *failures)
    }

    async fn run_scheduled(&self, work: &Work) -> Result<Next, Error> {
        let mut tx = self.database.write((self.now)()).await?;
        let until = tx.now().plus_millis(millis(self.job.lease));
        let claimed = store::claim_job(&mut tx, self.job.name, &self.owner, until).await?;
        tx.commit_bookkeeping().await?;
        let Some(failures) = claimed else { return Ok(Next::Idle(self.job.period.min(self.job.lease))) };
        let lease = self.lease(Leased::Job(self.job.name));
        let outcome = self.reported(lease.hold(work()), |_| false).await;
        let failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        let next = self.next(&outcome, failures);
        let mut tx = self.database.write((self.now)()).await?;
        let due_at = tx.now().plus_millis(millis(next.wait()));
        store::release_job(&mut tx, self.job.name, &self.owner, due_at, failures).await?;
        tx.commit_bookkeeping().await?;
        Ok(next)
    }

    fn next(&self, outcome: &Result<Progress, JobError>, failures: u32) -> Next {
        match outcome {
            Ok(Progress::More) => Next::Now,
            Ok(Progress::Idle) => Next::Idle(self.job.period),
            Err(error) => Next::Retry(error.wait(failures, self.job.backoff)),
        }
    }

    /// Runs the next task that is due.
    async fn run_task(&self, work: &TaskWork, attempts: u32) -> Result<Next, Error> {
        let left = self.time_to_next_task().await?;
        if !left.is_zero() {
            return Ok(Next::Idle(self.job.period.min(left)));
        }
        let mut tx = self.database.write((self.now)()).await?;
        let until = tx.now().plus_millis(millis(self.job.lease));
        // Another process may have taken it meanwhile.
        let Some(task) = store::claim_task(&mut tx, self.job.name, &self.owner, until).await? else {
            return Ok(Next::Now);
        };
        tx.commit_bookkeeping().await?;
        let lease = self.lease(Leased::Task(task.id));
        let run = async {
            // A task that ends its process each time is not run for ever.
            if task.attempts > attempts {
                return Err(JobError::Abandoned);
            }
            lease.hold(work(task.payload.clone())).await
        };
        let outcome = self.reported(run, |error| is_hopeless(error, &task, attempts)).await;
        self.settle(&task, outcome, attempts).await?;
        Ok(Next::Now)
    }

    /// Returns the time until a task can be taken. It only reads, so that looking for work takes no turn of a writer.
    async fn time_to_next_task(&self) -> Result<Duration, Error> {
        let mut reader = self.database.read((self.now)()).await?;
        let due_at = store::next_due(&mut reader, self.job.name).await?;
        let left = due_at.map_or(i64::MAX, |due_at| due_at.0.saturating_sub(reader.at.0));
        Ok(Duration::from_millis(left.max(0).unsigned_abs()))
    }

    /// Deletes a task that is done; lets a failed one wait for its next attempt, or gives it up.
    async fn settle(&self, task: &Task, outcome: Result<(), JobError>, attempts: u32) -> Result<(), Error> {
        let mut tx: Tx = self.database.write((self.now)()).await?;
        let now = tx.now();
        match outcome {
            Ok(()) => store::delete_task(&mut tx, task.id, &self.owner).await?,
            Err(error) => {
                let due_at = now.plus_millis(millis(error.wait(task.attempts, self.job.backoff)));
                let failed_at = is_hopeless(&error, task, attempts).then_some(now);
                store::release_task(&mut tx, task.id, &self.owner, due_at, failed_at, &error.to_string()).await?;
            }
        }
        tx.commit_bookkeeping().await
    }

    fn lease(&self, leased: Leased) -> Lease<'_> {
        Lease { database: &self.database, now: &self.now, owner: &self.owner, leased, length: self.job.lease }
    }

    async fn reported<T>(
        &self,
        run: impl Future<Output = Result<T, JobError>>,
        is_given_up: impl Fn(&JobError) -> bool,
    ) -> Result<T, JobError> {
        let begun = Instant::now();
        let outcome = run.await;
        let error = outcome.as_ref().err();
        let is_given_up = error.is_some_and(is_given_up);
        if let Some(error) = error.filter(|error| !error.is_outage()) {
            let (job, cause) = (self.job.name, error.causes());
            if is_given_up {
                tracing::error!(job, cause, "a task of a background job is given up: {error}");
            } else {
                tracing::warn!(job, cause, "a background job failed and will be tried again: {error}");
            }
        }
        (self.report)(&RunReport { job: self.job.name, took: begun.elapsed(), error, is_given_up });
        outcome
    }
}

/// Returns true if no further attempt can help: none is left, or the payload can't be read.
fn is_hopeless(error: &JobError, task: &Task, attempts: u32) -> bool {
    task.attempts >= attempts || matches!(error, JobError::Payload(_))
}
