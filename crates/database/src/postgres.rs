use std::{
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use sqlx::{
    Connection as _, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use crate::pool_limits::{ACQUIRE, READERS};

/// The time in which the server must accept the connection for following changes.
const ACQUIRE_TRACKER: Duration = Duration::from_secs(1);

/// The connection pools of a PostgreSQL server. After an outage they are replaced as a whole: connections to a server that
/// vanished hang until the operating system gives them up, a quarter of an hour later.
pub(crate) struct PostgresServer {
    options: PgConnectOptions,
    pools: RwLock<PgPools>,
    is_closed: AtomicBool,
}

#[derive(Clone)]
struct PgPools {
    shared: PgPool,
    /// One connection that pages never use.
    tracker: PgPool,
}

impl PostgresServer {
    /// Connects to the server.
    pub(crate) async fn connect(options: PgConnectOptions) -> Result<Self, sqlx::Error> {
        let pools = PgPools::new(&options);
        pools.shared.acquire().await?;
        Ok(Self { options, pools: RwLock::new(pools), is_closed: AtomicBool::new(false) })
    }

    /// Returns the connection options.
    pub(crate) const fn options(&self) -> &PgConnectOptions {
        &self.options
    }

    /// Returns the pool that pages and writes share.
    pub(crate) fn pool(&self) -> PgPool {
        self.pools().shared
    }

    /// Returns the pool of the one connection for following changes.
    pub(crate) fn tracker(&self) -> PgPool {
        self.pools().tracker
    }

    /// Proves by a new connection that the server answers, and replaces the former connections.
    pub(crate) async fn reconnect(&self) -> Result<(), sqlx::Error> {
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(sqlx::Error::PoolClosed);
        }
        match PgConnection::connect_with(&self.options).await {
            Ok(connection) => {
                connection.close().await?;
                self.replace_pools();
                Ok(())
            }
            // The server has too many clients: the former connections may well work.
            Err(sqlx::Error::Database(refusal)) if refusal.code().is_some_and(|code| code.starts_with("53")) => {
                sqlx::query("SELECT 1").execute(&self.tracker()).await.map(|_| ())
            }
            Err(error) => Err(error),
        }
    }

    fn replace_pools(&self) {
        let new = PgPools::new(&self.options);
        let old = std::mem::replace(&mut *self.pools.write().unwrap_or_else(PoisonError::into_inner), new);
        // Closes idle connections now and busy ones when they are returned; the caller does not wait for that.
        drop((old.shared.close(), old.tracker.close()));
    }

    /// Waits for running statements and closes every connection.
    pub(crate) async fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        let pools = self.pools();
        pools.tracker.close().await;
        pools.shared.close().await;
    }

    fn pools(&self) -> PgPools {
        self.pools.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl PgPools {
    fn new(options: &PgConnectOptions) -> Self {
        let pool = |size, patience| {
            PgPoolOptions::new().acquire_timeout(patience).max_connections(size).connect_lazy_with(options.clone())
        };
        Self { shared: pool(READERS * 2, ACQUIRE), tracker: pool(1, ACQUIRE_TRACKER) }
    }
}
