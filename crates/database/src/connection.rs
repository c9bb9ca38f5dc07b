use futures::future::BoxFuture;
use sqlx::{Postgres, Sqlite, Transaction};

use crate::{CircuitBreaker, Error, Row, Statement, Version, open_sqlite, pools::Pools, sql, statement::bind};

/// A transaction on either engine. Its statements fail at once while the database is known not to answer.
pub struct Connection {
    state: State,
    /// None for the one that finds out whether the database answers again.
    breaker: Option<CircuitBreaker>,
}

pub(crate) enum State {
    /// Begins with its first statement.
    Deferred(Deferred),
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A reading transaction that has not begun, and the state of the shop that it must then see.
pub(crate) struct Deferred {
    pools: Pools,
    version: Version,
}

impl Deferred {
    async fn begin(&self) -> Result<State, Error> {
        let mut started = self.pools.begin_reading().await?;
        let newest = sql("SELECT revision, epoch FROM shop_version");
        let newest = Box::pin(started.optional(newest)).await?.ok_or(sqlx::Error::RowNotFound)?;
        if Version::of_row(&newest)? == self.version { Ok(started) } else { Err(Error::Overtaken) }
    }
}

/// What statements run in: a [`crate::Reader`] or a [`crate::Tx`].
pub trait Executor {
    /// Its open transaction.
    fn connection(&mut self) -> &mut Connection;
}

impl Executor for Connection {
    fn connection(&mut self) -> &mut Connection {
        self
    }
}

/// A transaction that has begun.
enum Started<'a> {
    Sqlite(&'a mut Transaction<'static, Sqlite>),
    Postgres(&'a mut Transaction<'static, Postgres>),
}

impl State {
    async fn start(&mut self) -> Result<Started<'_>, Error> {
        if let Self::Deferred(deferred) = self {
            *self = deferred.begin().await?;
        }
        match self {
            Self::Sqlite(tx) => Ok(Started::Sqlite(tx)),
            Self::Postgres(tx) => Ok(Started::Postgres(tx)),
            Self::Deferred(_) => Err(Error::Overtaken),
        }
    }

    async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        Ok(match self.start().await? {
            Started::Sqlite(tx) => bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect(),
            Started::Postgres(tx) => {
                bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        Ok(match self.start().await? {
            Started::Sqlite(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            Started::Postgres(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Postgres),
        })
    }

    async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        Ok(match self.start().await? {
            Started::Sqlite(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
            Started::Postgres(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
        })
    }

    async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Deferred(_) => {}
            Self::Sqlite(mut tx) => {
                open_sqlite::count_commit(&mut tx).await?;
                tx.commit().await?;
            }
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Connection {
    pub(crate) const fn new(state: State, breaker: Option<CircuitBreaker>) -> Self {
        Self { state, breaker }
    }

    /// One that begins with its first statement, which fails if the shop is no longer in this state.
    pub(crate) const fn deferred(pools: Pools, version: Version, breaker: CircuitBreaker) -> Self {
        Self { state: State::Deferred(Deferred { pools, version }), breaker: Some(breaker) }
    }

    /// The transaction itself, whose statements the breaker does not guard.
    pub(crate) const fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        guarded(self.breaker.as_ref(), Box::pin(self.state.all(statement))).await
    }

    pub(crate) async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        guarded(self.breaker.as_ref(), Box::pin(self.state.optional(statement))).await
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        guarded(self.breaker.as_ref(), Box::pin(self.state.execute(statement))).await
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        guarded(self.breaker.as_ref(), Box::pin(self.state.commit())).await
    }
}

async fn guarded<T>(breaker: Option<&CircuitBreaker>, statement: BoxFuture<'_, Result<T, Error>>) -> Result<T, Error> {
    match breaker {
        Some(breaker) => breaker.guard(statement).await,
        None => statement.await,
    }
}
