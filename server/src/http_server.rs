//! The HTTP server: it accepts connections and closes them gracefully.

mod activity;
mod connections;
mod descriptors;
mod paced_stream;
mod shared_stream;

use std::{sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{AppState, Storefront, jobs, rate_limited_log::RateLimitedLog, storefront};
use connections::{Connections, Limits};
pub(crate) use descriptors::raise_limit;

/// Pause after an error of the listener, such as too many open files, and, at the most connections, before the next
/// look for one to close.
const BREATH: Duration = Duration::from_millis(100);
/// Time that the database may take to close its connections; those to one that is gone never close.
const GOODBYE: Duration = Duration::from_secs(5);
/// An open port, with the times of a graceful shutdown.
pub struct HttpServer {
    /// The socket that accepts connections.
    pub listener: TcpListener,
    /// Time after the signal in which new connections are still accepted.
    pub delay: Duration,
    /// Time after that in which requests in progress may finish.
    pub grace: Duration,
}

impl HttpServer {
    /// Serves HTTP/1.1 until `stop`, then waits for requests in progress, then closes the database.
    pub async fn serve(self, shop: Arc<AppState>, stop: impl Future<Output = ()>) {
        let storefront = storefront(&shop);
        let (stop_jobs, mut background) = (CancellationToken::new(), JoinSet::new());
        background.spawn(jobs::run(shop.clone(), stop_jobs.clone()));
        let connections = Connections::new(limits(&shop), shop.metrics.clone());
        let mut connections = self.accept_until(&shop, &storefront, connections, stop).await;
        shop.begin_closing();
        tracing::info!("shutdown: waiting for requests in progress");
        if !self.delay.is_zero() {
            connections = self.accept_until(&shop, &storefront, connections, sleep(self.delay)).await;
        }
        drop(self.listener);
        connections.drain(self.grace).await;
        shop.tasks.close();
        if timeout(self.grace, shop.tasks.wait()).await.is_err() {
            tracing::warn!(open = shop.tasks.len(), "shutdown: background re-renders cancelled");
        }
        if timeout(self.grace, shop.renditions.finished()).await.is_err() {
            tracing::warn!("shutdown: requested renditions cancelled");
        }
        stop_jobs.cancel();
        if timeout(self.grace, background.join_next()).await.is_err() {
            tracing::warn!("shutdown: background jobs cancelled");
            background.shutdown().await;
        }
        if timeout(GOODBYE, shop.database.close()).await.is_err() {
            tracing::warn!("shutdown: the database did not close in time");
        }
        tracing::info!("shutdown: complete");
    }

    /// Accepts connections. At the most connections, idle ones are closed to make room; while none is idle, new ones
    /// wait in the listen queue.
    async fn accept_until(
        &self,
        shop: &AppState,
        storefront: &Storefront,
        mut connections: Connections,
        stop: impl Future<Output = ()>,
    ) -> Connections {
        let failures = RateLimitedLog::per_minute(3);
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
