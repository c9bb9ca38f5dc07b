//! Change notifications between processes: by PostgreSQL's LISTEN/NOTIFY, or by Redis where a transaction pooler stands
//! between the shop and its PostgreSQL and does not pass notifications on.
//!
//! A notification makes followers faster and nothing else depends on it. A follower that misses one finds the write by
//! itself within a second, and writers wait for it until then; see [`crate::follower`].

use std::{io, time::Duration};

use futures::StreamExt as _;
use redis::{
    AsyncCommands as _, Client, RedisError,
    aio::{ConnectionManager, ConnectionManagerConfig, PubSubStream},
};
use sqlx::postgres::{PgConnectOptions, PgListener, PgPoolOptions};
use tokio::time::{sleep, timeout};

use crate::{OpenError, Statement, sql};

/// The channel of the notifications.
const CHANNEL: &str = "vitrine_revision";
/// Notifies from within a transaction; listeners receive it when the transaction commits.
const NOTIFY: &str = "SELECT pg_notify('vitrine_revision', '')";
/// The time in which Redis must answer. It is shorter than the time in which followers find a write by themselves; otherwise a
/// broken Redis would go unnoticed.
const PATIENCE: Duration = Duration::from_millis(750);
/// The pause after a failure.
const BREATH: Duration = Duration::from_millis(500);

/// The service that carries notifications.
pub(crate) enum ChangeNotifier {
    Notifications,
    Redis(Box<Redis>),
}

/// A Redis server, and the channel of one shop on it.
pub(crate) struct Redis {
    client: Client,
    /// Connects when it is first used, and again after a failure.
    publisher: ConnectionManager,
    channel: String,
}

impl ChangeNotifier {
    /// Returns a notifier that uses the Redis at this address, for the shop in the database of this name.
    pub(crate) fn by_redis(address: &str, database: &str) -> Result<Self, OpenError> {
        let client = Client::open(address).map_err(OpenError::Redis)?;
        let settings = ConnectionManagerConfig::new()
            .set_number_of_retries(0)
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let publisher = ConnectionManager::new_lazy_with_config(client.clone(), settings).map_err(OpenError::Redis)?;
        Ok(Self::Redis(Box::new(Redis { client, publisher, channel: format!("{CHANNEL}:{database}") })))
    }

    /// Returns the statement that a write runs to notify followers when it commits; `None` where [`Self::publish`] does.
    pub(crate) fn notification(&self) -> Option<Statement> {
        match self {
            Self::Notifications => Some(sql(NOTIFY)),
            Self::Redis(_) => None,
        }
    }

    /// Publishes a write that has committed, where [`Self::notification`] has not.
    pub(crate) async fn publish(&self) {
        let Self::Redis(redis) = self else { return };
        let published: Result<(), RedisError> = redis.publisher.clone().publish(&redis.channel, "").await;
        if let Err(error) = published {
            tracing::warn!(%error, "publishing a change to Redis failed; other processes find the write within a second");
        }
    }

    /// Subscribes on a connection of its own.
    pub(crate) async fn subscribe(&self, options: &PgConnectOptions) -> Result<Subscription<'_>, sqlx::Error> {
        Ok(match self {
            Self::Notifications => {
                let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
                let mut listener = PgListener::connect_with(&pool.connect_lazy_with(options.clone())).await?;
                // The follower starts over, because it may have missed a notification.
                listener.eager_reconnect(false);
                listener.listen(CHANNEL).await?;
                Subscription::Notifications(Box::new(listener))
            }
            Self::Redis(redis) => Subscription::Redis(RedisSubscription { redis, messages: None, is_broken: false }),
        })
    }
}

/// A subscription to notifications.
pub(crate) enum Subscription<'a> {
    Notifications(Box<PgListener>),
    Redis(RedisSubscription<'a>),
}

/// A subscription on a Redis server, while there is a connection.
pub(crate) struct RedisSubscription<'a> {
    redis: &'a Redis,
    messages: Option<PubSubStream>,
    is_broken: bool,
}

impl Subscription<'_> {
    /// Returns when something may have been written. A Redis server that is gone is no error: writes are found without it.
    pub(crate) async fn recv(&mut self) -> Result<(), sqlx::Error> {
        match self {
            Self::Notifications(listener) => match listener.try_recv().await? {
                Some(_) => Ok(()),
                None => Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
            },
            Self::Redis(subscription) => {
                subscription.recv().await;
                Ok(())
            }
        }
    }

    /// Connects again, because a write came without a notification: the connection may be dead.
    pub(crate) fn resubscribe(&mut self) {
        if let Self::Redis(subscription) = self {
            subscription.messages = None;
        }
    }
}

impl RedisSubscription<'_> {
    async fn recv(&mut self) {
        let Some(messages) = &mut self.messages else { return self.connect().await };
        if messages.next().await.is_none() {
            self.messages = None;
        }
    }

    /// Returns when it is connected; notifications of earlier writes may have been missed.
    async fn connect(&mut self) {
        let silent = |_| Err(io::Error::from(io::ErrorKind::TimedOut).into());
        match timeout(PATIENCE, self.redis.messages()).await.unwrap_or_else(silent) {
            Ok(messages) => {
                self.messages = Some(messages);
                self.is_broken = false;
            }
            Err(error) => {
                if !std::mem::replace(&mut self.is_broken, true) {
                    tracing::warn!(%error, "Redis subscription failed; writes are found within a second");
                }
                sleep(BREATH).await;
            }
        }
    }
}

impl Redis {
    async fn messages(&self) -> Result<PubSubStream, RedisError> {
        let (mut sink, messages) = self.client.get_async_pubsub().await?.split();
        sink.subscribe(&self.channel).await?;
        Ok(messages)
    }
}
