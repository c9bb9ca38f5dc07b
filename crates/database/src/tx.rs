use std::{collections::BTreeSet, sync::Arc};

use sqlx::PgPool;
use types::Timestamp;

use crate::{CacheKey, Connected, Connection, Error, Revision, following, news::News, sql, sqlite_files::SqliteFiles};

/// A write: its changes, and the cache keys they touch, commit together or not at all.
pub struct Tx {
    connection: Connection,
    now: Timestamp,
    keys: BTreeSet<CacheKey>,
    shared: Shared,
}

/// What a write shares with other processes.
pub(crate) enum Shared {
    /// On SQLite: the files that must still be there when it has committed.
    Files(Arc<SqliteFiles>),
    /// On PostgreSQL: the processes that follow.
    Followed(Followed),
}

/// Where other processes follow, and what tells them.
pub(crate) struct Followed {
    pub(crate) pool: PgPool,
    pub(crate) news: Arc<News>,
}

impl Tx {
    pub(crate) const fn new(connection: Connection, now: Timestamp, shared: Shared) -> Self {
        Self { connection, now, keys: BTreeSet::new(), shared }
    }

    /// When this write happens.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Names something that this write changes.
    pub fn touch(&mut self, key: CacheKey) {
        self.keys.insert(key);
    }

    /// Makes the write durable and public. The revision's row is taken last, so that numbers follow commits and
    /// writers wait for each other only here. When this returns, no process answers from a cache what was before.
    pub async fn commit(mut self) -> Result<Revision, Error> {
        let raised = sql("UPDATE revision SET value = value + 1 RETURNING value").one(&mut self).await?;
        let revision = Revision(raised.column(0)?);
        for key in std::mem::take(&mut self.keys) {
            sql("INSERT INTO outbox (revision, cache_key, written_at) VALUES ($1, $2, $3)")
                .bind(revision.0)
                .bind(key.as_str())
                .bind(self.now)
                .execute(&mut self)
                .await?;
        }
        match self.shared {
            Shared::Files(files) => {
                self.connection.commit().await?;
                files.verify()?;
            }
            Shared::Followed(Followed { pool, news }) => {
                news.announce(&mut self.connection).await?;
                self.connection.commit().await?;
                tokio::join!(news.tell(), following::known_to_all(&pool, revision));
            }
        }
        Ok(revision)
    }

    /// As [`Self::commit`], of what no page shows: there is no new revision, and nobody is told.
    pub async fn commit_bookkeeping(self) -> Result<(), Error> {
        self.connection.commit().await?;
        match self.shared {
            Shared::Files(files) => files.verify(),
            Shared::Followed(_) => Ok(()),
        }
    }
}

impl Connected for Tx {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
