use database::{Error, Tx};

use crate::{NewOrderEvent, store};

/// Records events. One whose order has an event with its key already is left out. Returns the number of new ones.
///
/// # Errors
/// If the database fails.
pub async fn record_events(tx: &mut Tx, events: &[NewOrderEvent]) -> Result<u64, Error> {
    store::insert_events(tx, events).await
}
