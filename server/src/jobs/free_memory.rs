use std::{sync::Arc, time::Duration};

use jobs::{JobError, Progress};
use tokio::{
    runtime::Handle,
    task::{JoinSet, spawn_blocking},
};

use crate::{AppState, allocator};

/// The time that a worker is kept from other tasks, so that each worker gets one of them.
const MOMENT: Duration = Duration::from_millis(1);

/// Empties the metrics' buffers, and gives free memory back to the system when the process has much more than it had.
pub(super) async fn free_memory(shop: Arc<AppState>) -> Result<Progress, JobError> {
    shop.metrics.tidy();
    if shop.memory.is_high() {
        give_memory_back(&shop).await;
    }
    Ok(Progress::Idle)
}

/// Makes every thread give free memory back. It starts as many tasks as there are workers, and each takes some time, so
/// that nearly every worker gets one.
async fn give_memory_back(shop: &AppState) {
    shop.renditions.on_each_thread(allocator::give_back_of_thread);
    let mut workers = JoinSet::new();
    for _ in 0..Handle::current().metrics().num_workers() {
        workers.spawn(async {
            allocator::give_back_of_thread();
            std::thread::sleep(MOMENT);
        });
    }
    while workers.join_next().await.is_some() {}
    // The task is cancelled when the runtime shuts down.
    let _closing = spawn_blocking(allocator::give_back_of_system).await;
}
