//! Where connections come in, and how they are seen out again.

use std::{net::IpAddr, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
    time::{interval, sleep, timeout},
};

use crate::{Shop, Storefront, ahead, storefront};

/// How long a client may take to send a request's head, and how long an idle connection is kept.
const HEAD: Duration = Duration::from_secs(15);
/// Bytes of a request's head.
const LONGEST_HEAD: usize = 32 * 1024;
/// After an error that concerns no single connection, such as too many open files.
const BREATH: Duration = Duration::from_millis(100);
/// How long the database may take to say goodbye: one that is gone never does.
const GOODBYE: Duration = Duration::from_secs(5);
/// How often the metrics are tidied.
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
    pub async fn serve(self, shop: Arc<Shop>, stop: impl Future<Output = ()>) {
        let storefront = storefront(&shop);
        let mut keeping = JoinSet::new();
        keeping.spawn(keep_pulse(shop.clone()));
        keeping.spawn(keep_purged(shop.clone()));
        keeping.spawn(keep_outbox_short(shop.clone()));
        for _ in 0..shop.ahead {
            keeping.spawn(ahead::keep_making(shop.clone()));
        }
        let guests = Guests::default();
        let mut guests = self.take_until(&shop, &storefront, guests, stop).await;
        shop.begin_closing();
        tracing::info!("closing: what has begun is finished first");
        if !self.delay.is_zero() {
            guests = self.take_until(&shop, &storefront, guests, sleep(self.delay)).await;
        }
        drop(self.listener);
        guests.see_out(self.grace).await;
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

    async fn take_until(
        &self,
        shop: &Shop,
        storefront: &Storefront,
        mut guests: Guests,
        stop: impl Future<Output = ()>,
    ) -> Guests {
        let mut tidying = interval(TIDYING);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return guests,
                _ = tidying.tick() => shop.metrics.tidy(),
                Some(_) = guests.tasks.join_next() => {}
                taken = self.listener.accept() => match taken {
                    Ok((stream, address)) => guests.take(stream, storefront.for_peer(Peer(address.ip()))),
                    Err(error) => {
                        tracing::warn!(%error, "a connection was not taken");
                        sleep(BREATH).await;
                    }
                },
            }
        }
    }
}

async fn keep_pulse(shop: Arc<Shop>) {
    shop.database.keep_pulse().await;
}

async fn keep_purged(shop: Arc<Shop>) {
    if let Some(purger) = &shop.purger {
        purger.keep_purged().await;
    }
}

async fn keep_outbox_short(shop: Arc<Shop>) {
    let mut turns = interval(TRIMMING);
    loop {
        turns.tick().await;
        let now = shop.clock.now();
        match shop.database.trim_outbox(now, now.plus_millis(-REMEMBERED)).await {
            Ok(0) => {}
            Ok(forgotten) => tracing::info!(forgotten, "the outbox was trimmed"),
            Err(error) => tracing::warn!(%error, "the outbox could not be trimmed"),
        }
    }
}

/// The connections that are open.
#[derive(Default)]
struct Guests {
    tasks: JoinSet<()>,
    graceful: GracefulShutdown,
}

impl Guests {
    fn take(&mut self, stream: TcpStream, storefront: Storefront) {
        // Answers are written whole: waiting to fill a packet only delays them.
        let _unsupported = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_header_size(LONGEST_HEAD)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(storefront));
        let watched = self.graceful.watch(connection);
        self.tasks.spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(%error, "a connection broke");
            }
        });
    }

    /// Idle connections go at once, the others after their answer, and nobody stays longer than `grace`.
    async fn see_out(self, grace: Duration) {
        if timeout(grace, self.graceful.shutdown()).await.is_err() {
            tracing::warn!(open = self.tasks.len(), "requests were cut off: they took longer than the grace time");
        }
    }
}
