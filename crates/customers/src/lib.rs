//! Visitors: browsers that have something of their own in the shop. A browser has a token in a cookie; the database has the
//! token's hash.

mod store;
#[cfg(test)]
mod tests;
mod token;

use database::{Error, Executor, Tx};
use types::{Timestamp, VisitorId};

pub use token::VisitorToken;

/// Milliseconds after which a visitor who did not come back is forgotten: 90 days.
pub const VISITOR_LIFETIME: i64 = 90 * 24 * 3600 * 1000;
/// Milliseconds after which a visit is recorded again.
const RENEWAL: i64 = 24 * 3600 * 1000;

/// A browser that the shop knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// The row's id.
    pub id: VisitorId,
    /// The moment of the last visit that was recorded.
    pub seen_at: Timestamp,
}

impl Visitor {
    /// Returns true if the last recorded visit is a day ago.
    pub const fn is_due_for_renewal(self, now: Timestamp) -> bool {
        now.0 - self.seen_at.0 >= RENEWAL
    }
}

/// Returns the visitor with this token, unless the visitor was away for too long.
pub async fn visitor(on: &mut impl Executor, token: VisitorToken, now: Timestamp) -> Result<Option<Visitor>, Error> {
    let visitor = store::visitor(on, &token.hash()).await?;
    Ok(visitor.filter(|visitor| now.0 - visitor.seen_at.0 < VISITOR_LIFETIME))
}

/// Inserts a visitor with a new token.
pub async fn insert_visitor(tx: &mut Tx, token: VisitorToken) -> Result<Visitor, Error> {
    let seen_at = tx.now();
    let id = store::insert(tx, &token.hash(), seen_at).await?;
    Ok(Visitor { id, seen_at })
}

/// Records a visit at the transaction's moment.
pub async fn renew_visitor(tx: &mut Tx, visitor: VisitorId) -> Result<(), Error> {
    let now = tx.now();
    store::renew(tx, visitor, now).await
}

/// Deletes visitors who were away for too long, with everything that is theirs, at most so many. Returns their number.
pub async fn delete_idle_visitors(tx: &mut Tx, most: u32) -> Result<u64, Error> {
    let before = Timestamp(tx.now().0 - VISITOR_LIFETIME);
    store::delete_idle(tx, before, most).await
}
