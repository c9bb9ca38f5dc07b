//! Purges the CDN in front of the shop after each write.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use axum::{
    body::Bytes,
    http::{Request, StatusCode, header::RETRY_AFTER},
};
use cdn::{PurgeCursor, PurgeRequestError, PurgeRequests, Tag};
use database::{CacheKey, ChangeDetector, Database, Epoch, Error, Revision, Version};
use jobs::{JobError, Progress};
use tokio::{sync::Notify, time::sleep};

use crate::Clock;

/// Time between two looks for a write; a look takes a microsecond.
const POLL_INTERVAL: Duration = Duration::from_millis(10);
/// Time between a write and its first purge, in which most answers that left the shop before the write reach the CDN.
const SETTLING: Duration = Duration::from_millis(50);
/// Milliseconds after which no answer from before the write is on its way any more; then the purge is repeated.
const REPEAT_AFTER: i64 = 3000;
/// Milliseconds of a process's lease on the purges of a target.
const LEASE: i64 = 30_000;
/// Most requests of a purge. Providers limit their rate, so beyond this it is faster to purge every page.
const MOST_REQUESTS: usize = 50;
/// Time that a provider may take for an answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of a refusal that the log shows.
const LONGEST_REASON: usize = 4096;

/// Purges a CDN of the pages that a write changed.
///
/// Of several processes one purges at a time, the owner of a lease. The cursor in the database lets the next one go on
/// where an earlier one stopped.
pub(crate) struct CdnPurger {
    database: Database,
    clock: Clock,
    requests: PurgeRequests,
    target: String,
    lease_owner: String,
    client: reqwest::Client,
}

/// The reason why a purge failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PurgeError {
    #[error(transparent)]
    Database(#[from] Error),
    #[error(transparent)]
    Request(#[from] PurgeRequestError),
    #[error("{target} can't be reached: {cause}")]
    Unreachable { target: String, cause: String },
    #[error("{target} refused a purge with status {status}: {body}")]
    Refused { target: String, status: StatusCode, body: String, retry_after: Option<Duration> },
}

/// The outcome of a look at a target's purges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Every due purge is done.
    Done,
    /// Another process has the lease.
    LeasedElsewhere,
}

impl CdnPurger {
    /// Creates a purger; `lease_owner` names this process.
    pub(crate) fn new(database: Database, clock: Clock, requests: PurgeRequests, lease_owner: String) -> Self {
        let client = http_client::trusted(ANSWER_TIMEOUT);
        Self { target: requests.target().to_string(), database, clock, requests, lease_owner, client }
    }

    /// Returns the target's name, as the database has it.
    pub(crate) fn target(&self) -> &str {
        &self.target
    }

    /// Purges for the writes since the last purge, and repeats a purge that is due.
    pub(crate) async fn purge_writes(&self) -> Result<Progress, JobError> {
        self.step().await?;
        Ok(Progress::Idle)
    }

    /// Returns when the target has been purged for this write, by this process or another one.
    ///
    /// # Errors
    /// If an attempt of this process fails.
    pub(crate) async fn wait_until_purged(&self, revision: Revision) -> Result<(), PurgeError> {
        loop {
            if self.cursor().await?.is_some_and(|cursor| cursor.revision >= revision) {
                return Ok(());
            }
            if self.step().await? == Step::LeasedElsewhere {
                sleep(POLL_INTERVAL).await;
            }
        }
    }

    async fn step(&self) -> Result<Step, PurgeError> {
        let now = self.clock.now();
        let mut reader = self.database.read(now).await?;
        let Version { epoch, revision: newest } = reader.version().await?;
        let cursor = cdn::purge_cursor(&mut reader, &self.target).await?;
        let cursor = cursor.unwrap_or_else(|| PurgeCursor::start(epoch));
        drop(reader);
        let repeat_now = cursor.awaits_repetition() && now >= cursor.next.1.plus_millis(REPEAT_AFTER);
        if cursor.revision >= newest && !repeat_now {
            return Ok(Step::Done);
        }
        let until = now.plus_millis(LEASE);
        if !cdn::acquire_lease(&self.database, &self.target, &self.lease_owner, now, until).await? {
            return Ok(Step::LeasedElsewhere);
        }
        if repeat_now { self.repeat_purge(cursor).await } else { self.purge(cursor, newest).await }
    }

