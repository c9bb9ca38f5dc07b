//! The state that all requests share.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{Notify, mpsc};

use crate::{Ledger, LedgerEvent, Options};

/// The state of the provider.
pub(crate) struct Shared {
    ledger: Mutex<Ledger>,
    options: Mutex<Options>,
    /// The file in which the ledger survives the process, if there is one.
    file: Option<PathBuf>,
    pub(crate) secret: String,
    /// The origin of the pages to pay at.
    pub(crate) origin: String,
    pub(crate) events: mpsc::UnboundedSender<LedgerEvent>,
    /// Ends the server.
    pub(crate) die: Notify,
}

impl Shared {
    pub(crate) fn new(
        (ledger, file): (Ledger, Option<PathBuf>),
        secret: String,
        origin: String,
        events: mpsc::UnboundedSender<LedgerEvent>,
    ) -> Arc<Self> {
        let (ledger, options) = (Mutex::new(ledger), Mutex::new(Options::default()));
        Arc::new(Self { ledger, options, file, secret, origin, events, die: Notify::new() })
    }

    /// Returns a copy of the ledger.
    pub(crate) fn ledger(&self) -> Ledger {
        lock(&self.ledger).clone()
    }

    pub(crate) fn options(&self) -> Options {
        lock(&self.options).clone()
    }

    pub(crate) fn set_options(&self, options: Options) {
        *lock(&self.options) = options;
    }

    /// Changes the ledger, and returns when the change is in the file.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> std::io::Result<T> {
        let mut ledger = lock(&self.ledger);
        let outcome = change(&mut ledger);
        if let Some(file) = &self.file {
            let written = file.with_extension("new");
            std::fs::write(&written, serde_json::to_vec(&*ledger)?)?;
            std::fs::rename(&written, file)?;
        }
        Ok(outcome)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
