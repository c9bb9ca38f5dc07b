use coherence::{CacheKey, Revision, Version};
use types::Timestamp;

use super::BaseReader;
use crate::{Error, Statement, row, sql};

row! {
    /// A write of one key.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Write {
        /// The revision of the write.
        pub revision: Revision,
        /// The key.
        pub key: CacheKey,
        /// The moment of the write.
        pub at: Timestamp,
    }
}

row! {
    struct Change {
        revision: Revision,
        cache_key: CacheKey,
    }
}

impl BaseReader {
    /// Returns the revision of the write at the moment `now`, if it came after the revision `before`.
    pub async fn write_after(&mut self, before: Revision, now: Timestamp) -> Result<Option<Revision>, Error> {
        let written = sql("SELECT revision FROM outbox WHERE revision > $1 AND written_at = $2 LIMIT 1");
        written.bind(before.0).bind(now).optional_scalar(self).await
    }

    /// Returns the newest writes of these keys that the outbox still has, at most `most`.
    pub async fn writes_of(&mut self, keys: &[CacheKey], most: u32) -> Result<Vec<Write>, Error> {
        let text = "SELECT revision, cache_key AS key, written_at AS at
            FROM outbox
            WHERE cache_key IN (?)
            ORDER BY revision DESC, cache_key
            LIMIT $1";
        let keys = keys.iter().map(CacheKey::as_str).chain(["*"]);
        Statement::with_list(text, vec![most.into()], keys).rows(self).await
    }

    /// Returns the newest write whose keys the outbox no longer has.
    async fn newest_trimmed(&mut self) -> Result<Revision, Error> {
        sql("SELECT forgotten FROM revision").scalar(self).await
    }

    /// Returns the keys of every write after `since`, in the order of the commits. `None` means that anything may have changed: the
    /// outbox no longer reaches back that far, `since` is of another epoch, or a write touched everything.
    pub async fn changes_since(&mut self, since: &Version) -> Result<Option<Vec<(Revision, CacheKey)>>, Error> {
        if since.epoch != self.version().await?.epoch || since.revision < self.newest_trimmed().await? {
            return Ok(None);
        }
        let text = "SELECT revision, cache_key FROM outbox WHERE revision > $1 ORDER BY revision, cache_key";
        let changes: Vec<Change> = sql(text).bind(since.revision.0).rows(self).await?;
        let everything = CacheKey::everything();
        if changes.iter().any(|change| change.cache_key == everything) {
            return Ok(None);
        }
        Ok(Some(changes.into_iter().map(|change| (change.revision, change.cache_key)).collect()))
    }
}
