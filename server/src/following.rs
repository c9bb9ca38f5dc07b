//! What this process knows of the shop's state without asking the database.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

use database::{Beat, Database, Error, Pulse, Reader, Version};
use types::{Locale, Timestamp};

use crate::answered::Pages;

/// Follows what is written, and ends the kept pages that show what was before.
pub(crate) struct Following {
    pulse: Pulse,
    known: RwLock<Option<Known>>,
    turn: tokio::sync::Mutex<()>,
}

/// A state of the shop, of which every purge has been told.
#[derive(Clone)]
pub(crate) struct Known {
    /// The pulse that was there before the state was read; none if it can't be told.
    beat: Option<Beat>,
    /// The state itself.
    pub(crate) version: Version,
    /// What a query may name.
    pub(crate) attributes: Arc<BTreeSet<String>>,
}

impl Following {
    pub(crate) fn new(database: &Database) -> Self {
        Self { pulse: database.pulse(), known: RwLock::new(None), turn: tokio::sync::Mutex::new(()) }
    }

    /// Whether nothing was written since the pages were last told: one small reading, and no wait.
    pub(crate) fn is_current(&self) -> bool {
        let Some(beat) = self.pulse.beat() else { return false };
        self.known.read().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(|known| known.beat == Some(beat))
    }

    /// Whether nobody can tell if anything was written.
    pub(crate) fn is_blind(&self) -> bool {
        self.pulse.beat().is_none()
    }

    /// The present state, after every page that shows an earlier one has been ended.
    pub(crate) async fn follow(&self, database: &Database, pages: &Pages, now: Timestamp) -> Result<Known, Error> {
        if let Some(known) = self.current() {
            return Ok(known);
        }
        let _turn = self.turn.lock().await;
        if let Some(known) = self.current() {
            return Ok(known);
        }
        // Before the database is read: what is written meanwhile shows as another beat.
        let beat = self.pulse.beat();
        let mut reader = database.read(Locale::DEFAULT, now).await?;
        let known = match self.last_known() {
            None => first(beat, &mut reader).await?,
            Some(last) => next(beat, last, &mut reader, database, pages).await?,
        };
        *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    /// The state that was last read, which may be past.
    pub(crate) fn last_known(&self) -> Option<Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn current(&self) -> Option<Known> {
        let beat = self.pulse.beat()?;
        self.last_known().filter(|known| known.beat == Some(beat))
    }
}

async fn first(beat: Option<Beat>, reader: &mut Reader) -> Result<Known, Error> {
    Ok(Known { beat, version: reader.version().await?, attributes: Arc::new(catalog::attribute_codes(reader).await?) })
}

async fn next(
    beat: Option<Beat>,
    last: Known,
    reader: &mut Reader,
    database: &Database,
    pages: &Pages,
) -> Result<Known, Error> {
    let version = reader.version().await?;
    if version == last.version {
        return Ok(Known { beat, ..last });
    }
    let changes = if version.includes(&last.version) {
        reader.changes_since(&last.version).await?
    } else {
        // A database that was put back to an earlier state, or is in another epoch, has another history from there on.
        database.forget(&version);
        None
    };
    let Some(changes) = changes else {
        pages.purge_all(&version, reader.at);
        return first(beat, reader).await;
    };
    pages.purge(&changes, reader.at);
    if changes.iter().any(|(_, key)| catalog::changes_attributes(key)) {
        return first(beat, reader).await;
    }
    Ok(Known { beat, version, ..last })
}
