//! The trimming of the outbox: the keys of past writes, which followers and purges read.

use coherence::Revision;
use types::Timestamp;

use crate::{Error, Tx, sql};

impl Tx {
    /// Deletes the outbox rows of writes before `before`, at most up to the write `limit`. Returns their number. A reader
    /// of changes from further back learns that they are unknown, and starts over.
    pub async fn trim_outbox(&mut self, before: Timestamp, limit: Option<Revision>) -> Result<u64, Error> {
        let newest = sql("SELECT MAX(revision) FROM outbox WHERE written_at < $1").bind(before);
        let Some(newest) = newest.scalar::<Option<i64>>(self).await? else { return Ok(0) };
        let last = limit.map_or(newest, |limit| limit.0.min(newest));
        let trimmed = sql("DELETE FROM outbox WHERE revision <= $1").bind(last).execute(self).await?;
        if trimmed > 0 {
            sql("UPDATE revision SET forgotten = $1").bind(last).execute(self).await?;
        }
        Ok(trimmed)
    }
}
