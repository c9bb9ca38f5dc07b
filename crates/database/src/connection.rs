use coherence::Version;
use futures::future::BoxFuture;

use crate::{CircuitBreaker, Error, Row, Statement, pools::Pools, row::read_row, sql, transaction::Transaction};

/// A transaction on either engine. Its statements fail at once while the database is known to be unavailable.
pub struct Connection {
    state: State,
    /// `None` for the connection that finds out whether the database answers again.
    breaker: Option<CircuitBreaker>,
}

enum State {
    /// Begins with its first statement.
    Deferred(Deferred),
    Started(Transaction),
}

/// A reading transaction that has not begun, and the state of the shop that it must then see.
struct Deferred {
    pools: Pools,
    version: Version,
}

impl Deferred {
    async fn begin(&self) -> Result<Transaction, Error> {
        let mut started = self.pools.begin_reading().await?;
        let newest = sql("SELECT revision, epoch FROM shop_version");
        let newest = Box::pin(started.optional(newest)).await?.ok_or(sqlx::Error::RowNotFound)?;
        if read_row::<Version>(&newest)? == self.version { Ok(started) } else { Err(Error::Overtaken) }
    }
}

impl State {
    async fn start(&mut self) -> Result<&mut Transaction, Error> {
        if let Self::Deferred(deferred) = self {
            *self = Self::Started(deferred.begin().await?);
        }
        match self {
            Self::Started(transaction) => Ok(transaction),
            Self::Deferred(_) => Err(Error::Overtaken),
        }
    }

    async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        self.start().await?.all(statement).await
    }

    async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        self.start().await?.optional(statement).await
    }

    async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        self.start().await?.execute(statement).await
    }

    async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Deferred(_) => Ok(()),
            Self::Started(transaction) => transaction.commit().await,
        }
    }
}

impl Connection {
    pub(crate) const fn new(transaction: Transaction, breaker: Option<CircuitBreaker>) -> Self {
        Self { state: State::Started(transaction), breaker }
    }

    /// Returns a connection that begins with its first statement, which fails unless the shop is still in this state.
    pub(crate) const fn deferred(pools: Pools, version: Version, breaker: CircuitBreaker) -> Self {
        Self { state: State::Deferred(Deferred { pools, version }), breaker: Some(breaker) }
    }

    /// Returns the transaction itself, whose statements the breaker does not guard.
    pub(crate) async fn transaction(&mut self) -> Result<&mut Transaction, Error> {
        self.state.start().await
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
