//! The SQL statements of visitors.

use database::{Error, Executor, Tx, row, sql};
use types::{Timestamp, VisitorId};

use crate::Visitor;

row! {
    struct VisitorRow {
        id: VisitorId,
        seen_at: Timestamp,
    }
}

pub(crate) async fn visitor(on: &mut impl Executor, token_hash: &str) -> Result<Option<Visitor>, Error> {
    let row = sql("SELECT id, seen_at FROM visitor WHERE token_hash = $1").bind(token_hash);
    let row: Option<VisitorRow> = row.optional_row(on).await?;
    Ok(row.map(|VisitorRow { id, seen_at }| Visitor { id, seen_at }))
}

pub(crate) async fn insert(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<VisitorId, Error> {
    sql("INSERT INTO visitor (token_hash, created_at, seen_at) VALUES ($1, $2, $2) RETURNING id")
        .bind(token_hash)
        .bind(now)
        .scalar(tx)
        .await
}

pub(crate) async fn renew(tx: &mut Tx, visitor: VisitorId, now: Timestamp) -> Result<(), Error> {
    sql("UPDATE visitor SET seen_at = $2 WHERE id = $1 AND seen_at < $2").bind(visitor).bind(now).execute(tx).await?;
    Ok(())
}

pub(crate) async fn delete_idle(tx: &mut Tx, before: Timestamp, most: u32) -> Result<u64, Error> {
    sql("DELETE FROM visitor WHERE id IN (SELECT id FROM visitor WHERE seen_at < $1 ORDER BY seen_at LIMIT $2)")
        .bind(before)
        .bind(most)
        .execute(tx)
        .await
}
