//! Renditions while the storage takes no writes: its disk is full, or its folder is not writable.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use quick_cache::{Weighter, sync::Cache};
use tokio::time::Instant;

use crate::{RenditionName, StorageError};

/// The pause after a failed write, and between warnings.
const PAUSE: Duration = Duration::from_secs(60);
/// The most bytes of renditions that are held in memory.
const HELD: u64 = 16 << 20;
/// The usual size of a rendition in bytes, to size the table.
const USUAL: u64 = 32 * 1024;
/// The bytes of an entry of the table.
const OVERHEAD: u64 = 256;

/// Renditions that could not be stored. They are served from memory; the least requested leave first.
pub(crate) struct Unstored {
    held: Cache<RenditionName, Bytes, ByBytes>,
    trouble: Mutex<Trouble>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Trouble {
    /// The moment of the last failure, if no write has succeeded since.
    last: Option<Instant>,
    /// The moment of the last warning.
    told: Option<Instant>,
    failures: u64,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<RenditionName, Bytes> for ByBytes {
    fn weight(&self, _: &RenditionName, bytes: &Bytes) -> u64 {
        bytes.len() as u64 + OVERHEAD
    }
}

impl Unstored {
    pub(crate) fn new() -> Self {
        let renditions = usize::try_from(HELD / USUAL).unwrap_or(usize::MAX);
        Self { held: Cache::with_weighter(renditions, HELD, ByBytes), trouble: Mutex::default() }
    }

    pub(crate) fn hold(&self, name: &RenditionName, bytes: Bytes) {
        self.held.insert(name.clone(), bytes);
    }

    pub(crate) fn held(&self, name: &RenditionName) -> Option<Bytes> {
        self.held.get(name)
    }

    pub(crate) fn let_go(&self, name: &RenditionName) {
        self.held.remove(name);
    }

    /// Records that a write failed. Warns once a minute.
    pub(crate) fn failed(&self, error: &StorageError) {
        let mut trouble = self.trouble();
        trouble.last = Some(Instant::now());
        trouble.failures += 1;
        if trouble.told.is_none_or(|told| told.elapsed() >= PAUSE) {
            trouble.told = trouble.last;
            drop(trouble);
            let cause = std::error::Error::source(error).map(ToString::to_string);
            tracing::warn!(
                cause,
                "renditions can't be stored and are answered from memory: make room in the picture storage, and let the program write there"
            );
        }
    }

    /// Records that a write succeeded.
    pub(crate) fn succeeded(&self) {
        let mut trouble = self.trouble();
        if trouble.last.take().is_some() {
            trouble.told = None;
            drop(trouble);
            tracing::info!("renditions can be stored again");
        }
    }

    /// Returns true if a write has failed and none has succeeded since.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.trouble().last.is_some()
    }

    /// Returns false for a minute after a failed write.
    pub(crate) fn may_try(&self) -> bool {
        self.trouble().last.is_none_or(|last| last.elapsed() >= PAUSE)
    }

    /// Returns the number of failed writes.
    pub(crate) fn failures(&self) -> u64 {
        self.trouble().failures
    }

    fn trouble(&self) -> MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
