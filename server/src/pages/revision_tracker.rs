//! The revision that this process knows, and how it catches up with the database.

mod flights;

use std::{
    collections::BTreeSet,
    panic::AssertUnwindSafe,
    sync::{Arc, LazyLock, PoisonError, RwLock},
    time::Duration,
};

use database::{BaseReader, ChangeDetector, ChangeToken, Database, Error, TRACE_TARGET, Version};
use futures::FutureExt as _;
use setup::Setup;
use tokio::time::timeout;
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;

use crate::{Clock, error_chain::error_chain, http::problem::Problem, pages::cached_response::Pages};
use flights::Flights;

/// Time that the database may take to return its revision before it counts as not answering.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Follows the writes of all processes, and invalidates the cached pages that they change.
pub(crate) struct RevisionTracker {
    database: Database,
    clock: Clock,
    pages: Arc<Pages>,
    /// Runs readings that go on when the visitor who began them leaves.
    tasks: TaskTracker,
    detector: ChangeDetector,
    known: RwLock<Option<ShopSnapshot>>,
    flights: Flights,
}

/// A state of the shop. Every page that a write up to it has changed is invalidated.
#[derive(Clone)]
pub(crate) struct ShopSnapshot {
    /// The change token taken before the state was read; `None` if none was available.
    token: Option<ChangeToken>,
    /// The state itself.
    pub(crate) version: Version,
    /// The codes of the attributes, which a query may filter by.
    pub(crate) attributes: Arc<BTreeSet<String>>,
    /// The shop's setup, if it has one yet.
    pub(crate) setup: Option<Arc<Setup>>,
}

/// The setup of error pages before the shop's own is known.
static NEUTRAL: LazyLock<Arc<Setup>> = LazyLock::new(|| Arc::new(Setup::neutral()));

impl RevisionTracker {
    pub(crate) fn new(database: Database, clock: Clock, pages: Arc<Pages>, tasks: TaskTracker) -> Self {
        let detector = database.change_detector();
        Self { database, clock, pages, tasks, detector, known: RwLock::new(None), flights: Flights::new() }
    }

    /// Returns true if nothing was written since the pages were last invalidated. This never waits.
    pub(crate) fn is_current(&self) -> bool {
        let Some(token) = self.detector.token() else { return false };
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .is_some_and(|known| known.token == Some(token))
    }

    /// Returns the present state, after every page of an earlier one is invalidated. Concurrent callers share one
    /// query. While the database is known not to answer, one caller at a time tries it, for no longer than `probe`; the
    /// others fail at once.
    pub(crate) async fn catch_up(self: &Arc<Self>, probe: Duration) -> Result<ShopSnapshot, Arc<Problem>> {
        if let Some(known) = self.current() {
            return Ok(known);
        }
        let breaker = self.database.breaker();
        if breaker.is_open() {
            return self.probe(probe).await;
        }
        tokio::select! {
            biased;
            known = self.read_soon() => known,
            () = breaker.wait_until_open() => Err(unavailable()),
        }
    }

    async fn probe(self: &Arc<Self>, patience: Duration) -> Result<ShopSnapshot, Arc<Problem>> {
        if self.flights.is_busy() {
            return Err(unavailable());
        }
        timeout(patience, self.read_soon()).await.unwrap_or_else(|_| Err(unavailable()))
    }

    /// Returns the state that a query finds which begins after this call.
    async fn read_soon(self: &Arc<Self>) -> Result<ShopSnapshot, Arc<Problem>> {
        let ticket = self.flights.board();
        if ticket.is_first {
            // A task of its own: a caller that goes away does not cancel it for the others.
            // In a trace, it belongs to the request that began it.
            let span = tracing::info_span!(target: TRACE_TARGET, "catch up");
            self.tasks.spawn(read_until_nobody_waits(self.clone()).instrument(span));
        }
        self.flights.arrival(ticket, || self.is_current()).await?;
        self.last_known().ok_or_else(unavailable)
    }

