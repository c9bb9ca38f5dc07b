use std::{collections::BTreeSet, time::Duration};

use axum::{
    body::Body,
    http::{Request, StatusCode, header::RETRY_AFTER},
};
use database::{Beat, CacheKey, Database, Epoch, Error, Purged, Revision, Version};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use page_cache::Tag;
use tokio::time::{sleep, timeout};
use types::{Locale, Timestamp};

use super::purge_request::{PurgeRequests, Unwritable};
use crate::{Clock, causes::causes, tls};

/// How often it is looked whether anything was written; looking takes a microsecond.
const LOOK: Duration = Duration::from_millis(10);
/// How often the database is asked all the same.
const ASK: Duration = Duration::from_secs(1);
/// What left the shop just before a write has reached the network after this time, usually.
const SETTLING: Duration = Duration::from_millis(50);
/// Milliseconds after which it certainly has: then everything is purged once more.
const ON_ITS_WAY: i64 = 3000;
/// Milliseconds for which one process is the one that purges.
const HOLD: i64 = 30_000;
/// More calls than this take longer than to forget every page: networks let through so many at a time.
const MOST_REQUESTS: usize = 50;
/// How long a network may take for one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between tries: the first, doubled each time, up to the second.
const BREATHS: [Duration; 2] = [Duration::from_millis(250), Duration::from_secs(30)];

/// Tells a network what was written. Of several processes one does so at a time; what one has not finished the next
/// takes up, since what has been told is remembered in the database.
pub(crate) struct Purger {
    database: Database,
    clock: Clock,
    requests: PurgeRequests,
    network: String,
    holder: String,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

/// Why a purge did not come about.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PurgeError {
    #[error(transparent)]
    Database(#[from] Error),
    #[error(transparent)]
    Unwritable(#[from] Unwritable),
    #[error("{network} can't be reached: {cause}")]
    Unreachable { network: String, cause: String },
    #[error("{network} refused a purge with status {status}: {told}")]
    Refused { network: String, status: StatusCode, told: String, retry_after: Option<Duration> },
}

/// What a look at the database has led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Done,
    /// Another process is at it.
    Elsewhere,
    /// There is something to be purged a second time, but not yet.
    Later,
}

impl Purger {
    /// `holder` names this process.
    pub(crate) fn new(database: Database, clock: Clock, requests: PurgeRequests, holder: String) -> Self {
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls::client()).https_or_http().enable_http1().build();
        let client = Client::builder(TokioExecutor::new()).build(connector);
        Self { network: requests.network(), database, clock, requests, holder, client }
    }

    /// The network's name, as the database knows it.
    pub(crate) fn network(&self) -> &str {
        &self.network
    }

    /// Purges what is written from now on, and what was written since the network was last told; returns never.
    pub(crate) async fn keep_purged(&self) {
        let mut breath = BREATHS[0];
        loop {
            let beat = self.database.pulse().beat();
            match self.step().await {
                Ok(step) => {
                    breath = BREATHS[0];
                    self.wait(beat, step).await;
                }
                Err(error) => {
                    tracing::error!(network = self.network, "a purge failed and will be tried again: {error}");
                    sleep(error.retry_after().unwrap_or(breath)).await;
                    breath = (breath * 2).min(BREATHS[1]);
                }
            }
        }
    }

    /// Returns when the network has been told of this write, by whichever process, or fails with the last reason why not.
    pub(crate) async fn purged_up_to(&self, revision: Revision) -> Result<(), PurgeError> {
        loop {
            if self.purged().await?.is_some_and(|purged| purged.revision >= revision) {
                return Ok(());
            }
            if self.step().await? == Step::Elsewhere {
                sleep(LOOK).await;
            }
        }
    }

    async fn wait(&self, beat: Option<Beat>, step: Step) {
        let pulse = self.database.pulse();
        let written = async {
            while beat.is_some() && pulse.beat() == beat {
                sleep(LOOK).await;
            }
        };
        match step {
            Step::Elsewhere => sleep(LOOK).await,
            Step::Done | Step::Later => drop(timeout(ASK, written).await),
        }
        if beat.is_none() {
            sleep(LOOK).await;
        }
    }

    async fn step(&self) -> Result<Step, PurgeError> {
        let now = self.clock.now();
        let mut reader = self.database.read(Locale::DEFAULT, now).await?;
        let Version { epoch, revision: newest } = reader.version().await?;
        let purged = reader.purged(&self.network).await?.unwrap_or_else(|| never(epoch));
        drop(reader);
        let (next, since) = purged.next;
        let is_due = purged.repeated < next && now >= since.plus_millis(ON_ITS_WAY);
        if purged.revision >= newest && !is_due {
            return Ok(if purged.repeated < next { Step::Later } else { Step::Done });
        }
        if !self.database.hold_purger(&self.network, &self.holder, now, now.plus_millis(HOLD)).await? {
            return Ok(Step::Elsewhere);
        }
        if is_due { self.purge_again(purged).await } else { self.purge_first(purged, newest).await }
    }

