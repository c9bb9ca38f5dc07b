use sqlx::{Postgres, Sqlite, Transaction};

use crate::{Error, Row, Statement, Version, open::Pools, open_sqlite, sql, statement::bind};

/// A transaction on either engine.
pub enum Connection {
    /// Begins with its first statement.
    Awaited(Awaited),
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// A reading transaction that has not begun, and the state of the shop that it must then see.
pub struct Awaited {
    pub(crate) pools: Pools,
    pub(crate) version: Version,
}

impl Awaited {
    async fn begin(&self) -> Result<Connection, Error> {
        let mut begun = self.pools.begin_reading().await?;
        let newest = sql("SELECT revision, epoch FROM shop_version");
        let newest = Box::pin(begun.optional(newest)).await?.ok_or(sqlx::Error::RowNotFound)?;
        if Version::of_row(&newest)? == self.version { Ok(begun) } else { Err(Error::Overtaken) }
    }
}

/// What statements run in: a [`crate::Reader`] or a [`crate::Tx`].
pub trait Connected {
    /// Its open transaction.
    fn connection(&mut self) -> &mut Connection;
}

impl Connected for Connection {
    fn connection(&mut self) -> &mut Connection {
        self
    }
}

/// A transaction that has begun.
enum Begun<'a> {
    Sqlite(&'a mut Transaction<'static, Sqlite>),
    Postgres(&'a mut Transaction<'static, Postgres>),
}

impl Connection {
    async fn begun(&mut self) -> Result<Begun<'_>, Error> {
        if let Self::Awaited(awaited) = self {
            *self = awaited.begin().await?;
        }
        match self {
            Self::Sqlite(tx) => Ok(Begun::Sqlite(tx)),
            Self::Postgres(tx) => Ok(Begun::Postgres(tx)),
            Self::Awaited(_) => Err(Error::Overtaken),
        }
    }

    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        Ok(match self.begun().await? {
            Begun::Sqlite(tx) => bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect(),
            Begun::Postgres(tx) => {
                bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    pub(crate) async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        Ok(match self.begun().await? {
            Begun::Sqlite(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            Begun::Postgres(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Postgres),
        })
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        Ok(match self.begun().await? {
            Begun::Sqlite(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
            Begun::Postgres(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
        })
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Awaited(_) => {}
            Self::Sqlite(mut tx) => {
                open_sqlite::count_commit(&mut tx).await?;
                tx.commit().await?;
            }
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