    /// Returns the setup that was read last, which may be outdated; before any was read, the one that a query finds.
    ///
    /// # Errors
    /// If none was read, and the database can't be read.
    pub(crate) async fn setup(self: &Arc<Self>) -> Result<Option<Arc<Setup>>, Arc<Problem>> {
        match self.last_known() {
            Some(known) => Ok(known.setup),
            None => Ok(self.catch_up(PATIENCE).await?.setup),
        }
    }

    /// Returns the setup that was read last, or the neutral one, for the pages of errors.
    pub(crate) fn last_setup(&self) -> Arc<Setup> {
        self.last_known().and_then(|known| known.setup).unwrap_or_else(|| NEUTRAL.clone())
    }

    /// Returns the state that was read last, which may be outdated.
    pub(crate) fn last_known(&self) -> Option<ShopSnapshot> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn current(&self) -> Option<ShopSnapshot> {
        let token = self.detector.token()?;
        self.last_known().filter(|known| known.token == Some(token))
    }

    async fn read(&self) -> Result<(), Error> {
        // Taken before the query: a write during the query changes the token.
        let token = self.detector.token();
        let mut reader = self.database.track(self.clock.now()).await?;
        let known = match self.last_known() {
            None => first(token, &mut reader).await?,
            Some(last) => next(token, last, &mut reader, &self.database, &self.pages).await?,
        };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(())
    }
}

/// Reads the state for all waiting callers, until none waits.
async fn read_until_nobody_waits(tracker: Arc<RevisionTracker>) {
    let flights = &tracker.flights;
    loop {
        let read = AssertUnwindSafe(read_once(&tracker)).catch_unwind();
        let failure: Option<Problem> = match timeout(PATIENCE, read).await {
            Ok(Ok(outcome)) => outcome.err().map(Problem::from),
            Ok(Err(_)) => Some(Problem::Defect("reading the shop's state panicked")),
            Err(_) => Some(Error::no_answer().into()),
        };
        if let Some(Problem::Database(error)) = failure.as_ref().filter(|problem| problem.is_outage()) {
            tracker.database.breaker().open(&error_chain(error).unwrap_or_default());
        }
        if !flights.land(failure.map(Arc::new)) {
            return;
        }
    }
}

/// Reads the state, over new connections if the database did not answer before.
async fn read_once(tracker: &RevisionTracker) -> Result<(), Error> {
    tracker.flights.pause().await;
    if tracker.database.breaker().is_open() {
        tracker.database.reconnect().await?;
    }
    tracker.read().await?;
    tracker.database.breaker().close();
    Ok(())
}

fn unavailable() -> Arc<Problem> {
    Arc::new(Error::no_answer().into())
}

async fn first(token: Option<ChangeToken>, reader: &mut BaseReader) -> Result<ShopSnapshot, Error> {
    let setup = setup::load(reader).await?.map(Arc::new);
    if setup.is_none() {
        tracing::warn!("the shop has no setup yet: import one with `vitrine import`, such as that of demo/shop.json");
    }
    Ok(ShopSnapshot {
        token,
        version: reader.version().await?,
        attributes: Arc::new(catalog::attribute_parameters(reader).await?),
        setup,
    })
}

async fn next(
    token: Option<ChangeToken>,
    last: ShopSnapshot,
    reader: &mut BaseReader,
    database: &Database,
    pages: &Pages,
) -> Result<ShopSnapshot, Error> {
    let version = reader.version().await?;
    if version == last.version {
        return Ok(ShopSnapshot { token, ..last });
    }
    let changes = if version.includes(&last.version) {
        reader.changes_since(&last.version).await?
    } else {
        // The history of a restored database, or of one in another epoch, differs from here on.
        database.clear_read_cache(&version);
        None
    };
    let Some(changes) = changes else {
        pages.invalidate_all(&version, reader.at);
        return first(token, reader).await;
    };
    pages.invalidate(&changes, reader.at);
    if changes.iter().any(|(_, key)| catalog::changes_attributes(key) || setup::changes_setup(key)) {
        return first(token, reader).await;
    }
    Ok(ShopSnapshot { token, version, ..last })
}
