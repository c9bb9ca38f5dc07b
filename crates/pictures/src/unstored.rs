//! What becomes of renditions while the storage takes none: its disk is full, or its folder can't be written.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use quick_cache::{Weighter, sync::Cache};
use tokio::time::Instant;

use crate::{RenditionName, StorageError};

/// How long nothing is stored after that has failed, and how often it is told.
const PAUSE: Duration = Duration::from_secs(60);
/// Bytes of renditions that are held in memory.
const HELD: u64 = 16 << 20;
/// What a rendition usually has, in bytes, to size the tables.
const USUAL: u64 = 32 * 1024;
/// What the table takes for a rendition, in bytes.
const OVERHEAD: u64 = 256;

/// Renditions that were made and could not be stored. They are answered from memory, those that are asked for again the
/// longest.
pub(crate) struct Unstored {
    held: Cache<RenditionName, Bytes, ByBytes>,
    trouble: Mutex<Trouble>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Trouble {
    /// When storing last failed, if it has not succeeded since.
    last: Option<Instant>,
    /// When that was last told.
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

    /// Storing has failed. Says so once a minute.
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

    /// Storing has succeeded.
    pub(crate) fn succeeded(&self) {
        let mut trouble = self.trouble();
        if trouble.last.take().is_some() {
            trouble.told = None;
            drop(trouble);
            tracing::info!("renditions can be stored again");
        }
    }

    /// Whether storing has failed and not succeeded since.
    pub(crate) fn is_in_trouble(&self) -> bool {
        self.trouble().last.is_some()
    }

    /// Whether it is worth trying to store something: it has not failed within the last minute.
    pub(crate) fn may_try(&self) -> bool {
        self.trouble().last.is_none_or(|last| last.elapsed() >= PAUSE)
    }

    /// How often storing has failed.
    pub(crate) fn failures(&self) -> u64 {
        self.trouble().failures
    }

    fn trouble(&self) -> MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
