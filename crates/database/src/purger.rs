//! How far each content delivery network has been told of what was written, and which process tells it.

use types::Timestamp;

use crate::{Database, Epoch, Error, Reader, Revision, Tx, sql};

/// How far a network has been purged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// In which history of writes.
    pub epoch: Epoch,
    /// Up to and with this write.
    pub revision: Revision,
    /// Up to and with this write, for the second time: what was on its way at the first is gone after that.
    pub repeated: Revision,
    /// Up to which write it is repeated next, and when the last of that was purged for the first time.
    pub next: (Revision, Timestamp),
}

impl Reader {
    /// How far `network` has been purged in this epoch; none if it never was: it may then hold anything.
    pub async fn purged(&mut self, network: &str) -> Result<Option<Purged>, Error> {
        let epoch = self.version().await?.epoch;
        let row = sql("SELECT purged, repeated, repeats_next, purged_at FROM purger WHERE network = $1 AND epoch = $2")
            .bind(network)
            .bind(epoch.as_str())
            .optional(self)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Purged {
            epoch,
            revision: Revision(row.column(0)?),
            repeated: Revision(row.column(1)?),
            next: (Revision(row.column(2)?), Timestamp(row.column(3)?)),
        }))
    }
}

impl Database {
    /// Makes `holder` the one process that purges `network` until `until`, if nobody else is.
    pub async fn hold_purger(
        &self,
        network: &str,
        holder: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, Error> {
        let mut tx = self.write(now).await?;
        let held = sql("INSERT INTO purger (network, purged, purged_at, repeated, repeats_next, holder, held_until)
            VALUES ($1, -1, 0, -1, -1, $2, $4)
            ON CONFLICT (network) DO UPDATE SET holder = $2, held_until = $4
            WHERE purger.holder = $2 OR purger.held_until < $3")
        .bind(network)
        .bind(holder)
        .bind(now)
        .bind(until)
        .execute(&mut tx)
        .await?;
        tx.commit_bookkeeping().await?;
        Ok(held > 0)
    }

    /// Remembers how far `network` has been purged, and lets go of it.
    pub async fn record_purged(&self, network: &str, purged: Purged, now: Timestamp) -> Result<(), Error> {
        let mut tx = self.write(now).await?;
        let (next, at) = purged.next;
        sql("UPDATE purger
            SET purged = $2, repeated = $3, repeats_next = $4, purged_at = $5, epoch = $6, held_until = 0
            WHERE network = $1")
        .bind(network)
        .bind(purged.revision.0)
        .bind(purged.repeated.0)
        .bind(next.0)
        .bind(at)
        .bind(purged.epoch.as_str())
        .execute(&mut tx)
        .await?;
        tx.commit_bookkeeping().await
    }

    /// Forgets what was written before `before`, but for what a network that was told of anything since has yet to be
    /// told; how much that was. Whoever follows from further back has to begin anew.
    pub async fn trim_outbox(&self, now: Timestamp, before: Timestamp) -> Result<u64, Error> {
        let mut tx = self.write(now).await?;
        let newest = sql("SELECT MAX(revision) FROM outbox WHERE written_at < $1").bind(before).one(&mut tx).await?;
        let told = sql("SELECT MIN(repeated) FROM purger WHERE purged_at >= $1").bind(before).one(&mut tx).await?;
        let (Some(newest), told) = (newest.column::<Option<i64>>(0)?, told.column::<Option<i64>>(0)?) else {
            return Ok(0);
        };
        let last = told.map_or(newest, |told| told.min(newest));
        let trimmed = sql("DELETE FROM outbox WHERE revision <= $1").bind(last).execute(&mut tx).await?;
        if trimmed > 0 {
            forget(&mut tx, last).await?;
            tx.commit_bookkeeping().await?;
        }
        Ok(trimmed)
    }
}

async fn forget(on: &mut Tx, last: i64) -> Result<(), Error> {
    sql("UPDATE revision SET forgotten = $1").bind(last).execute(on).await.map(|_| ())
}
