use coherence::{CacheKey, Revision, Version};
use types::Timestamp;

use super::BaseReader;
use crate::{Error, Row, Statement, sql};

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

impl BaseReader {
    /// Returns the revision of the write at the moment `now`, if it came after the revision `before`.
    pub async fn write_after(&mut self, before: Revision, now: Timestamp) -> Result<Option<Revision>, Error> {
        let written = sql("SELECT revision FROM outbox WHERE revision > $1 AND written_at = $2 LIMIT 1");
        let row = written.bind(before.0).bind(now).optional(self).await?;
        row.map(|row| Ok(Revision(row.column(0)?))).transpose()
    }

    /// Returns the newest writes of these keys that the outbox still has, at most `most`.
    pub async fn writes_of(&mut self, keys: &[CacheKey], most: u32) -> Result<Vec<Write>, Error> {
        let text = "SELECT revision, cache_key, written_at
            FROM outbox
            WHERE cache_key IN (?)
            ORDER BY revision DESC, cache_key
            LIMIT $1";
        let keys = keys.iter().map(CacheKey::as_str).chain(["*"]);
        let rows = Statement::with_list(text, vec![most.into()], keys).all(self).await?;
        let write = |row: &Row| {
            Ok(Write {
                revision: Revision(row.column(0)?),
                key: CacheKey::stored(row.column(1)?),
                at: Timestamp(row.column(2)?),
            })
        };
        rows.iter().map(write).collect()
    }

    /// Returns the newest write whose keys the outbox no longer has.
    async fn newest_trimmed(&mut self) -> Result<Revision, Error> {
        Ok(Revision(sql("SELECT forgotten FROM revision").one(self).await?.column(0)?))
    }

    /// Returns the keys of every write after `since`, in the order of the commits. `None` means that anything may have changed: the
    /// outbox no longer reaches back that far, `since` is of another epoch, or a write touched everything.
    pub async fn changes_since(&mut self, since: &Version) -> Result<Option<Vec<(Revision, CacheKey)>>, Error> {
        if since.epoch != self.version().await?.epoch || since.revision < self.newest_trimmed().await? {
            return Ok(None);
        }
        let rows = sql("SELECT revision, cache_key FROM outbox WHERE revision > $1 ORDER BY revision, cache_key")
            .bind(since.revision.0)
            .all(self)
            .await?;
        let change = |row: &Row| Ok((Revision(row.column(0)?), CacheKey::stored(row.column(1)?)));
        let changes: Vec<_> = rows.iter().map(change).collect::<Result<_, Error>>()?;
        let everything = CacheKey::everything();
        Ok(if changes.iter().any(|(_, key)| *key == everything) { None } else { Some(changes) })
    }
}
