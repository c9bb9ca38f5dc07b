use sqlx::{Postgres, Sqlite, Transaction};

use crate::{Error, Row, Statement, statement::bind};

/// An open transaction on either engine.
pub enum Connection {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
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

impl Connection {
    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect(),
            Self::Postgres(tx) => bind!(statement).fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect(),
        })
    }

    pub(crate) async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Sqlite),
            Self::Postgres(tx) => bind!(statement).fetch_optional(&mut **tx).await?.map(Row::Postgres),
        })
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        Ok(match self {
            Self::Sqlite(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
            Self::Postgres(tx) => bind!(statement).execute(&mut **tx).await?.rows_affected(),
        })
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
