use std::collections::BTreeSet;

use coherence::{CacheKey, Revision};
use types::Timestamp;

use crate::{
    Connection, Error, Executor, execute_rows, follower,
    pools::{Followed, Shared},
    sql,
};

/// The number of keys that a write names one by one; a write that touches more counts as touching everything. Comparing more
/// keys than this costs a follower more than starting over.
pub(crate) const KEYS: usize = 20_000;

/// A write: its changes, and the cache keys they touch, commit together or not at all.
pub struct Tx {
    connection: Connection,
    now: Timestamp,
    keys: BTreeSet<CacheKey>,
    shared: Shared,
}

impl Tx {
    pub(crate) const fn new(connection: Connection, now: Timestamp, shared: Shared) -> Self {
        Self { connection, now, keys: BTreeSet::new(), shared }
    }

    /// Returns the moment at which this write happens.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// Returns `true` if other writers work at the same time, so that rows have to be locked: on PostgreSQL. SQLite has one
    /// writer, and no statement for that.
    pub const fn locks_rows(&self) -> bool {
        matches!(self.shared, Shared::Followed(_))
    }

    /// Records that this write changes what `key` names.
    pub fn touch(&mut self, key: CacheKey) {
        self.keys.insert(key);
    }

    /// Returns `true` if the write changes something that pages show.
    pub fn has_touched(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Makes the write durable and public. The revision's row is taken last, so that numbers follow commits and
    /// writers wait for each other only here. When this returns, no process answers from a cache an earlier state.
    pub async fn commit(self) -> Result<Revision, Error> {
        let (revision, publication) = self.commit_revision().await?;
        publication.wait().await;
        Ok(revision)
    }

    /// Makes the write durable, and public if it touches a key. Other processes know of it only when the publication ends.
    pub(crate) async fn commit_durably(self) -> Result<Publication, Error> {
        if self.has_touched() {
            self.commit_revision().await.map(|(_, publication)| publication)
        } else {
            self.commit_bookkeeping().await.map(|()| Publication::Done)
        }
    }

    async fn commit_revision(mut self) -> Result<(Revision, Publication), Error> {
        let revision: Revision = sql("UPDATE revision SET value = value + 1 RETURNING value").scalar(&mut self).await?;
        self.write_outbox(revision).await?;
        match self.shared {
            Shared::Files(files) => {
                self.connection.commit().await?;
                files.verify()?;
                Ok((revision, Publication::Done))
            }
            Shared::Followed(followed) => {
                if let Some(notification) = followed.notifier.notification() {
                    notification.one(&mut self.connection).await?;
                }
                self.connection.commit().await?;
                Ok((revision, Publication::Followed(followed, revision)))
            }
        }
    }

    /// Begins a part of the write that can be undone alone. Returns the keys that were touched before.
    pub(crate) async fn begin_savepoint(&mut self) -> Result<BTreeSet<CacheKey>, Error> {
        sql("SAVEPOINT command").execute(self).await?;
        Ok(self.take_keys())
    }

    /// Ends the part that has begun with these keys touched.
    pub(crate) async fn release_savepoint(&mut self, keys: BTreeSet<CacheKey>) -> Result<(), Error> {
        sql("RELEASE SAVEPOINT command").execute(self).await?;
        self.keys.extend(keys);
        Ok(())
    }

    /// Undoes the part that has begun with these keys touched.
    pub(crate) async fn roll_back_to(&mut self, keys: BTreeSet<CacheKey>) -> Result<(), Error> {
        sql("ROLLBACK TO SAVEPOINT command").execute(self).await?;
        sql("RELEASE SAVEPOINT command").execute(self).await?;
        self.keys = keys;
        Ok(())
    }

    /// Makes a staged write public, with the keys that its slices have recorded in place of those of this transaction. Only
    /// SQLite has slices.
    pub(crate) async fn commit_staged(mut self) -> Result<Revision, Error> {
        let count: i64 = sql("SELECT COUNT(*) FROM staged_key").scalar(&mut self).await?;
        if usize::try_from(count).is_ok_and(|count| count <= KEYS) {
            let keys: Vec<CacheKey> = sql("SELECT cache_key FROM staged_key").scalars(&mut self).await?;
            self.keys = keys.into_iter().collect();
        } else {
            self.keys = BTreeSet::from([CacheKey::everything()]);
        }
        sql("DELETE FROM staged_key").execute(&mut self).await?;
        self.commit().await
    }

    /// Removes and returns the keys that were touched; this transaction then makes none of them public.
    pub(crate) fn take_keys(&mut self) -> BTreeSet<CacheKey> {
        std::mem::take(&mut self.keys)
    }

    /// Begins a new epoch: every process drops its copies, and every CDN is purged whole. A restore calls this with a number
    /// that is random and was not used before.
    pub async fn begin_epoch(&mut self, random: u128) -> Result<(), Error> {
        sql("UPDATE revision SET epoch = $1").bind(format!("{random:032x}")).execute(self).await.map(|_| ())
    }

    async fn write_outbox(&mut self, revision: Revision) -> Result<(), Error> {
        let mut keys = self.take_keys();
        if keys.len() > KEYS {
            keys = BTreeSet::from([CacheKey::everything()]);
        }
        let text = "INSERT INTO outbox (revision, cache_key, written_at) VALUES {($1, ?, $2)}";
        let fixed = [revision.0.into(), self.now.into()];
        let rows = keys.iter().map(|key| vec![key.as_str().into()]).collect();
        execute_rows(self, text, &fixed, rows).await.map(|_| ())
    }

    /// Commits changes that no page shows: there is no new revision and no notification.
    pub async fn commit_bookkeeping(self) -> Result<(), Error> {
        self.connection.commit().await?;
        match self.shared {
            Shared::Files(files) => files.verify(),
            Shared::Followed(_) => Ok(()),
        }
    }
}

/// The spread of a durable write to other processes.
pub(crate) enum Publication {
    /// There is nothing to wait for.
    Done,
    /// Processes follow, and must know this revision.
    Followed(Followed, Revision),
}

impl Publication {
    /// Returns when no process answers from a cache an earlier state.
    pub(crate) async fn wait(self) {
        if let Self::Followed(Followed { pool, notifier }, revision) = self {
            tokio::join!(notifier.publish(), follower::wait_for_followers(&pool, revision));
        }
    }
}

impl Executor for Tx {
    fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }
}
