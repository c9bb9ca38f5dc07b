//! Where connections come in, and how they are seen out again.

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

/// After an error that concerns no single connection, such as too many open files; and when there are as many connections
/// as there may be, how soon it is looked again whether one can be closed.
const BREATH: Duration = Duration::from_millis(100);
/// How long the database may take to say goodbye: one that is gone never does.
const GOODBYE: Duration = Duration::from_secs(5);
/// How long a worker is kept from other tasks, so that each gets one.
const MOMENT: Duration = Duration::from_millis(1);
/// How often metrics and memory are tidied.
const TIDYING: Duration = Duration::from_secs(5);

/// How often the outbox is trimmed.
const TRIMMING: Duration = Duration::from_secs(3600);
/// Milliseconds for which it is remembered what a write changed: whoever follows from further back begins anew.
const REMEMBERED: i64 = 7 * 86_400_000;

/// The address at the other end of a request's connection: a client or a proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

/// An open port and how to close it.
pub struct Door {
    /// Where connections come in.
    pub listener: TcpListener,
    /// After the signal, how long new ones are still taken.
    pub delay: Duration,
    /// After that, how long running requests have.
    pub grace: Duration,
}

impl Door {
    /// Serves until `stop`, then lets what has begun finish, then closes the database. HTTP/1.1, as proxies speak it.
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

    /// Takes connections. When there are as many as there may be, those that wait for their clients make room; as long as
    /// none does, new ones wait in the system's queue.
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

/// Every thread gives back what it has. As many tasks as there are workers, which take a little time each, are spread over
/// all of them, or all but a few.
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
    // When the runtime closes it is not done any more.
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
