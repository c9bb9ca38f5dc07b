use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use database::{Database, Error, Tx};
use tokio::{task::JoinSet, time::sleep};
use tokio_util::sync::CancellationToken;

use crate::{
    Job, JobError, Now, Progress,
    backoff::backoff,
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
            let wait = match &self.job.kind {
                Kind::Repeated(work) => self.run_repeated(work, &mut failures).await,
                Kind::Scheduled(work) => self.run_scheduled(work).await.unwrap_or_else(|error| self.wait_after(&error)),
                Kind::Queued { work, attempts } => {
                    self.run_task(work, *attempts).await.unwrap_or_else(|error| self.wait_after(&error))
                }
            };
            self.wait(wait).await;
        }
    }

    /// Waits so long, or until the job is woken; not at all when the runner is stopped.
    async fn wait(&self, wait: Duration) {
        if !wait.is_zero() {
            tokio::select! {
                () = sleep(wait) => {}
                () = self.job.wake.notified() => {}
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// The database tells of its outages itself.
    fn wait_after(&self, error: &Error) -> Duration {
        tracing::debug!(job = self.job.name, %error, "the database was not there for a job");
        self.job.period.max(backoff(1))
    }

    async fn run_repeated(&self, work: &Work, failures: &mut u32) -> Duration {
        let outcome = self.reported(catch_panic(work()), |_| false).await;
        *failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        self.wait_until_next(&outcome, *failures)
    }

    async fn run_scheduled(&self, work: &Work) -> Result<Duration, Error> {
        let mut tx = self.database.write((self.now)()).await?;
        let until = tx.now().plus_millis(millis(self.job.lease));
        let claimed = store::claim_job(&mut tx, self.job.name, &self.owner, until).await?;
        tx.commit_bookkeeping().await?;
        let Some(failures) = claimed else { return Ok(self.job.period.min(self.job.lease)) };
        let lease = self.lease(Leased::Job(self.job.name));
        let outcome = self.reported(lease.hold(work()), |_| false).await;
        let failures = if outcome.is_ok() { 0 } else { failures.saturating_add(1) };
        let wait = self.wait_until_next(&outcome, failures);
        let mut tx = self.database.write((self.now)()).await?;
        let due_at = tx.now().plus_millis(millis(wait));
        store::release_job(&mut tx, self.job.name, &self.owner, due_at, failures).await?;
        tx.commit_bookkeeping().await?;
        Ok(wait)
    }

    fn wait_until_next(&self, outcome: &Result<Progress, JobError>, failures: u32) -> Duration {
        match outcome {
            Ok(Progress::More) => Duration::ZERO,
            Ok(Progress::Idle) => self.job.period,
            Err(_) => backoff(failures),
        }
    }

    /// Runs the next task that is due. Returns how long to wait for another one.
    async fn run_task(&self, work: &TaskWork, attempts: u32) -> Result<Duration, Error> {
        let mut tx = self.database.write((self.now)()).await?;
        let until = tx.now().plus_millis(millis(self.job.lease));
        let Some(task) = store::claim_task(&mut tx, self.job.name, &self.owner, until).await? else {
            let due_at = store::next_due(&mut tx, self.job.name).await?;
            let left = due_at.map_or(i64::MAX, |due_at| due_at.0.saturating_sub(tx.now().0));
            return Ok(self.job.period.min(Duration::from_millis(left.max(1).unsigned_abs())));
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
        Ok(Duration::ZERO)
    }

    /// Deletes a task that is done; lets a failed one wait for its next attempt, or gives it up.
    async fn settle(&self, task: &Task, outcome: Result<(), JobError>, attempts: u32) -> Result<(), Error> {
        let mut tx: Tx = self.database.write((self.now)()).await?;
        let now = tx.now();
        match outcome {
            Ok(()) => store::delete_task(&mut tx, task.id, &self.owner).await?,
            Err(error) => {
                let due_at = now.plus_millis(millis(backoff(task.attempts)));
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
        if let Some(error) = error {
            tracing::warn!(job = self.job.name, is_given_up, "a background job failed: {error}");
        }
        (self.report)(&RunReport { job: self.job.name, took: begun.elapsed(), error, is_given_up });
        outcome
    }
}

/// Returns true if no further attempt can help: none is left, or the payload can't be read.
fn is_hopeless(error: &JobError, task: &Task, attempts: u32) -> bool {
    task.attempts >= attempts || matches!(error, JobError::Payload(_))
}