    /// Purges for the writes up to `newest`. Every process must know of them first: it would send a page from before,
    /// and the CDN would cache it beyond the purge.
    async fn purge(&self, cursor: PurgeCursor, newest: Revision) -> Result<Step, PurgeError> {
        self.database.wait_for_followers(newest).await;
        sleep(SETTLING).await;
        self.send(&self.tags(&cursor.epoch, cursor.revision, newest).await?).await?;
        let now = self.clock.now();
        let next = if cursor.awaits_repetition() { cursor.next } else { (newest, now) };
        let cursor = PurgeCursor { revision: newest, next, ..cursor };
        cdn::record_purge(&self.database, &self.target, &cursor, now).await?;
        Ok(Step::Done)
    }

    /// Repeats the due purge. Writes that were purged for the first time since then are repeated the next time.
    async fn repeat_purge(&self, cursor: PurgeCursor) -> Result<Step, PurgeError> {
        let (due, _) = cursor.next;
        self.send(&self.tags(&cursor.epoch, cursor.repeated, due).await?).await?;
        let now = self.clock.now();
        let cursor = PurgeCursor { repeated: due, next: (cursor.revision, now), ..cursor };
        cdn::record_purge(&self.database, &self.target, &cursor, now).await?;
        Ok(Step::Done)
    }

    /// Returns the tags of the writes after `since` up to `newest`, or the tag of every page where the writes are
    /// unknown.
    async fn tags(&self, epoch: &Epoch, since: Revision, newest: Revision) -> Result<Vec<Tag>, PurgeError> {
        let mut reader = self.database.read(self.clock.now()).await?;
        let after = Version { epoch: epoch.clone(), revision: since };
        let changes = if since < Revision(0) { None } else { reader.changes_since(&after).await? };
        let Some(changes) = changes else { return Ok(vec![Tag::everything()]) };
        let keys = changes.iter().filter(|(revision, _)| *revision <= newest).map(|(_, key)| key);
        Ok(unique_tags(keys))
    }

    async fn cursor(&self) -> Result<Option<PurgeCursor>, PurgeError> {
        let mut reader = self.database.read(self.clock.now()).await?;
        Ok(cdn::purge_cursor(&mut reader, &self.target).await?)
    }

    async fn send(&self, tags: &[Tag]) -> Result<(), PurgeError> {
        let mut requests = self.requests.build(tags, self.clock.now())?;
        if requests.len() > MOST_REQUESTS {
            requests = self.requests.build(&[Tag::everything()], self.clock.now())?;
        }
        for request in requests {
            self.send_request(request).await?;
        }
        tracing::info!(cdn = self.target, tags = tags.len(), "purged");
        Ok(())
    }

    fn unreachable(&self, error: reqwest::Error) -> PurgeError {
        PurgeError::Unreachable { target: self.target.clone(), cause: http_client::describe(error) }
    }

    async fn send_request(&self, request: Request<Bytes>) -> Result<(), PurgeError> {
        let request = request.try_into().map_err(|error| self.unreachable(error))?;
        let mut answer = self.client.execute(request).await.map_err(|error| self.unreachable(error))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let seconds = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let body = answer.chunk().await.ok().flatten().unwrap_or_default();
        Err(PurgeError::Refused {
            target: self.target.clone(),
            status,
            body: String::from_utf8_lossy(&body[..body.len().min(LONGEST_REASON)]).into_owned(),
            retry_after: seconds.map(Duration::from_secs),
        })
    }
}

impl From<PurgeError> for JobError {
    fn from(error: PurgeError) -> Self {
        match error {
            PurgeError::Database(error) => error.into(),
            PurgeError::Refused { retry_after: Some(wait), .. } => Self::RetryAfter { wait, error: Box::new(error) },
            PurgeError::Request(_) | PurgeError::Unreachable { .. } | PurgeError::Refused { .. } => Self::other(error),
        }
    }
}

/// Notifies `written` after each write of any process, and all the time while writes can't be noticed; never returns.
pub(crate) async fn watch_for_writes(detector: ChangeDetector, written: Arc<Notify>) {
    let mut last = detector.token();
    loop {
        sleep(POLL_INTERVAL).await;
        let token = detector.token();
        if token.is_none() || token != last {
            written.notify_one();
        }
        last = token;
    }
}

fn unique_tags<'a>(keys: impl Iterator<Item = &'a CacheKey>) -> Vec<Tag> {
    keys.flat_map(Tag::purged_by).collect::<BTreeSet<_>>().into_iter().collect()
}
