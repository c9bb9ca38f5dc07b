use database::{BaseReader, Database, Error, Executor, Revision, row, sql};
use types::Timestamp;

use crate::PurgeCursor;

row! {
    struct CursorRow {
        purged: Revision,
        repeated: Revision,
        repeats_next: Revision,
        purged_at: Timestamp,
    }
}

/// Reads the cursor of `target` in the present epoch. Returns none if the target was never purged in it.
pub async fn purge_cursor(reader: &mut BaseReader, target: &str) -> Result<Option<PurgeCursor>, Error> {
    let epoch = reader.version().await?.epoch;
    let text = "SELECT purged, repeated, repeats_next, purged_at FROM purger WHERE network = $1 AND epoch = $2";
    let row: Option<CursorRow> = sql(text).bind(target).bind(epoch.as_str()).optional_row(reader).await?;
    Ok(row.map(|row| PurgeCursor {
        epoch,
        revision: row.purged,
        repeated: row.repeated,
        next: (row.repeats_next, row.purged_at),
    }))
}

/// Makes `lease_owner` the one process that purges `target` until `until`. Returns false if another process holds the
/// lease.
pub async fn acquire_lease(
    database: &Database,
    target: &str,
    lease_owner: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, Error> {
    let mut tx = database.write(now).await?;
    let rows = sql("INSERT INTO purger (network, purged, purged_at, repeated, repeats_next, holder, held_until)
        VALUES ($1, -1, 0, -1, -1, $2, $4)
        ON CONFLICT (network) DO UPDATE SET holder = $2, held_until = $4
        WHERE purger.holder = $2 OR purger.held_until < $3")
    .bind(target)
    .bind(lease_owner)
    .bind(now)
    .bind(until)
    .execute(&mut tx)
    .await?;
    tx.commit_bookkeeping().await?;
    Ok(rows > 0)
}

/// Stores the cursor of `target` and releases the lease.
pub async fn record_purge(
    database: &Database,
    target: &str,
    cursor: &PurgeCursor,
    now: Timestamp,
) -> Result<(), Error> {
    let mut tx = database.write(now).await?;
    let (next, at) = cursor.next;
    sql("UPDATE purger
        SET purged = $2, repeated = $3, repeats_next = $4, purged_at = $5, epoch = $6, held_until = 0
        WHERE network = $1")
    .bind(target)
    .bind(cursor.revision.0)
    .bind(cursor.repeated.0)
    .bind(next.0)
    .bind(at)
    .bind(cursor.epoch.as_str())
    .execute(&mut tx)
    .await?;
    tx.commit_bookkeeping().await
}

/// Deletes outbox rows older than `before`, except those that an active target has not been purged for. Returns their
/// number. A target without a purge since `before` counts as inactive: it is purged whole when it comes back.
pub async fn trim_outbox(database: &Database, now: Timestamp, before: Timestamp) -> Result<u64, Error> {
    let mut tx = database.write(now).await?;
    let purged = least_repeated_since(&mut tx, before).await?;
    let trimmed = tx.trim_outbox(before, purged).await?;
    if trimmed > 0 {
        tx.commit_bookkeeping().await?;
    }
    Ok(trimmed)
}

/// Reads the last write that every active target was purged for twice.
async fn least_repeated_since(on: &mut impl Executor, before: Timestamp) -> Result<Option<Revision>, Error> {
    sql("SELECT MIN(repeated) FROM purger WHERE purged_at >= $1").bind(before).scalar(on).await
}
