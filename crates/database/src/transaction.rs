use sqlx::{Postgres, Sqlite};

use crate::{Error, Row, Statement, open_sqlite, statement::bind};

/// A transaction that has begun, on either engine.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
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
            Self::Sqlite(mut tx) => {
                open_sqlite::count_commit(&mut tx).await?;
                tx.commit().await?;
            }
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
