use sqlx::{Postgres, Sqlite};

use crate::{
    Error, Row, Statement, open_sqlite,
    statement::bind,
    statement_span::{Engine, traced},
};

/// A transaction that has begun, on either engine.
pub(crate) enum Transaction {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) async fn all(&mut self, statement: Statement) -> Result<Vec<Row>, Error> {
        let statement = statement.render(self.engine());
        let span = self.engine().span(statement.text.as_str());
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = traced(span, bind!(statement).fetch_all(&mut **tx)).await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = traced(span, bind!(statement).fetch_all(&mut **tx)).await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    pub(crate) async fn optional(&mut self, statement: Statement) -> Result<Option<Row>, Error> {
        let statement = statement.render(self.engine());
        let span = self.engine().span(statement.text.as_str());
        Ok(match self {
            Self::Sqlite(tx) => traced(span, bind!(statement).fetch_optional(&mut **tx)).await?.map(Row::Sqlite),
            Self::Postgres(tx) => traced(span, bind!(statement).fetch_optional(&mut **tx)).await?.map(Row::Postgres),
        })
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64, Error> {
        let statement = statement.render(self.engine());
        let span = self.engine().span(statement.text.as_str());
        Ok(match self {
            Self::Sqlite(tx) => traced(span, bind!(statement).execute(&mut **tx)).await?.rows_affected(),
            Self::Postgres(tx) => traced(span, bind!(statement).execute(&mut **tx)).await?.rows_affected(),
        })
    }

    pub(crate) async fn commit(self) -> Result<(), Error> {
        let span = self.engine().span("COMMIT");
        match self {
            Self::Sqlite(mut tx) => {
                open_sqlite::count_commit(&mut tx).await?;
                traced(span, tx.commit()).await?;
            }
            Self::Postgres(tx) => traced(span, tx.commit()).await?,
        }
        Ok(())
    }
}
