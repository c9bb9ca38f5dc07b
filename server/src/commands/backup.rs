use std::path::Path;

use backup::BackedUp;
use pictures::Storage;

use super::CommandError;
use crate::{Clock, Config, opening::open_database, unfinished_import::begin_large_write};

/// Writes everything to a file, while the shop may be open.
pub(super) async fn backup(config: &Config, clock: &Clock, file: &Path) -> Result<(), CommandError> {
    let database = open_database(config, clock).await?;
    let large_write = begin_large_write(&database, clock).await?;
    let snapshot = database.snapshot().await?;
    drop(large_write);
    let written = backup::write(snapshot, &Storage::open(&config.pictures)?, file, clock.now()).await;
    database.close().await;
    let BackedUp { rows, pictures, missing_pictures } = written?;
    println!("Backed up {rows} rows and {pictures} pictures to {}.", file.display());
    ensure_complete(&missing_pictures)
}

/// The backup is there all the same, and restores everything else.
fn ensure_complete(missing: &[String]) -> Result<(), CommandError> {
    if missing.is_empty() {
        return Ok(());
    }
    for picture in missing {
        eprintln!("{picture}: the source is not in the storage, or is damaged");
    }
    Err(CommandError::Incomplete(missing.len()))
}
