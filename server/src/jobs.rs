//! The work that no visitor waits for: it begins with the server and ends with it.

mod free_memory;
mod pregenerate;
mod tidy_pictures;
mod trim_outbox;
mod unfinished_imports;

use std::{sync::Arc, time::Duration};

use ::jobs::{Job, JobRunner};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::AppState;

/// Time between two looks at the memory and the metrics.
const TIDY_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two looks for imports that were cut off.
const IMPORT_INTERVAL: Duration = Duration::from_secs(5);
/// Time between two trims of the outbox.
const TRIM_INTERVAL: Duration = Duration::from_secs(3600);
/// Time between two looks for half-written pictures.
const PICTURE_INTERVAL: Duration = Duration::from_secs(24 * 3600);

/// Runs all background work until `stop` is cancelled. Runs that have begun are finished; what follows changes and makes
/// pictures ahead is cut off.
pub(crate) async fn run(shop: Arc<AppState>, stop: CancellationToken) {
    let mut endless = JoinSet::new();
    endless.spawn(follow_changes(shop.clone()));
    endless.spawn(purge_cdn(shop.clone()));
    for _ in 0..shop.ahead {
        endless.spawn(pregenerate::keep_making(shop.clone()));
    }
    runner(&shop).run(stop).await;
    endless.shutdown().await;
}

fn runner(shop: &Arc<AppState>) -> JobRunner {
    let (clock, metrics) = (shop.clock.clone(), shop.metrics.clone());
    let runner = JobRunner::new(shop.database.clone(), Arc::new(move || clock.now()), shop.process.clone());
    let mut runner =
        runner.reporting_to(move |report| metrics.job_run(report.job, report.took, report.error.is_none()));
    runner.add(Job::scheduled("outbox-trimming", TRIM_INTERVAL, with_state(shop, trim_outbox::trim_outbox)));
    runner.add(Job::repeated("memory-tidying", TIDY_INTERVAL, with_state(shop, free_memory::free_memory)));
    runner.add(Job::repeated("picture-tidying", PICTURE_INTERVAL, with_state(shop, tidy_pictures::tidy_pictures)));
    let finish_imports = with_state(shop, unfinished_imports::finish_imports);
    runner.add(Job::repeated("unfinished-imports", IMPORT_INTERVAL, finish_imports));
    runner
}

/// Returns `work` with the state that it takes.
fn with_state<F>(shop: &Arc<AppState>, work: fn(Arc<AppState>) -> F) -> impl Fn() -> F + use<F> {
    let shop = shop.clone();
    move || work(shop.clone())
}

async fn follow_changes(shop: Arc<AppState>) {
    shop.database.follow_changes().await;
}

async fn purge_cdn(shop: Arc<AppState>) {
    if let Some(purger) = &shop.cdn_purger {
        purger.run().await;
    }
}