    /// Before the network is told, every process must know: a page from before would be kept after the purge otherwise.
    async fn purge_first(&self, purged: Purged, newest: Revision) -> Result<Step, PurgeError> {
        self.database.known_to_all(newest).await;
        sleep(SETTLING).await;
        self.send(&self.tags(&purged.epoch, purged.revision, newest).await?).await?;
        let now = self.clock.now();
        let waits = purged.repeated < purged.next.0;
        let next = if waits { purged.next } else { (newest, now) };
        self.database.record_purged(&self.network, Purged { revision: newest, next, ..purged }, now).await?;
        Ok(Step::Later)
    }

    /// What was purged for the first time less than three seconds ago is repeated with the next.
    async fn purge_again(&self, purged: Purged) -> Result<Step, PurgeError> {
        let (due, _) = purged.next;
        self.send(&self.tags(&purged.epoch, purged.repeated, due).await?).await?;
        let now = self.clock.now();
        let purged = Purged { repeated: due, next: (purged.revision, now), ..purged };
        self.database.record_purged(&self.network, purged, now).await?;
        Ok(Step::Later)
    }

    /// What was written after `since` up to `newest`; everything, where nobody knows any more.
    async fn tags(&self, epoch: &Epoch, since: Revision, newest: Revision) -> Result<Vec<Tag>, PurgeError> {
        let mut reader = self.database.read(Locale::DEFAULT, self.clock.now()).await?;
        let after = Version { epoch: epoch.clone(), revision: since };
        let changes = if since < Revision(0) { None } else { reader.changes_since(&after).await? };
        let Some(changes) = changes else { return Ok(vec![Tag::everything()]) };
        let keys = changes.iter().filter(|(revision, _)| *revision <= newest).map(|(_, key)| key);
        Ok(tags_of(keys))
    }

    async fn purged(&self) -> Result<Option<Purged>, PurgeError> {
        let mut reader = self.database.read(Locale::DEFAULT, self.clock.now()).await?;
        Ok(reader.purged(&self.network).await?)
    }

    async fn send(&self, tags: &[Tag]) -> Result<(), PurgeError> {
        let mut requests = self.requests.of(tags, self.clock.now())?;
        if requests.len() > MOST_REQUESTS {
            requests = self.requests.of(&[Tag::everything()], self.clock.now())?;
        }
        for request in requests {
            timeout(PATIENCE, self.sent(request)).await.map_err(|_| self.unreachable("it does not answer"))??;
        }
        tracing::info!(network = self.network, tags = tags.len(), "purged");
        Ok(())
    }

    fn unreachable(&self, cause: &str) -> PurgeError {
        PurgeError::Unreachable { network: self.network.clone(), cause: cause.to_owned() }
    }

    async fn sent(&self, request: Request<Body>) -> Result<(), PurgeError> {
        let answer = self
            .client
            .request(request)
            .await
            .map_err(|error| self.unreachable(&causes(&error).unwrap_or_else(|| error.to_string())))?;
        let status = answer.status();
        if status.is_success() {
            return Ok(());
        }
        let seconds = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
        let body = axum::body::to_bytes(Body::new(answer.into_body()), 4096).await.unwrap_or_default();
        Err(PurgeError::Refused {
            network: self.network.clone(),
            status,
            told: String::from_utf8_lossy(&body).into_owned(),
            retry_after: seconds.map(Duration::from_secs),
        })
    }
}

impl PurgeError {
    fn retry_after(&self) -> Option<Duration> {
        match self {
            // Nobody is waited for longer than between any two tries.
            Self::Refused { retry_after, .. } => retry_after.map(|pause| pause.min(BREATHS[1])),
            Self::Database(_) | Self::Unwritable(_) | Self::Unreachable { .. } => None,
        }
    }
}

/// A network that was never told of anything in this epoch may hold anything.
const fn never(epoch: Epoch) -> Purged {
    let nothing = Revision(-1);
    Purged { epoch, revision: nothing, repeated: nothing, next: (nothing, Timestamp(0)) }
}

/// Each once.
fn tags_of<'a>(keys: impl Iterator<Item = &'a CacheKey>) -> Vec<Tag> {
    keys.flat_map(Tag::purged_by).collect::<BTreeSet<_>>().into_iter().collect()
}
