use database::{Database, Error, Reader};
use types::Timestamp;

use crate::{Address, store};

/// Milliseconds for which one process has a picture in hand: a process that dies lets go of it by that.
const IN_HAND: i64 = 600_000;

/// Takes a picture in hand whose renditions are not made, the oldest first, and which no other process is at. Whoever
/// does not finish it, or fails, is followed by somebody else after ten minutes.
pub async fn next_to_make(database: &Database, reader: &mut Reader) -> Result<Option<Address>, Error> {
    let now = reader.at;
    if !store::is_work_left(reader, media::VERSION, now).await? {
        return Ok(None);
    }
    store::take_in_hand(database, media::VERSION, now, now.plus_millis(IN_HAND)).await
}

/// Remembers that all renditions of a whole picture are made.
pub async fn made_ahead(database: &Database, address: &Address, now: Timestamp) -> Result<(), Error> {
    store::record_made_ahead(database, address, media::VERSION, now).await
}
