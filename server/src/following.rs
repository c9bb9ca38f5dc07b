//! The revision that this process knows, and how it catches up with the database.

mod flights;

use std::{
    collections::BTreeSet,
    panic::AssertUnwindSafe,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use database::{ChangeDetector, ChangeToken, Database, Error, Reader, Version};
use futures::FutureExt as _;
use tokio::time::timeout;
use types::Locale;

use crate::{AppState, cached_response::Pages, causes::causes, problem::Problem};
use flights::Flights;

/// Time that the database may take to return its revision before it counts as not answering.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Follows the writes of all processes, and invalidates the cached pages that they change.
pub(crate) struct Following {
    detector: ChangeDetector,
    known: RwLock<Option<Known>>,
    flights: Flights,
}

/// A state of the shop. Every page that a write up to it has changed is invalidated.
#[derive(Clone)]
pub(crate) struct Known {
    /// The change token taken before the state was read; `None` if none was available.
    token: Option<ChangeToken>,
    /// The state itself.
    pub(crate) version: Version,
    /// The codes of the attributes, which a query may filter by.
    pub(crate) attributes: Arc<BTreeSet<String>>,
}

impl Following {
    pub(crate) fn new(database: &Database) -> Self {
        Self { detector: database.change_detector(), known: RwLock::new(None), flights: Flights::new() }
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
    pub(crate) async fn follow(&self, shop: &Arc<AppState>, probe: Duration) -> Result<Known, Arc<Problem>> {
        if let Some(known) = self.current() {
            return Ok(known);
        }
        let breaker = shop.database.breaker();
        if breaker.is_open() {
            return self.probe(shop, probe).await;
        }
        tokio::select! {
            biased;
            known = self.read_soon(shop) => known,
            () = breaker.opened() => Err(unavailable()),
        }
    }

    async fn probe(&self, shop: &Arc<AppState>, patience: Duration) -> Result<Known, Arc<Problem>> {
        if self.flights.is_busy() {
            return Err(unavailable());
        }
        timeout(patience, self.read_soon(shop)).await.unwrap_or_else(|_| Err(unavailable()))
    }

    /// Returns the state that a query finds which begins after this call.
    async fn read_soon(&self, shop: &Arc<AppState>) -> Result<Known, Arc<Problem>> {
        let ticket = self.flights.board();
        if ticket.is_first {
            // A task of its own: a caller that goes away does not cancel it for the others.
            shop.tasks.spawn(fly(shop.clone()));
        }
        self.flights.arrival(ticket, || self.is_current()).await?;
        self.last_known().ok_or_else(unavailable)
    }

    /// Returns the state that was read last, which may be outdated.
    pub(crate) fn last_known(&self) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn current(&self) -> Option<Known> {
        let token = self.detector.token()?;
        self.last_known().filter(|known| known.token == Some(token))
    }

    async fn read(&self, shop: &AppState) -> Result<(), Error> {
        // Taken before the query: a write during the query changes the token.
        let token = self.detector.token();
        let mut reader = shop.database.track(Locale::DEFAULT, shop.clock.now()).await?;
        let known = match self.last_known() {
            None => first(token, &mut reader).await?,
            Some(last) => next(token, last, &mut reader, &shop.database, &shop.pages).await?,
        };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(())
    }
}

/// Reads the state for all waiting callers, until none waits.
async fn fly(shop: Arc<AppState>) {
    let flights = &shop.following.flights;
    loop {
        let read = AssertUnwindSafe(read_anew(&shop)).catch_unwind();
        let failure: Option<Problem> = match timeout(PATIENCE, read).await {
            Ok(Ok(outcome)) => outcome.err().map(Problem::from),
            Ok(Err(_)) => Some(Problem::Defect("reading the shop's state panicked")),
            Err(_) => Some(Error::no_answer().into()),
        };
        if let Some(Problem::Database(error)) = failure.as_ref().filter(|problem| problem.is_outage()) {
            shop.database.breaker().open(&causes(error).unwrap_or_default());
        }
        if !flights.land(failure.map(Arc::new)) {
            return;
        }
    }
}

/// Reads the state, over new connections if the database did not answer before.
async fn read_anew(shop: &AppState) -> Result<(), Error> {
    shop.following.flights.pause().await;
    if shop.database.breaker().is_open() {
        shop.database.reconnect().await?;
    }
    shop.following.read(shop).await?;
    shop.database.breaker().close();
    Ok(())
}

fn unavailable() -> Arc<Problem> {
    Arc::new(Error::no_answer().into())
}

async fn first(token: Option<ChangeToken>, reader: &mut Reader) -> Result<Known, Error> {
    Ok(Known { token, version: reader.version().await?, attributes: Arc::new(catalog::attribute_codes(reader).await?) })
}

async fn next(
    token: Option<ChangeToken>,
    last: Known,
    reader: &mut Reader,
    database: &Database,
    pages: &Pages,
) -> Result<Known, Error> {
    let version = reader.version().await?;
    if version == last.version {
        return Ok(Known { token, ..last });
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
    if changes.iter().any(|(_, key)| catalog::changes_attributes(key)) {
        return first(token, reader).await;
    }
    Ok(Known { token, version, ..last })
}
