use std::sync::atomic::{AtomicBool, Ordering};

use app::site::Site;
use catalog::Shelves;
use database::Database;
use pictures::{Renditions, Storage};

use crate::{Clock, Config, Files, metrics::Metrics};

/// Everything a request may need; one per process, shared by all its requests.
pub struct Shop {
    /// Where the shop is kept.
    pub database: Database,
    /// What time it is.
    pub clock: Clock,
    pub(crate) shelves: Shelves,
    pub(crate) renditions: Renditions,
    pub(crate) site: Site,
    pub(crate) files: Files,
    pub(crate) metrics: Metrics,
    pub(crate) metrics_token: Option<blake3::Hash>,
    closing: AtomicBool,
}

impl Shop {
    /// The shop of these settings; `origin` is its public address.
    pub fn new(config: &Config, origin: String, database: Database, files: Files, clock: Clock) -> Self {
        Self {
            database,
            clock,
            shelves: Shelves::new(),
            renditions: Renditions::new(Storage::new(&config.pictures), encoders()),
            site: Site { origin, assets: files.assets.clone(), dev_reload: config.dev_reload.clone() },
            files,
            metrics: Metrics::new(),
            metrics_token: config.metrics_token.as_ref().map(|token| blake3::hash(token.as_bytes())),
            closing: AtomicBool::new(false),
        }
    }

    /// From now on the shop says that it is not ready.
    pub(crate) fn begin_closing(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}

/// Half the processors make pictures, so that pages don't wait for them.
fn encoders() -> usize {
    std::thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2))
}
