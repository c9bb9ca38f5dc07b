//! What this process knows of the shop's state without asking the database.

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

/// How long the database may take to tell its state before it counts as gone.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// Follows what is written, and ends the kept pages that show what was before.
pub(crate) struct Following {
    detector: ChangeDetector,
    known: RwLock<Option<Known>>,
    flights: Flights,
}

/// A state of the shop, of which every purge has been told.
#[derive(Clone)]
pub(crate) struct Known {
    /// The change token taken before the state was read; `None` if none was available.
    token: Option<ChangeToken>,
    /// The state itself.
    pub(crate) version: Version,
    /// What a query may name.
    pub(crate) attributes: Arc<BTreeSet<String>>,
}

impl Following {
    pub(crate) fn new(database: &Database) -> Self {
        Self { detector: database.change_detector(), known: RwLock::new(None), flights: Flights::new() }
    }

    /// Whether nothing was written since the pages were last told: one small reading, and no wait.
    pub(crate) fn is_current(&self) -> bool {
        let Some(token) = self.detector.token() else { return false };
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .as_ref()
            .is_some_and(|known| known.token == Some(token))
    }

    /// The present state, after every page that shows an earlier one has been ended. All who ask at the same time wait for
    /// one reading, and nobody waits for a database that is known not to answer: of those who then ask, one at a time finds
    /// out whether it is back, and waits for that no longer than `probe`.
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

    /// What a reading finds that begins from now on.
    async fn read_soon(&self, shop: &Arc<AppState>) -> Result<Known, Arc<Problem>> {
        let ticket = self.flights.board();
        if ticket.is_first {
            // Whoever leaves before it ends leaves it to the others.
            shop.tasks.spawn(fly(shop.clone()));
        }
        self.flights.arrival(ticket, || self.is_current()).await?;
        self.last_known().ok_or_else(unavailable)
    }

    /// The state that was last read, which may be past.
    pub(crate) fn last_known(&self) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn current(&self) -> Option<Known> {
        let token = self.detector.token()?;
        self.last_known().filter(|known| known.token == Some(token))
    }

    async fn read(&self, shop: &AppState) -> Result<(), Error> {
        // Before the database is read: what is written meanwhile shows as another token.
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

/// Reads the state for all who wait, until nobody does.
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
        // A database that was put back to an earlier state, or is in another epoch, has another history from there on.
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
