use std::path::Path;

use backup::{BackupContents, Restored};
use database::IfWritten;
use pictures::Storage;
use secrecy::ExposeSecret as _;
use types::Timestamp;

use super::{CommandError, moment};
use crate::{
    Clock, Config,
    startup::{ensure_database_writable, ensure_pictures_writable},
};

/// Restores the database and the pictures from a backup.
pub(super) async fn restore(
    config: &Config,
    clock: &Clock,
    file: &Path,
    if_written: IfWritten,
) -> Result<(), CommandError> {
    ensure_database_writable(config)?;
    ensure_pictures_writable(config)?;
    let storage = Storage::open(&config.pictures)?;
    let Restored { contents, revision } =
        backup::restore(file, config.database.expose_secret(), &storage, if_written, clock.now()).await?;
    println!("Restored {}. Its revision is {}.", summary(&contents), revision.0);
    tell_missing(&contents);
    Ok(())
}

/// Reads a whole backup, and changes nothing.
pub(super) async fn check(file: &Path) -> Result<(), CommandError> {
    let contents = backup::check(file).await?;
    println!("{} is whole: {}.", file.display(), summary(&contents));
    tell_missing(&contents);
    Ok(())
}

fn summary(contents: &BackupContents) -> String {
    let made_at = moment(Timestamp(contents.header.made_at));
    format!("{} rows and {} pictures as they were at {made_at}", contents.rows(), contents.pictures())
}

fn tell_missing(contents: &BackupContents) {
    for picture in &contents.missing_pictures {
        eprintln!("{picture}: the source was lost before the backup was made; bring the picture again");
    }
}
