use std::path::Path;

use backup::BackedUp;
use database::{Database, Snapshot, has_half_a_write};
use pictures::Storage;

use super::{CommandError, ensure_complete};
use crate::{Clock, Config, startup::open_database, unfinished_import::begin_large_write};

/// Writes everything to a file, while the shop may be open.
pub(super) async fn backup(config: &Config, clock: &Clock, file: &Path) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let snapshot = whole_snapshot(&database, clock).await?;
    let written = backup::write(snapshot, &Storage::open(&config.pictures)?, file, clock.now()).await;
    database.close().await;
    let BackedUp { rows, pictures, missing_pictures } = written?;
    println!("Backed up {rows} rows and {pictures} pictures to {}.", file.display());
    ensure_complete(&missing_pictures, CommandError::Incomplete)
}

/// Begins to read the shop, after an import that was cut off is finished.
async fn whole_snapshot(database: &Database, clock: &Clock) -> Result<Snapshot, CommandError> {
    loop {
        let mut snapshot = database.snapshot().await?;
        if !has_half_a_write(&mut snapshot).await? {
            return Ok(snapshot);
        }
        snapshot.end().await;
        drop(begin_large_write(database, clock).await?);
    }
}
