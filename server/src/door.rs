//! The HTTP server: it accepts connections and closes them gracefully.

mod activity;
mod connections;
mod descriptors;
mod paced_stream;
mod shared_stream;

use std::{net::IpAddr, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    runtime::Handle,
    task::{JoinSet, spawn_blocking},
    time::{interval, sleep, timeout},
};

use crate::{
    AppState, Storefront, ahead,
    allocator::{self, Tide},
    seldom::Seldom,
    storefront, unfinished_import,
};
use connections::{Connections, Limits};
pub(crate) use descriptors::raise_limit;

/// Pause after an error of the listener, such as too many open files, and, at the most connections, before the next
/// look for one to close.
const BREATH: Duration = Duration::from_millis(100);
/// Time that the database may take to close its connections; those to one that is gone never close.
const GOODBYE: Duration = Duration::from_secs(5);
/// Time for which a task occupies a worker, so that each worker gets one of them.
const MOMENT: Duration = Duration::from_millis(1);
/// Interval at which the metrics are emptied and memory is given back.
const TIDYING: Duration = Duration::from_secs(5);

/// Interval at which the outbox is trimmed.
const TRIMMING: Duration = Duration::from_secs(3600);
/// Milliseconds for which the outbox keeps the changes of a write. A follower that is further behind drops all that it
/// has cached.
const REMEMBERED: i64 = 7 * 86_400_000;

/// The address at the other end of a request's connection: a client or a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// An open port, with the times of a graceful shutdown.
pub struct Door {
    /// The socket that accepts connections.
    pub listener: TcpListener,
    /// Time after the signal in which new connections are still accepted.
    pub delay: Duration,
    /// Time after that in which requests in progress may finish.
    pub grace: Duration,
}

impl Door {
    /// Serves HTTP/1.1 until `stop`, then waits for requests in progress, then closes the database.
    pub async fn serve(self, shop: Arc<AppState>, stop: impl Future<Output = ()>) {
        let storefront = storefront(&shop);
        let mut keeping = JoinSet::new();
        keeping.spawn(follow_changes(shop.clone()));
        keeping.spawn(purge_cdn(shop.clone()));
        keeping.spawn(keep_outbox_short(shop.clone()));
        keeping.spawn(keep_tidy(shop.clone()));
        keeping.spawn(ahead::tidy_storage(shop.clone()));
        keeping.spawn(unfinished_import::keep_finished(shop.clone()));
        for _ in 0..shop.ahead {
            keeping.spawn(ahead::keep_making(shop.clone()));
        }
        let connections = Connections::new(limits(&shop), shop.metrics.clone());
        let mut connections = self.take_until(&shop, &storefront, connections, stop).await;
        shop.begin_closing();
        tracing::info!("closing: what has begun is finished first");
        if !self.delay.is_zero() {
            connections = self.take_until(&shop, &storefront, connections, sleep(self.delay)).await;
        }
        drop(self.listener);
        connections.see_out(self.grace).await;
        shop.tasks.close();
        if timeout(self.grace, shop.tasks.wait()).await.is_err() {
            tracing::warn!(open = shop.tasks.len(), "pages that were rendered anew for later were not finished");
        }
        if timeout(self.grace, shop.renditions.finished()).await.is_err() {
            tracing::warn!("renditions that somebody had asked for were not finished");
        }
        keeping.shutdown().await;
        if timeout(GOODBYE, shop.database.close()).await.is_err() {
            tracing::warn!("the database did not close in time");
        }
        tracing::info!("closed");
    }

    /// Accepts connections. At the most connections, idle ones are closed to make room; while none is idle, new ones
    /// wait in the listen queue.
    async fn take_until(
        &self,
        shop: &AppState,
        storefront: &Storefront,
        mut connections: Connections,
        stop: impl Future<Output = ()>,
    ) -> Connections {
        let failures = Seldom::per_minute(3);
        tokio::pin!(stop);
        loop {
            let is_full = connections.is_full();
            if is_full {
                connections.make_room();
            }
            tokio::select! {
                () = &mut stop => return connections,
                () = connections.ended() => {}
                () = sleep(BREATH), if is_full => {}
                taken = self.listener.accept(), if !is_full => match taken {
                    Ok((stream, address)) => connections.accept(stream, address.ip(), storefront),
                    Err(error) => {
                        if failures.may_log(shop.clock.now()) {
                            tracing::warn!(%error, "accepting a connection failed");
                        }
                        sleep(BREATH).await;
                    }
                },
            }
        }
    }
}

fn limits(shop: &AppState) -> Limits {
    let (all, of_address) = shop.most_connections;
    Limits { all: all.min(descriptors::connections()), of_address }
}

async fn follow_changes(shop: Arc<AppState>) {
    shop.database.follow_changes().await;
}

async fn purge_cdn(shop: Arc<AppState>) {
    if let Some(purger) = &shop.cdn_purger {
        purger.run().await;
    }
}

async fn keep_tidy(shop: Arc<AppState>) {
    let mut turns = interval(TIDYING);
    let mut tide = Tide::new();
    loop {
        turns.tick().await;
        shop.metrics.tidy();
        if tide.is_high() {
            give_memory_back(&shop).await;
        }
    }
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

async fn keep_outbox_short(shop: Arc<AppState>) {
    let mut turns = interval(TRIMMING);
    loop {
        turns.tick().await;
        let now = shop.clock.now();
        match cdn::trim_outbox(&shop.database, now, now.plus_millis(-REMEMBERED)).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "the outbox was trimmed"),
            Err(error) => tracing::warn!(%error, "the outbox could not be trimmed"),
        }
    }
}
